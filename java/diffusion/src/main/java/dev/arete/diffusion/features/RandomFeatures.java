package dev.arete.diffusion.features;

import dev.arete.diffusion.random.NormalStream;

/**
 * The fixed layer of a random feature model: f_j(x, t) = relu(w_j . x + c_j(t)) / sqrt(p), where
 * c_j(t) = v_j . phi(t) + b_j; w has entries N(0, 1/d), v N(0, 1/(2K+1)), b N(0, 1). Feature j is a
 * function of the seed and j, so a larger model contains a smaller one. Immutable.
 */
public final class RandomFeatures {
  /** Most features: their p x p matrices are single arrays. */
  public static final int MOST = 46_340;

  private static final int POINT_WEIGHTS = 0;
  private static final int TIME_WEIGHTS = 1;
  private static final int BIASES = 2;

  private final int dimension;
  private final int count;
  private final TimeEmbedding embedding;
  private final double[] pointWeights;
  private final double[] timeWeights;
  private final double[] biases;

  /**
   * Draws features.
   *
   * @param dimension d
   * @param count p
   * @param embedding phi
   * @param seed key of the weights
   * @throws IllegalArgumentException if dimension or count is below 1, or the count above {@link
   *     #MOST}
   */
  public RandomFeatures(int dimension, int count, TimeEmbedding embedding, long seed) {
    if (dimension < 1 || count < 1 || count > MOST) {
      throw new IllegalArgumentException(
          "dimension must be at least 1 and the number of features 1 to "
              + MOST
              + ", got "
              + dimension
              + " and "
              + count);
    }
    this.dimension = dimension;
    this.count = count;
    this.embedding = embedding;
    this.pointWeights = draw(seed, POINT_WEIGHTS, dimension, Math.sqrt(1.0 / dimension));
    this.timeWeights =
        draw(seed, TIME_WEIGHTS, embedding.size(), Math.sqrt(1.0 / embedding.size()));
    this.biases = draw(seed, BIASES, 1, 1);
  }

  private double[] draw(long seed, int kind, int columns, double deviation) {
    double[] out = new double[Math.multiplyExact(count, columns)];
    new NormalStream(seed).fill(kind, 0, count, columns, out);
    for (int i = 0; i < out.length; i++) {
      out[i] *= deviation;
    }
    return out;
  }

  /**
   * Returns the dimension d of points.
   *
   * @return d
   */
  public int dimension() {
    return dimension;
  }

  /**
   * Returns the number of features p.
   *
   * @return p
   */
  public int count() {
    return count;
  }

  /**
   * Returns the time embedding.
   *
   * @return phi
   */
  public TimeEmbedding embedding() {
    return embedding;
  }

  /** The weights of the points, row-major p x d; read only. */
  double[] pointWeights() {
    return pointWeights;
  }

  /**
   * Returns the offsets c_j(t), which all points of a time share.
   *
   * @param time t
   * @return p numbers
   */
  public double[] offsets(double time) {
    double[] phi = embedding.at(time);
    double[] offsets = biases.clone();
    for (int j = 0; j < count; j++) {
      double dot = 0;
      for (int k = 0; k < phi.length; k++) {
        dot += timeWeights[j * phi.length + k] * phi[k];
      }
      offsets[j] += dot;
    }
    return offsets;
  }

  /**
   * Writes the features of one point, times a factor.
   *
   * @param offsets c_j(t)
   * @param point d coordinates from {@code at} on
   * @param at index of the first coordinate
   * @param factor multiplies every feature
   * @param out receives p numbers from {@code to} on
   * @param to index of the first feature
   */
  void write(double[] offsets, double[] point, int at, double factor, double[] out, int to) {
    double scale = factor / Math.sqrt(count);
    for (int j = 0; j < count; j++) {
      double u = offsets[j];
      for (int axis = 0; axis < dimension; axis++) {
        u += pointWeights[j * dimension + axis] * point[at + axis];
      }
      out[to + j] = u > 0 ? scale * u : 0;
    }
  }
}
