package dev.arete.spi;

import dev.arete.RidgeMethod;

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
