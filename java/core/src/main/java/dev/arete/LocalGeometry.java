package dev.arete;

import dev.arete.spi.EvaluationOutputs;

/**
 * Local geometry of a smoothed density at a batch of queries, relative to a ridge dimension k.
 *
 * <p>Array accessors return the result's own arrays, not copies. Flat layouts are row-major; index
 * j counts from 0, so the tangent space is spanned by eigenvectors 0..k-1.
 */
public final class LocalGeometry {
  private final int count;
  private final int dimension;
  private final int ridgeDimension;
  private final EvaluationOutputs arrays;

  LocalGeometry(int count, int dimension, int ridgeDimension, EvaluationOutputs arrays) {
    this.count = count;
    this.dimension = dimension;
    this.ridgeDimension = ridgeDimension;
    this.arrays = arrays;
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
   * Returns the ridge dimension k.
   *
   * @return k
   */
  public int ridgeDimension() {
    return ridgeDimension;
  }

  /**
   * Returns log p at every query.
   *
   * @return q numbers, in log of 1/unit^d
   */
  public double[] logDensity() {
    return arrays.logDensity();
  }

  /**
   * Returns the score, grad log p, at every query.
   *
   * @return q x d, in 1/unit
   */
  public double[] score() {
    return arrays.score();
  }

  /**
   * Returns the posterior mean m at every query.
   *
   * @return q x d, in units of the coordinates
   */
  public double[] posteriorMean() {
    return arrays.posteriorMean();
  }

  /**
   * Returns how many eigenvalues of each query were computed.
   *
   * @return d, or k + 1 if only the leading ones were asked for; d where there is no query
   */
  public int eigenvalueCount() {
    return count == 0 ? dimension : arrays.eigenvalues().length / count;
  }

  /**
   * Returns the eigenvalues of the Hessian of log p, descending.
   *
   * @return q x {@link #eigenvalueCount}, in 1/unit^2
   */
  public double[] eigenvalues() {
    return arrays.eigenvalues();
  }

  /**
   * Returns the eigenvectors of the Hessian of log p; their signs are arbitrary.
   *
   * @return q x d x d, row j of a query's matrix is the unit eigenvector of eigenvalue j
   * @throws IllegalStateException if the geometry was asked for without them
   */
  public double[] eigenvectors() {
    if (arrays.eigenvectors() == null) {
      throw new IllegalStateException("this geometry was computed without eigenvectors");
    }
    return arrays.eigenvectors();
  }

  /**
   * Returns the eigengap lambda_k - lambda_{k+1}, which says how well the normal space is defined.
   *
   * @return q numbers, in 1/unit^2; NaN for k = 0
   */
  public double[] eigengap() {
    return arrays.eigengap();
  }

  /**
   * Returns the eigengap in relative terms, (mu_k - mu_{k+1})/mu_k with the eigenvalues mu_j of the
   * posterior covariance: 1 where the ridge stands out by all its variance, 0 where the gap closes.
   *
   * @return q numbers, 0 to 1; NaN for k = 0
   */
  public double[] relativeGap() {
    return arrays.relativeGap();
  }

  /**
   * Returns by how much rounding, and weights left out, may turn the normal space: a bound to first
   * order. An error of this size times |P_T s| is in the ridge residual.
   *
   * @return q angles in radians; 0 for k = 0, infinite where nothing is known
   */
  public double[] turn() {
    return arrays.turn();
  }

  /**
   * Returns the effective number of neighbours, 1 / sum of squared posterior weights.
   *
   * @return q numbers, 1 to n
   */
  public double[] effectiveNeighbours() {
    return arrays.effectiveNeighbours();
  }

  /**
   * Returns the ridge residual |P_N s|: 0 on the ridge.
   *
   * @return q numbers, in 1/unit; NaN where the status is UNDEFINED
   */
  public double[] ridgeResidual() {
    return arrays.ridgeResidual();
  }

  /**
   * Returns lambda_{k+1}, the largest eigenvalue of the normal space.
   *
   * @param query index of the query
   * @return the eigenvalue, in 1/unit^2
   */
  public double normalEigenvalue(int query) {
    return arrays.eigenvalues()[query * eigenvalueCount() + ridgeDimension];
  }

  /**
   * Returns whether the density falls off in every normal direction: lambda_{k+1} &lt;= -beta.
   *
   * @param query index of the query
   * @param beta curvature margin, at least 0, in 1/unit^2
   * @return true if the curvature condition of a ridge holds
   */
  public boolean curvatureOk(int query, double beta) {
    return normalEigenvalue(query) <= -beta;
  }

  /**
   * Returns whether the normal space exists at a query.
   *
   * @param query index of the query
   * @return the status
   */
  public GeometryStatus status(int query) {
    return GeometryStatus.of(arrays.status()[query]);
  }

  /**
   * Returns why the normal space does not exist at a query.
   *
   * @param query index of the query
   * @return the reason, NONE where it does
   */
  public UndefinedReason reason(int query) {
    return UndefinedReason.of(arrays.reason()[query]);
  }
}
