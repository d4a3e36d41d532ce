package dev.arete.internal.local;

import dev.arete.internal.eigen.SymmetricOperator;

/**
 * Posterior moments of the mixture at one query y, as a backend computes them: a mutable record
 * that is allocated once and filled for every evaluation.
 */
public final class LocalMoments {
  /** log p(y). */
  public double logDensity;

  /** m - y, the displacement from the query to the posterior mean; d numbers. */
  public final double[] shift;

  /**
   * C / h, the posterior covariance in units of the smoothing variance; d x d, both triangles. Null
   * until it is needed, if so allocated, and of no meaning where there are thin rows.
   */
  public double[] covarianceRatio;

  /** Number of thin rows, or -1 where the covariance is assembled. */
  public int thinCount = -1;

  /** X with C/h = X^T X, thinCount x d. */
  public double[] thinRows;

  /** X X^T, thinCount x thinCount, the lower triangle. */
  public double[] thinGram;

  /**
   * Products with C divided by its trace, where neither a covariance nor thin rows were formed;
   * null otherwise. It may be used until its owner evaluates another query.
   */
  public SymmetricOperator operator;

  /** Trace of C / h, where there is an operator. */
  public double trace;

  /** 1 / sum of squared posterior weights. */
  public double effectiveNeighbours;

  /**
   * |c_0 - y|^2 / (2h) of the anchor, less its log weight taken from the largest: energies are
   * rounded in proportion to it. Where the anchor is light, log weights of centres that count have
   * as many digits before the point, and cancel.
   */
  public double anchorEnergy;

  /**
   * |b|^2, what was taken from the trace of second moments about another point to make {@link
   * #covarianceRatio} of them; 0 where they were summed about the mean.
   */
  public double cancelledRatio;

  /**
   * Bound on the spectral norm of what was left out of {@link #covarianceRatio}; 0 if nothing. In
   * double precision the centres left out have at most 2^-57 of the weight, or what a user allowed.
   */
  public double droppedRatio;

  /**
   * Allocates moments.
   *
   * @param dimension d
   */
  public LocalMoments(int dimension) {
    this(dimension, true);
  }

  /**
   * Allocates moments.
   *
   * @param dimension d
   * @param assembled whether there is a covariance from the start
   */
  public LocalMoments(int dimension, boolean assembled) {
    shift = new double[dimension];
    covarianceRatio = assembled ? new double[dimension * dimension] : null;
  }

  /**
   * Returns the array of the covariance, allocated if there was none.
   *
   * @return d x d
   */
  public double[] covariance() {
    if (covarianceRatio == null) {
      covarianceRatio = new double[shift.length * shift.length];
    }
    return covarianceRatio;
  }

  /**
   * Returns the trace of C/h.
   *
   * @return the sum of its eigenvalues
   */
  public double trace() {
    if (operator != null) {
      return trace;
    }
    boolean isThin = thinCount >= 0;
    int order = isThin ? thinCount : shift.length;
    double[] matrix = isThin ? thinGram : covarianceRatio;
    double trace = 0;
    for (int k = 0; k < order; k++) {
      trace += matrix[k * (order + 1)];
    }
    return trace;
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
