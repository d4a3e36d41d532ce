package dev.arete;

/** Hears how far a long operation has come. */
@FunctionalInterface
public interface ProgressListener {
  /**
   * Called after some queries are finished, from any thread but never from two at once, with
   * non-decreasing {@code finished}. Must return quickly. Must start no operation of its own and
   * close nothing, neither what it hears of nor another {@link Compute}, {@link SmoothedDensity} or
   * {@link QueryBatch}: both are refused with an {@link IllegalStateException} on every backend,
   * and must not be left to another thread that the listener waits for. An exception it throws ends
   * the operation, which throws it.
   *
   * @param finished queries finished so far
   * @param total queries in all
   */
  void progress(long finished, long total);
}
