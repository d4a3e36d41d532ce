package dev.arete.cli.command;

import dev.arete.Compute;
import dev.arete.ProjectionSettings;
import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** What a projection did, in a few lines for people. */
final class Summary {
  private final String device;
  private final String problem;
  private final RidgeProjection projection;
  private final double seconds;

  Summary(Compute compute, SmoothedDensity density, RidgeProjection projection, long nanos) {
    this.device = compute.backend() + ", " + density.precision() + ", " + compute.device();
    this.problem =
        projection.count()
            + " on "
            + density.data()
            + "; scale "
            + density.smoothing().scale()
            + ", variance "
            + density.smoothing().variance();
    this.projection = projection;
    this.seconds = nanos * 1e-9;
  }

  void print(PrintWriter out) {
    ProjectionSettings settings = projection.settings();
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
    printStatuses(out);
    int[] iterations = projection.iterations().clone();
    Arrays.sort(iterations);
    line(
        out,
        "iterations",
        String.format(
            Locale.ROOT,
            "median %d, 95%% within %d, max %d",
            iterations[rank(iterations.length, 0.5)],
            iterations[rank(iterations.length, 0.95)],
            iterations[iterations.length - 1]));
    line(out, "residual", medianResidual());
    line(
        out,
        "time",
        String.format(
            Locale.ROOT, "%.3f s, %.0f queries a second", seconds, projection.count() / seconds));
    line(out, "backend", device);
    out.flush();
  }

  private void printStatuses(PrintWriter out) {
    for (Map.Entry<RidgeStatus, Integer> entry : projection.statusCounts().entrySet()) {
      double share = 100.0 * entry.getValue() / projection.count();
      out.printf(Locale.ROOT, "  %-16s%10d%9.2f%%%n", entry.getKey(), entry.getValue(), share);
    }
  }

  private String medianResidual() {
    double[] defined =
        Arrays.stream(projection.residual()).filter(r -> !Double.isNaN(r)).sorted().toArray();
    return defined.length == 0
        ? "undefined at every point"
        : String.format(Locale.ROOT, "median %.1e", defined[rank(defined.length, 0.5)]);
  }

  /** Index of the smallest value that a share of the sorted values does not exceed. */
  static int rank(int count, double share) {
    return Math.max(0, (int) Math.ceil(share * count) - 1);
  }

  private static void line(PrintWriter out, String name, String text) {
    out.printf(Locale.ROOT, "%-12s%s%n", name, text);
  }
}
