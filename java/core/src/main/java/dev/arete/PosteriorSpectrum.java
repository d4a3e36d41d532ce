package dev.arete;

import java.util.Objects;

/**
 * Eigenvalues mu_1 >= ... >= mu_d of the posterior covariance at a batch of queries, in units of
 * the smoothing variance h. They are kept as logarithms: at small h the ratios mu_j/h of
 * neighbouring directions may differ by hundreds of orders of magnitude.
 *
 * <p>Array accessors return the result's own arrays, not copies. Index j counts from 0.
 */
public final class PosteriorSpectrum {
  private final int count;
  private final int dimension;
  private final double[] logRatios;
  private final double[] logErrors;
  private final int[] rank;

  PosteriorSpectrum(int count, int dimension, double[] logRatios, double[] logErrors, int[] rank) {
    this.count = count;
    this.dimension = dimension;
    this.logRatios = logRatios;
    this.logErrors = logErrors;
    this.rank = rank;
  }

  /**
   * Returns the number of queries q.
   *
   * @return q
   */
  public int count() {
    return count;
  }

  /**
   * Returns the dimension d.
   *
   * @return d
   */
  public int dimension() {
    return dimension;
  }

  /**
   * Returns log(mu_j/h) at every query, descending.
   *
   * @return q x d pure numbers; minus infinity from the rank on
   */
  public double[] logRatios() {
    return logRatios;
  }

  /**
   * Returns bounds on the errors of {@link #logRatios}, to first order in the unit of rounding: of
   * what rounding of rows, of weights and of sums, and centres that were left out, may have
   * changed, for the data and queries as given. An error e of the logarithm is a relative error e
   * of mu_j/h. Derivation and tests in docs/accuracy.md.
   *
   * @return q x d numbers, at least 0; infinite where nothing is known of mu_j, as from the rank
   *     on; NaN from the CUDA backend, which has no bound
   */
  public double[] logErrors() {
    return logErrors;
  }

  /**
   * Returns mu_j/h.
   *
   * @param query index of the query, 0 to q-1
   * @param j direction, 0 for the largest, to d-1
   * @return the ratio, a pure number; 0 where it is below 1e-323
   * @throws IndexOutOfBoundsException if an index is out of range
   */
  public double ratio(int query, int j) {
    int row = Objects.checkIndex(query, count);
    return Math.exp(logRatios[row * dimension + Objects.checkIndex(j, dimension)]);
  }

  /**
   * Returns the rank of the posterior covariance at every query: how many directions the data
   * points span beyond the rounding of their coordinates.
   *
   * @return q numbers, 0 to d
   */
  public int[] rank() {
    return rank;
  }
}
