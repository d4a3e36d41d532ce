package dev.arete;

/** Hears how far a long operation has come. */
@FunctionalInterface
public interface ProgressListener {
  /**
   * Called after some queries are finished, from any thread but never from two at once, with
   * non-decreasing {@code finished}. Must return quickly and start no operation of its own (on a
   * GPU that is refused); an exception it throws ends the operation.
   *
   * @param finished queries finished so far
   * @param total queries in all
   */
  void progress(long finished, long total);
}
