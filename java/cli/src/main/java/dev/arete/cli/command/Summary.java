package dev.arete.cli.command;

import dev.arete.Compute;
import dev.arete.ProjectionSettings;
import dev.arete.SmoothedDensity;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** What a projection did, in a few lines for people. */
final class Summary {
  private final String device;
  private final String problem;
  private final Optional<String> warning;
  private final ProjectionSettings settings;
  private final ProjectionTally tally;
  private final double seconds;

  Summary(
      Compute compute,
      SmoothedDensity density,
      ProjectionSettings settings,
      ProjectionTally tally,
      double seconds) {
    this.device =
        compute.backend()
            + ", "
            + density.precision()
            + truncation(compute)
            + ", "
            + compute.device();
    this.problem =
        tally.count()
            + " on "
            + density.data()
            + "; scale "
            + density.smoothing().scale()
            + ", variance "
            + density.smoothing().variance();
    this.warning = BandwidthUnit.complaint(density.data(), density.smoothing());
    this.settings = settings;
    this.tally = tally;
    this.seconds = seconds;
  }

  /** What may be left out, where it is more than rounding hides. */
  private static String truncation(Compute compute) {
    double share = compute.options().truncation();
    return share > 0 ? " truncated at " + share : "";
  }

  void print(PrintWriter out) {
    line(out, "queries", problem);
    line(
        out,
        "ridge",
        String.format(
            Locale.ROOT,
            "dimension %d, beta %s, %s, tolerance %s, at most %d iterations",
            settings.ridgeDimension(),
            settings.beta(),
            settings.method(),
            settings.tolerance(),
            settings.maxIterations()));
    StatusLines.print(out, tally.statuses());
    line(
        out,
        "iterations",
        String.format(
            Locale.ROOT,
            "median %d, 95%% within %d, max %d",
            tally.iterations(0.5),
            tally.iterations(0.95),
            tally.mostIterations()));
    line(out, "residual", medianResidual());
    line(
        out,
        "time",
        String.format(
            Locale.ROOT, "%.3f s, %.0f queries a second", seconds, tally.count() / seconds));
    line(out, "backend", device);
    warning.ifPresent(text -> line(out, "warning", text));
    out.flush();
  }

  private String medianResidual() {
    return tally.residuals().size() == 0
        ? "undefined at every point"
        : String.format(Locale.ROOT, "median %.1e", tally.residuals().median());
  }

  private static void line(PrintWriter out, String name, String text) {
    out.printf(Locale.ROOT, "%-12s%s%n", name, text);
  }
}
