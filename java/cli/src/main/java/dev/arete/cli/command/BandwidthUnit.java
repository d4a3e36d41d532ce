package dev.arete.cli.command;

import dev.arete.Points;
import dev.arete.Smoothing;
import java.util.Locale;
import java.util.Optional;

/** Whether a bandwidth can have the unit of the data. */
final class BandwidthUnit {
  /** Bandwidths in ranges of the data beyond which the unit is probably wrong. */
  private static final double WIDE = 1000;

  private BandwidthUnit() {}

  /** A complaint where residuals, which are in bandwidths, are small wherever a point is. */
  static Optional<String> complaint(Points data, Smoothing smoothing) {
    double bandwidth = Math.sqrt(smoothing.variance());
    double range = smoothing.scale() * Extent.range(data);
    if (range == 0 || bandwidth <= WIDE * range) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the bandwidth, sqrt(h) = %.6g, is more than 1,000 times the range of the data, %.6g:"
                + " residuals in bandwidths are small everywhere; is its unit that of the data?",
            bandwidth,
            range));
  }

  /** Says it on standard error, for commands that print no summary it could stand in. */
  static void check(Points data, Smoothing smoothing) {
    complaint(data, smoothing)
        .ifPresent(text -> System.getLogger("dev.arete").log(System.Logger.Level.WARNING, text));
  }
}
