package dev.arete.spi;

import dev.arete.ProjectionSettings;

/**
 * Queries that stay on the device between operations. Any thread may call it, but one projection
 * runs at a time. {@link #close} is total and idempotent; the API closes held queries before their
 * engine. Results are the same bits as those of requests with the same points.
 */
public interface HeldQueries extends AutoCloseable {
  /**
   * Evaluates the mixture and its local geometry where the queries are.
   *
   * @param ridgeDimension k in 0..d-1; used by the outputs of the normal space only
   * @param outputs arrays to fill
   * @param monitor progress in queries
   */
  void evaluate(int ridgeDimension, EvaluationOutputs outputs, Monitor monitor);

  /**
   * Projects the queries onto the ridge. They stay where they are until {@link #keep}, and are
   * evaluated there meanwhile.
   *
   * @param settings aim and stopping rules
   * @param outputs arrays to fill; null ones are not wanted
   * @param monitor progress in queries
   */
  void project(ProjectionSettings settings, ProjectionOutputs outputs, Monitor monitor);

  /** Moves the queries to where the last projection ended, which was not cancelled. */
  void keep();

  /**
   * Copies the queries.
   *
   * @param target receives row-major q x d
   */
  void copy(double[] target);

  @Override
  void close();
}
