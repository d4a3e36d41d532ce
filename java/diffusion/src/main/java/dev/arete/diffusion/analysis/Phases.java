package dev.arete.diffusion.analysis;

import dev.arete.diffusion.Trajectories;
import java.util.Arrays;
import java.util.List;

/**
 * When the paths of a sampler reach the ridge, align with it, and come to rest along it. Times fall
 * along a path, so that the order reach, align, slide is the order of falling numbers.
 *
 * @param reach median over the paths of the last time outside the tube around the ridge
 * @param align last time at which the rms displacement predicted by the normal errors was more than
 *     a quarter off its final value; NaN if there is no normal error to speak of
 * @param slide median over the paths of the last recorded time farther than the tube's radius from
 *     the final point
 */
public record Phases(double reach, double align, double slide) {
  private static final double SETTLED = 0.25;

  /** A predicted displacement below this share of the distance is rounding. */
  private static final double NOTHING = 1e-6;

  /**
   * Returns the phases of a tracked run.
   *
   * @param tracked the run, with trajectories recorded at enough times
   * @param radius the tube's radius, in units of the data
   * @return the times; 0 for what never was otherwise
   */
  public static Phases of(PathTracker.Tracked tracked, double radius) {
    return new Phases(
        median(tracked.settled()), align(tracked.moments()), slide(tracked.paths(), radius));
  }

  private static double align(List<PathTracker.PathMoment> moments) {
    double last = moments.get(moments.size() - 1).predicted();
    if (!(last > NOTHING * moments.get(moments.size() - 1).rms())) {
      return Double.NaN;
    }
    for (int k = moments.size() - 1; k >= 0; k--) {
      if (Math.abs(moments.get(k).predicted() - last) > SETTLED * last) {
        return moments.get(k).time();
      }
    }
    return 0;
  }

  private static double slide(Trajectories paths, double radius) {
    int d = paths.dimension();
    double[] end = paths.last();
    double[] times = new double[paths.count()];
    for (int r = 0; r < paths.records(); r++) {
      for (int i = 0; i < times.length; i++) {
        double sum = 0;
        for (int axis = 0; axis < d; axis++) {
          double step = paths.points(r)[i * d + axis] - end[i * d + axis];
          sum += step * step;
        }
        if (sum > radius * radius) {
          times[i] = paths.time(r);
        }
      }
    }
    return median(times);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
