package dev.arete.cli.command;

import dev.arete.Points;
import dev.arete.cli.io.InputException;
import dev.arete.diffusion.Schedule;

/**
 * The time from which sampling starts. Paths start from N(0, h I), which is near the law of the
 * noised data only where the noise dominates them.
 */
final class StartNoise {
  /** Ornstein-Uhlenbeck time with a = 4.5e-5: data of any usual unit are within the noise. */
  static final double OU_TIME = 10;

  /**
   * Noise level of the variance-exploding schedule in extents of the data: weights of the data
   * points are then off by 1/VE_EXTENTS^2, about a percent.
   */
  static final double VE_EXTENTS = 10;

  private StartNoise() {}

  /** The time to start from where none is given. */
  static double of(ScheduleName schedule, Points data, double end) {
    if (schedule == ScheduleName.OU) {
      return OU_TIME;
    }
    double extent = Extent.radius(data);
    if (!(VE_EXTENTS * extent > end)) {
      throw new InputException(
          "the largest distance of a data point from the origin is "
              + extent
              + ", and --end "
              + end
              + " is not below ten times that; say --start");
    }
    return VE_EXTENTS * extent;
  }

  /** Warns where the noise at the start does not cover the data. */
  static void warnIfSmall(Schedule schedule, double start, Points data) {
    double noise = Math.sqrt(schedule.variance(start));
    double extent = schedule.scale(start) * Extent.radius(data);
    if (noise < extent) {
      System.getLogger("dev.arete")
          .log(
              System.Logger.Level.WARNING,
              "--start {0}: the noise there, sqrt(h) = {1}, is below the extent of the data, {2}"
                  + " (largest distance from the origin, times a); paths start from noise alone, so"
                  + " that samples will be wrong; start well above",
              String.valueOf(start),
              String.valueOf(noise),
              String.valueOf(extent));
    }
  }
}
