package dev.arete.spi;

/** A mixture on a device. Any thread may call it. {@link #close} is total and idempotent. */
public interface DensityEngine extends AutoCloseable {
  /**
   * Evaluates the mixture and its local geometry at a batch of queries.
   *
   * @param request queries and outputs
   */
  void evaluate(EvaluationRequest request);

  /**
   * Projects a batch of queries onto the ridge.
   *
   * @param request queries, settings and outputs
   */
  void project(ProjectionRequest request);

  @Override
  void close();
}
