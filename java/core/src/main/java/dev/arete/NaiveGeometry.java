package dev.arete;

import dev.arete.internal.Checks;

/**
 * The ridge residual as published code computes it, for comparison only: He, Qiu, Tao (2026)
 * assemble
 *
 * <pre>H = sum_i w_i (y - c_i)(y - c_i)^T / h^2 - I/h - s s^T</pre>
 *
 * and take the normal space from the eigenvectors of its d - k smallest eigenvalues. In exact
 * arithmetic that is the Hessian of log p. In floating point the posterior covariance drowns in
 * terms that cancel as soon as mu_k/h falls below the rounding of |y - c|^2/h, without a sign of it
 * in the result. {@link SmoothedDensity#geometry} is right there, or says that it is not.
 */
public final class NaiveGeometry {
  private final double[] eigenvalues;
  private final double[] ridgeResidual;

  private NaiveGeometry(double[] eigenvalues, double[] ridgeResidual) {
    this.eigenvalues = eigenvalues;
    this.ridgeResidual = ridgeResidual;
  }

  /**
   * Returns the naive geometry at every query. One thread; cost O(q (n d^2 + d^3)).
   *
   * @param compute its eigensolver is used
   * @param data n points, with weights or without
   * @param smoothing a and h
   * @param queries q points of the same dimension
   * @param ridgeDimension k, 0 to d-1
   * @return the geometry
   * @throws IllegalArgumentException if shapes do not fit, or exponents would overflow
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public static NaiveGeometry of(
      Compute compute, Points data, Smoothing smoothing, Points queries, int ridgeDimension) {
    int d = data.dimension();
    Checks.ridgeDimension(ridgeDimension, d);
    if (queries.dimension() != d) {
      throw new IllegalArgumentException(
          "queries have dimension " + queries.dimension() + ", the data have " + d);
    }
    Mixtures.checkRange(queries, data, smoothing);
    NaiveHessian hessian = new NaiveHessian(Mixtures.of(data, smoothing));
    SymmetricEigen solver = compute.symmetricEigen();
    CallMonitor monitor = new CallMonitor("naive evaluation", "queries", queries.count(), null);
    double[] all = new double[Checks.resultSize("eigenvalues", queries.count(), d)];
    double[] residuals = new double[queries.count()];
    double[] values = new double[d];
    double[] vectors = new double[Checks.arraySize("eigenvectors of dimension " + d, d, d)];
    for (int i = 0; i < queries.count() && !monitor.cancelled(); i++) {
      hessian.assemble(queries.coordinatesShared(), i * d);
      solver.decompose(hessian.matrix(), d, values, vectors);
      System.arraycopy(values, 0, all, i * d, d);
      residuals[i] = normalLength(hessian.score(), vectors, ridgeDimension);
      monitor.finished(1);
    }
    monitor.complete();
    return new NaiveGeometry(all, residuals);
  }

  private static double normalLength(double[] score, double[] vectors, int ridgeDimension) {
    int d = score.length;
    double sum = 0;
    for (int j = ridgeDimension; j < d; j++) {
      double component = 0;
      for (int k = 0; k < d; k++) {
        component += vectors[j * d + k] * score[k];
      }
      sum += component * component;
    }
    return Math.sqrt(sum);
  }

  /**
   * Returns the eigenvalues of the assembled Hessian, descending.
   *
   * @return q x d, in 1/unit^2; this object's own array
   */
  public double[] eigenvalues() {
    return eigenvalues;
  }

  /**
   * Returns |P_N s| with the normal space of the assembled Hessian.
   *
   * @return q numbers, in 1/unit; this object's own array
   */
  public double[] ridgeResidual() {
    return ridgeResidual;
  }
}
