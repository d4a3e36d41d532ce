package dev.arete.diffusion.features;

import dev.arete.diffusion.ScoreModel;

/**
 * A trained random feature model of the posterior mean: m(x, t) = A f(x, t). Any thread may call.
 */
public final class FeatureModel implements ScoreModel {
  private final int dimension;
  private final FeatureBank bank;

  /**
   * Creates a model.
   *
   * @param features the fixed layer
   * @param layer A, row-major d x p; copied
   */
  public FeatureModel(RandomFeatures features, double[] layer) {
    dimension = features.dimension();
    bank = new FeatureBank(features, layer);
    if (bank.outputs() != dimension) {
      throw new IllegalArgumentException(
          "a model in dimension " + dimension + " has as many outputs, got " + bank.outputs());
    }
  }

  @Override
  public int dimension() {
    return dimension;
  }

  /**
   * Evaluates posterior means.
   *
   * @param time diffusion time t
   * @param points row-major count x d; not changed, not kept
   * @param count number of points
   * @param means receives row-major count x d
   */
  public void posteriorMean(double time, double[] points, int count, double[] means) {
    bank.evaluate(time, points, count, means);
  }

  @Override
  public void shift(double time, double[] points, int count, double[] shifts) {
    bank.evaluate(time, points, count, shifts);
    for (int i = 0; i < count * dimension; i++) {
      shifts[i] -= points[i];
    }
  }
}
