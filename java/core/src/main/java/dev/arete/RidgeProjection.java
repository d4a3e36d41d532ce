package dev.arete;

import dev.arete.spi.ProjectionOutputs;
import java.util.Map;

/**
 * Where each query of a projection ended, and how. Array accessors return the result's own arrays,
 * not copies; flat layouts are row-major.
 */
public final class RidgeProjection {
  private final int dimension;
  private final RidgeOutcome outcome;
  private final ProjectionOutputs arrays;
  private final PathRecorder paths;

  RidgeProjection(
      int count,
      int dimension,
      ProjectionSettings settings,
      ProjectionOutputs arrays,
      PathRecorder paths) {
    this.dimension = dimension;
    this.outcome = new RidgeOutcome(count, settings, arrays);
    this.arrays = arrays;
    this.paths = paths;
  }

  /**
   * Returns the number of queries q.
   *
   * @return q
   */
  public int count() {
    return outcome.count();
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
   * Returns the settings of this projection.
   *
   * @return aim and stopping rules
   */
  public ProjectionSettings settings() {
    return outcome.settings();
  }

  /**
   * Returns where each query ended; a ridge point where the status is CONVERGED.
   *
   * @return q x d, in units of the coordinates
   */
  public double[] points() {
    return arrays.points();
  }

  /**
   * Returns log p where each query ended.
   *
   * @return q numbers
   */
  public double[] logDensity() {
    return arrays.logDensity();
  }

  /**
   * Returns the scale-free residual |P_N (m - y)| / sqrt(h) where each query ended.
   *
   * @return q pure numbers; NaN where the status is UNDEFINED
   */
  public double[] residual() {
    return arrays.residual();
  }

  /**
   * Returns lambda_{k+1}, the largest normal eigenvalue, where each query ended.
   *
   * @return q numbers, in 1/unit^2
   */
  public double[] normalEigenvalue() {
    return arrays.normalEigenvalue();
  }

  /**
   * Returns the eigengap lambda_k - lambda_{k+1} where each query ended.
   *
   * @return q numbers, in 1/unit^2; NaN for k = 0
   */
  public double[] eigengap() {
    return arrays.eigengap();
  }

  /**
   * Returns the effective number of neighbours where each query ended.
   *
   * @return q numbers, 1 to n
   */
  public double[] effectiveNeighbours() {
    return arrays.effectiveNeighbours();
  }

  /**
   * Returns the number of accepted steps of each query.
   *
   * @return q numbers
   */
  public int[] iterations() {
    return outcome.iterations();
  }

  /**
   * Returns the number of Newton steps of each query that were taken back.
   *
   * @return q numbers
   */
  public int[] rejectedSteps() {
    return arrays.rejectedSteps();
  }

  /**
   * Returns how the projection of one query ended.
   *
   * @param query index of the query
   * @return its status
   */
  public RidgeStatus status(int query) {
    return outcome.status(query);
  }

  /**
   * Returns why the normal space does not exist where one query ended.
   *
   * @param query index of the query
   * @return the reason, NONE unless the status is UNDEFINED
   */
  public UndefinedReason reason(int query) {
    return outcome.reason(query);
  }

  /**
   * Returns the path of one query: its start, then the point after each accepted step.
   *
   * @param query index of the query
   * @return row-major (1 + iterations) x d
   * @throws IllegalStateException if paths were not recorded
   */
  public double[] path(int query) {
    if (paths == null) {
      throw new IllegalStateException("paths were not recorded; ask for recordingPaths()");
    }
    return paths.path(query);
  }

  /**
   * Returns how many queries ended in each status.
   *
   * @return every status with its count; the counts sum to q
   */
  public Map<RidgeStatus, Integer> statusCounts() {
    return outcome.statusCounts();
  }

  /**
   * Returns the status counts in words.
   *
   * @return for example "CONVERGED 5793, NOT_A_RIDGE 71, MAX_ITERATIONS 7"; "no queries" for none
   */
  public String summary() {
    return outcome.summary();
  }
}
