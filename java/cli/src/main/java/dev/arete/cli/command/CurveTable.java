package dev.arete.cli.command;

import dev.arete.Compute;
import dev.arete.Smoothing;
import dev.arete.cli.io.RowSink;
import dev.arete.cli.io.TableOutput;
import dev.arete.diffusion.analysis.RidgeLevel;
import dev.arete.diffusion.curve.CurveEnd;
import dev.arete.diffusion.curve.RidgeCurve;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Ridge curves, and their points at lower levels, as a table, one row a point. */
final class CurveTable {
  private final int dimension;
  private final List<RidgeCurve> curves;
  private final Smoothing smoothing;

  CurveTable(int dimension, List<RidgeCurve> curves, Smoothing smoothing) {
    this.dimension = dimension;
    this.curves = curves;
    this.smoothing = smoothing;
  }

  /** All points, curve by curve, in the coordinates of the density. */
  double[] points() {
    return curves.stream().flatMapToDouble(c -> Arrays.stream(c.points())).toArray();
  }

  /** All points in the coordinates of the data: divided by the scale of the smoothing. */
  double[] dataPoints() {
    return Arrays.stream(points()).map(v -> v / smoothing.scale()).toArray();
  }

  /** The curves as lines of a picture. */
  CurveLines lines() {
    return new CurveLines(dimension, curves, smoothing.scale());
  }

  private int count() {
    return curves.stream().mapToInt(RidgeCurve::count).sum();
  }

  void write(TableOutput output, List<RidgeLevel> followed, double[] shifts) throws IOException {
    List<String> names = new ArrayList<>(List.of("curve", "arc_length", "variance"));
    for (int axis = 1; axis <= dimension; axis++) {
      names.add("x_" + axis);
    }
    names.addAll(List.of("log_density", "normal_eigenvalue"));
    if (shifts != null) {
      names.add("shift");
    }
    double[] own = points();
    double[] density =
        curves.stream().flatMapToDouble(c -> Arrays.stream(c.logDensity())).toArray();
    double[] normal =
        curves.stream().flatMapToDouble(c -> Arrays.stream(c.normalEigenvalue())).toArray();
    try (RowSink sink = output.start(names, count() * (1 + followed.size()))) {
      writeLevel(sink, smoothing.variance(), 1, own, density, normal, shifts);
      for (RidgeLevel level : followed) {
        double scale = level.smoothing().scale();
        double[] unknown = shifts == null ? null : new double[shifts.length];
        if (unknown != null) {
          Arrays.fill(unknown, Double.NaN);
        }
        writeLevel(
            sink,
            level.smoothing().variance(),
            scale,
            level.points(),
            level.logDensity(),
            level.normalEigenvalue(),
            unknown);
      }
    }
  }

  private void writeLevel(
      RowSink sink,
      double variance,
      double scale,
      double[] points,
      double[] density,
      double[] normal,
      double[] shifts)
      throws IOException {
    int row = 0;
    for (int c = 0; c < curves.size(); c++) {
      double[] lengths = curves.get(c).arcLengths();
      for (double length : lengths) {
        sink.count(c);
        sink.number(length);
        sink.number(variance);
        for (int axis = 0; axis < dimension; axis++) {
          sink.number(scale * points[row * dimension + axis]);
        }
        sink.number(density[row]);
        sink.number(normal[row]);
        if (shifts != null) {
          sink.number(shifts[row]);
        }
        sink.endRow();
        row++;
      }
    }
  }

  void summarize(PrintWriter out, Compute compute, List<RidgeLevel> followed, double[] shifts) {
    double length = curves.stream().mapToDouble(RidgeCurve::length).sum();
    out.printf(
        Locale.ROOT,
        "curves      %d, %d of them closed, of length %.6g in all, %d points%n",
        curves.size(),
        curves.stream().filter(RidgeCurve::isClosed).count(),
        length,
        count());
    out.println("ends        " + ends());
    if (!followed.isEmpty()) {
      RidgeLevel last = followed.get(followed.size() - 1);
      long kept = Arrays.stream(last.logDensity()).filter(v -> !Double.isNaN(v)).count();
      out.printf(
          Locale.ROOT,
          "followed    %d of %d points to variance %.6g%n",
          kept,
          count(),
          last.smoothing().variance());
    }
    if (shifts != null) {
      double[] sorted = Arrays.stream(shifts).filter(v -> !Double.isNaN(v)).sorted().toArray();
      double median = sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
      out.printf(Locale.ROOT, "bootstrap   median shift %.3g%n", median);
    }
    out.println("backend     " + compute.backend() + " on " + compute.device());
    out.flush();
  }

  private String ends() {
    Map<CurveEnd, Integer> counts = new EnumMap<>(CurveEnd.class);
    for (RidgeCurve curve : curves) {
      if (!curve.isClosed()) {
        counts.merge(curve.first(), 1, Integer::sum);
        counts.merge(curve.last(), 1, Integer::sum);
      }
    }
    List<String> words = new ArrayList<>();
    counts.forEach((end, count) -> words.add(end + " " + count));
    return words.isEmpty() ? "none" : String.join(", ", words);
  }
}
