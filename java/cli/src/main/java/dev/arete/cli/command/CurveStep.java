package dev.arete.cli.command;

import dev.arete.Points;
import dev.arete.Smoothing;
import dev.arete.cli.io.InputException;
import java.util.Locale;

/** What the distance between points of a curve may be; null stands for the default. */
final class CurveStep {
  /** Points along the data's range; a curve takes at most as many each way. */
  private static final double MOST_POINTS = 1e6;

  /** Points along sqrt(h), on whose scale a ridge bends. */
  private static final double FINEST = 1000;

  private CurveStep() {}

  /** Refuses steps that are no length, and those that jump between pieces of ridge. */
  static void checkLongest(Double step, Smoothing smoothing) {
    if (step == null) {
      return;
    }
    if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw new InputException("step must be positive and finite, got " + step);
    }
    double longest = Math.sqrt(smoothing.variance());
    if (step > longest) {
      throw new InputException(
          "step must be at most sqrt(h) = "
              + longest
              + ", got "
              + step
              + ": longer ones jump between pieces of ridge");
    }
  }

  /** Refuses steps that would take hours; a small h may have curves that are as small. */
  static void checkShortest(Double step, Smoothing smoothing, Points data) {
    if (step == null) {
      return;
    }
    double range = smoothing.scale() * Extent.range(data);
    double least = Math.min(range / MOST_POINTS, Math.sqrt(smoothing.variance()) / FINEST);
    if (step < least) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "step %s takes some %.1e points along the data's range of %s; at least %s",
              step,
              range / step,
              range,
              least));
    }
  }
}
