package dev.arete;

import dev.arete.internal.Checks;

/**
 * What a projection aims at and when it stops.
 *
 * @param ridgeDimension k in 0..d-1
 * @param beta curvature margin: a converged point is on the ridge if lambda_{k+1} &lt;= -beta
 * @param tolerance stop when |P_N (m - y)| / sqrt(h) is at most this
 * @param maxIterations largest number of steps per query, at least 0
 * @param method kind of step
 * @param minLogDensity log density below which a query is not worth projecting; may be -infinity
 */
public record ProjectionSettings(
    int ridgeDimension,
    double beta,
    double tolerance,
    int maxIterations,
    RidgeMethod method,
    double minLogDensity) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if k or the iteration limit is negative, beta is negative or
   *     not finite, the tolerance is not positive and finite, the method is missing, or the cut-off
   *     is NaN
   */
  public ProjectionSettings {
    if (ridgeDimension < 0) {
      throw new IllegalArgumentException(
          "ridge dimension must be at least 0, got " + ridgeDimension);
    }
    if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("beta must be at least 0 and finite, got " + beta);
    }
    Checks.positiveFinite("tolerance", tolerance);
    if (maxIterations < 0) {
      throw new IllegalArgumentException("max iterations must be at least 0, got " + maxIterations);
    }
    if (method == null) {
      throw new IllegalArgumentException("method must be NEWTON or SCMS, got null");
    }
    if (Double.isNaN(minLogDensity)) {
      throw new IllegalArgumentException("min log density must be a number, got NaN");
    }
  }

  /**
   * Returns a copy with another curvature margin.
   *
   * @param value beta
   * @return the copy
   */
  public ProjectionSettings withBeta(double value) {
    return new ProjectionSettings(
        ridgeDimension, value, tolerance, maxIterations, method, minLogDensity);
  }

  /**
   * Returns a copy with another tolerance.
   *
   * @param value bound on the scale-free residual
   * @return the copy
   */
  public ProjectionSettings withTolerance(double value) {
    return new ProjectionSettings(
        ridgeDimension, beta, value, maxIterations, method, minLogDensity);
  }

  /**
   * Returns a copy with another iteration limit.
   *
   * @param value largest number of steps per query
   * @return the copy
   */
  public ProjectionSettings withMaxIterations(int value) {
    return new ProjectionSettings(ridgeDimension, beta, tolerance, value, method, minLogDensity);
  }

  /**
   * Returns a copy with another kind of step.
   *
   * @param value the method
   * @return the copy
   */
  public ProjectionSettings withMethod(RidgeMethod value) {
    return new ProjectionSettings(
        ridgeDimension, beta, tolerance, maxIterations, value, minLogDensity);
  }

  /**
   * Returns a copy with another density cut-off.
   *
   * @param value smallest log density
   * @return the copy
   */
  public ProjectionSettings withMinLogDensity(double value) {
    return new ProjectionSettings(ridgeDimension, beta, tolerance, maxIterations, method, value);
  }
}
