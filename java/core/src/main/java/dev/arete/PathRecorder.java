package dev.arete;

import dev.arete.spi.PathListener;
import java.util.Arrays;

/** Keeps every point of every path. Each query's path is written by one thread at a time. */
final class PathRecorder implements PathListener {
  private static final int FIRST_STEPS = 8;

  private final int dimension;
  private final double[][] paths;
  private final int[] lengths;

  PathRecorder(int count, int dimension) {
    this.dimension = dimension;
    this.paths = new double[count][];
    this.lengths = new int[count];
  }

  @Override
  public void visit(int query, double[] points, int offset) {
    int length = lengths[query];
    if (paths[query] == null) {
      paths[query] = new double[FIRST_STEPS * dimension];
    } else if (paths[query].length < length + dimension) {
      paths[query] = Arrays.copyOf(paths[query], 2 * paths[query].length);
    }
    System.arraycopy(points, offset, paths[query], length, dimension);
    lengths[query] = length + dimension;
  }

  /** The path of a query, row-major: start, then one row for each accepted step. */
  double[] path(int query) {
    return paths[query] == null ? new double[0] : Arrays.copyOf(paths[query], lengths[query]);
  }
}
