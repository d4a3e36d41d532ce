package dev.arete.diffusion;

import java.util.Locale;

/** Checks of a run of paths, whose messages say which number is wrong and where it stands. */
final class PathChecks {
  /** Largest number of elements of a Java array. */
  private static final int MAX_VALUES = Integer.MAX_VALUE - 8;

  /**
   * Most that a/sqrt(h) may grow in a step that holds the estimate of X_0. The shift m - y has a
   * rounding error of 2^-53 |y|, which is all that is known of m where m is small beside y. The
   * step multiplies it by a(s)/a(t): for |y| = sqrt(h(t)), an error of 2^-53 times this growth in
   * units of sqrt(h(s)). Six digits are left.
   */
  private static final double MOST_GROWTH = 0x1p53 * 1e-6;

  private PathChecks() {}

  /** Refuses steps that multiply what rounding leaves of the data until it is noise. */
  static void steps(ReverseMethod method, Schedule schedule, TimeGrid grid) {
    if (!method.holdsEstimate()) {
      return;
    }
    double before = signal(schedule, grid.time(0));
    for (int k = 1; k <= grid.steps(); k++) {
      double after = signal(schedule, grid.time(k));
      if (!(after / before <= MOST_GROWTH)) {
        throw new IllegalArgumentException(
            tooLong(method, grid.time(k - 1), grid.time(k), before, after));
      }
      before = after;
    }
  }

  /** The scale of the data in units of the noise. */
  private static double signal(Schedule schedule, double time) {
    return schedule.scale(time) / Math.sqrt(schedule.variance(time));
  }

  private static String tooLong(
      ReverseMethod method, double t, double s, double before, double after) {
    return String.format(
        Locale.ROOT,
        "%s cannot step from time %s to %s: a/sqrt(h) grows from %.3g to %.3g, %.3g times, of"
            + " which at most %.3g leave six digits; take shorter steps or start at a smaller time",
        method,
        t,
        s,
        before,
        after,
        after / before,
        MOST_GROWTH);
  }

  /** The standard deviation of the noise that paths start from. */
  static double startDeviation(Schedule schedule, double time) {
    double deviation = Math.sqrt(schedule.variance(time));
    if (!(deviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the noise at the start, sqrt(h), must be finite, got " + deviation + " at time " + time);
    }
    return deviation;
  }

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

  /** Refuses points that a step made of finite points and finite shifts, but are not finite. */
  static void points(double[] points, int dimension, ReverseMethod method, double t, double s) {
    int at = notFinite(points);
    if (at >= 0) {
      throw new IllegalArgumentException(
          method
              + " overflowed in the step from time "
              + t
              + " to "
              + s
              + ": got "
              + points[at]
              + " on axis "
              + at % dimension
              + " of path "
              + at / dimension
              + " from finite points and shifts; take shorter steps");
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
