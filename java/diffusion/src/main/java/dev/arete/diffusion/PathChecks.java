package dev.arete.diffusion;

/** Checks of a run of paths, whose messages say which number is wrong and where it stands. */
final class PathChecks {
  /** Largest number of elements of a Java array. */
  private static final int MAX_VALUES = Integer.MAX_VALUE - 8;

  private PathChecks() {}

  /** The dimension of a model. */
  static int dimension(ScoreModel model) {
    int dimension = model.dimension();
    if (dimension < 1) {
      throw new IllegalArgumentException("model must have dimension at least 1, got " + dimension);
    }
    return dimension;
  }

  /** The number of coordinates of paths, which one array holds. */
  static int size(int count, int dimension) {
    if (count < 1) {
      throw new IllegalArgumentException("number of paths must be at least 1, got " + count);
    }
    long size = (long) count * dimension;
    if (size > MAX_VALUES) {
      throw new IllegalArgumentException(
          count
              + " paths of dimension "
              + dimension
              + " are "
              + size
              + " coordinates, one array holds at most "
              + MAX_VALUES);
    }
    return (int) size;
  }

  /** Refuses start points that are not finite. */
  static void start(double[] start, int dimension) {
    int at = notFinite(start);
    if (at >= 0) {
      throw new IllegalArgumentException(
          "start must be finite, got "
              + start[at]
              + " on axis "
              + at % dimension
              + " of path "
              + at / dimension);
    }
  }

  /** Refuses what a model wrote in a step: one NaN would be in all that follows. */
  static void shifts(double[] shifts, int dimension, int step, double time) {
    int at = notFinite(shifts);
    if (at >= 0) {
      throw new IllegalArgumentException(
          "the model's shift must be finite, got "
              + shifts[at]
              + " at step "
              + step
              + ", time "
              + time
              + ", on axis "
              + at % dimension
              + " of path "
              + at / dimension);
    }
  }

  private static int notFinite(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!(Math.abs(values[i]) < Double.POSITIVE_INFINITY)) {
        return i;
      }
    }
    return -1;
  }
}
