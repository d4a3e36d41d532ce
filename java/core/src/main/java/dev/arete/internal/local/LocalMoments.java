package dev.arete.internal.local;

/**
 * Posterior moments of the mixture at one query y, as a backend computes them: a mutable record
 * that is allocated once and filled for every evaluation.
 */
public final class LocalMoments {
  /** log p(y). */
  public double logDensity;

  /** m - y, the displacement from the query to the posterior mean; d numbers. */
  public final double[] shift;

  /** C / h, the posterior covariance in units of the smoothing variance; d x d, both triangles. */
  public final double[] covarianceRatio;

  /** 1 / sum of squared posterior weights. */
  public double effectiveNeighbours;

  /** Bound on the spectral norm of what was left out of {@link #covarianceRatio}; 0 if nothing. */
  public double droppedRatio;

  /**
   * Allocates moments.
   *
   * @param dimension d
   */
  public LocalMoments(int dimension) {
    shift = new double[dimension];
    covarianceRatio = new double[dimension * dimension];
  }

  /**
   * Returns the dimension d.
   *
   * @return d
   */
  public int dimension() {
    return shift.length;
  }
}
