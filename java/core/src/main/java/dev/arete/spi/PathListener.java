package dev.arete.spi;

/** Hears the path of every query of a projection. */
@FunctionalInterface
public interface PathListener {
  /**
   * Called for the start of each query and after each accepted step, in order for one query; calls
   * for different queries may come from different threads at once.
   *
   * @param query index of the query
   * @param points array that holds the current point; must not be kept or changed
   * @param offset index of its first coordinate
   */
  void visit(int query, double[] points, int offset);
}
