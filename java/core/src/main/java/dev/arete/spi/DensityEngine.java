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

  /**
   * Takes queries that several operations will use. An engine with memory of its own moves them
   * there once.
   *
   * @param queries row-major q x d, finite; not to be changed, and may be kept
   * @param count q
   * @return the queries, owned by the caller
   */
  default HeldQueries hold(double[] queries, int count) {
    return new HostQueries(this, queries, count);
  }

  @Override
  void close();
}
