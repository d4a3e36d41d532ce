package dev.arete.diffusion.features;

import dev.arete.ProgressListener;
import dev.arete.diffusion.numeric.BivariateNormal;
import java.util.stream.IntStream;

/**
 * Moments without sampling: given time and data point the pre-activations are jointly normal, and
 * means of products of rectified normals have a closed form. Cost nodes x n x p^2/2 bivariate
 * normal probabilities, some 1e7 a second and core: right up to a few hundred features.
 */
public final class GaussianMoments {
  private final RandomFeatures features;
  private final TrainingProblem problem;
  private final double[] lengths;
  private final double[] correlations;

  private GaussianMoments(RandomFeatures features, TrainingProblem problem) {
    this.features = features;
    this.problem = problem;
    int p = features.count();
    this.lengths = new double[p];
    this.correlations = new double[p * p];
    for (int j = 0; j < p; j++) {
      lengths[j] = Math.sqrt(dot(j, j));
    }
    for (int j = 0; j < p; j++) {
      for (int k = 0; k <= j; k++) {
        double cosine = dot(j, k) / (lengths[j] * lengths[k]);
        correlations[j * p + k] = j == k ? 1 : Math.max(-1, Math.min(1, cosine));
      }
    }
  }

  /**
   * Returns the moments of a training problem.
   *
   * @param features the fixed layer
   * @param problem data, times and weight
   * @param progress hears how many time nodes are done
   * @return the moments, exact up to the time quadrature
   * @throws IllegalArgumentException if features and data differ in dimension
   */
  public static FeatureMoments of(
      RandomFeatures features, TrainingProblem problem, ProgressListener progress) {
    problem.check(features);
    return new GaussianMoments(features, problem).compute(progress);
  }

  private FeatureMoments compute(ProgressListener progress) {
    int p = features.count();
    int d = features.dimension();
    double[] quadratic = new double[p * p];
    double[] linear = new double[d * p];
    int nodes = problem.quadrature().count();
    for (int node = 0; node < nodes; node++) {
      addNode(node, quadratic, linear);
      progress.progress(node + 1, nodes);
    }
    for (int j = 0; j < p; j++) {
      for (int k = 0; k < j; k++) {
        quadratic[k * p + j] = quadratic[j * p + k];
      }
    }
    return new FeatureMoments(p, d, quadratic, linear, problem.constant());
  }

  private void addNode(int node, double[] quadratic, double[] linear) {
    double time = problem.quadrature().node(node);
    double a = problem.schedule().scale(time);
    double root = Math.sqrt(problem.schedule().variance(time));
    double[] offsets = features.offsets(time);
    double[] dataWeights = problem.data().weights();
    for (int i = 0; i < dataWeights.length; i++) {
      double[] ratios = ratios(i, a, root, offsets);
      double weight = problem.weight(node) * dataWeights[i];
      addQuadratic(weight * root * root / features.count(), ratios, quadratic);
      addLinear(i, a * weight * root / Math.sqrt(features.count()), ratios, linear);
    }
  }

  /** Mean over standard deviation of each pre-activation. */
  private double[] ratios(int point, double a, double root, double[] offsets) {
    double[] ratios = new double[offsets.length];
    for (int j = 0; j < ratios.length; j++) {
      double mean = offsets[j];
      for (int axis = 0; axis < features.dimension(); axis++) {
        mean += weight(j, axis) * a * problem.data().coordinate(point, axis);
      }
      ratios[j] = mean / (root * lengths[j]);
    }
    return ratios;
  }

  private void addQuadratic(double factor, double[] ratios, double[] quadratic) {
    int p = ratios.length;
    IntStream.range(0, p)
        .parallel()
        .forEach(
            j -> {
              for (int k = 0; k <= j; k++) {
                double product =
                    BivariateNormal.rectifiedProduct(ratios[j], ratios[k], correlations[j * p + k]);
                quadratic[j * p + k] += factor * lengths[j] * lengths[k] * product;
              }
            });
  }

  private void addLinear(int point, double factor, double[] ratios, double[] linear) {
    int p = ratios.length;
    for (int j = 0; j < p; j++) {
      double mean = factor * lengths[j] * BivariateNormal.rectifiedMean(ratios[j]);
      for (int axis = 0; axis < features.dimension(); axis++) {
        linear[axis * p + j] += mean * problem.data().coordinate(point, axis);
      }
    }
  }

  private double weight(int feature, int axis) {
    return features.pointWeights()[feature * features.dimension() + axis];
  }

  private double dot(int j, int k) {
    double dot = 0;
    for (int axis = 0; axis < features.dimension(); axis++) {
      dot += weight(j, axis) * weight(k, axis);
    }
    return dot;
  }
}
