package dev.arete.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.RidgeProjection;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * Processor time a query of score, leading geometry, all eigenvalues and projection in hundreds and
 * thousands of dimensions, the best of a few calls. Arguments: FILE of images in the format of
 * MNIST, or "sheet:D" for a noisy sheet of ten dimensions in D; n; h; k; queries; queries for which
 * all eigenvalues are computed too.
 */
public final class HighDimension {
  private static final int CALLS = 3;
  private static final double SECOND = 1e9;

  private final SmoothedDensity density;
  private final PrintStream out;

  private HighDimension(SmoothedDensity density, PrintStream out) {
    this.density = density;
    this.out = out;
  }

  /**
   * Runs.
   *
   * @param args see above
   * @throws IOException if the file cannot be read
   */
  public static void main(String[] args) throws IOException {
    int n = Integer.parseInt(args[1]);
    Points data =
        args[0].startsWith("sheet:")
            ? sheet(n, Integer.parseInt(args[0].substring("sheet:".length())))
            : images(Path.of(args[0]), n);
    double h = Double.parseDouble(args[2]);
    int k = Integer.parseInt(args[3]);
    try (Compute compute = Compute.open(ComputeOptions.defaults().backend("cpu"));
        SmoothedDensity density = compute.density(data, Smoothing.variance(h))) {
      HighDimension bench = new HighDimension(density, System.out);
      bench.out.println(String.join(" ", args));
      bench.run(near(data, Integer.parseInt(args[4])), k, Integer.parseInt(args[5]));
    }
  }

  private void run(Points queries, int k, int dense) {
    int q = queries.count();
    time("score", q, () -> density.score(queries));
    LocalGeometry[] leading = new LocalGeometry[1];
    time("leading geometry", q, () -> leading[0] = density.leadingGeometry(queries, k));
    print("effective neighbours", leading[0].effectiveNeighbours());
    print("turn", leading[0].turn());
    if (dense > 0) {
      Points few =
          Points.of(
              Arrays.copyOf(queries.coordinates(), dense * queries.dimension()),
              queries.dimension());
      time("all eigenvalues", dense, () -> density.geometryWithoutVectors(few, k));
    }
    RidgeProjection[] end = new RidgeProjection[1];
    time("projection", q, () -> end[0] = density.ridge(k).project(queries));
    double evaluations = 0;
    for (int i = 0; i < q; i++) {
      evaluations += 1 + end[0].iterations()[i] + end[0].rejectedSteps()[i];
    }
    out.printf(Locale.ROOT, "  %s, %.2f evaluations%n", end[0].summary(), evaluations / q);
  }

  private void print(String what, double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    out.printf(
        Locale.ROOT,
        "  %s %.3g to %.3g, median %.3g%n",
        what,
        sorted[0],
        sorted[last],
        sorted[last / 2]);
  }

  private void time(String what, int queries, Runnable work) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < CALLS; i++) {
      double start = processorSeconds();
      work.run();
      best = Math.min(best, processorSeconds() - start);
    }
    out.printf(Locale.ROOT, "%s: %.1f ms a query%n", what, best * 1000 / queries);
  }

  private static double processorSeconds() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / SECOND;
  }

  private static Points images(Path file, int n) throws IOException {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
      in.readInt();
      in.readInt();
      int d = in.readInt() * in.readInt();
      double[] pixels = new double[n * d];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = in.readUnsignedByte() / 255.0;
      }
      return Points.of(pixels, d);
    }
  }

  private static Points sheet(int n, int d) {
    int m = 10;
    Random random = new Random(1);
    double[] axes = random.doubles(2L * m * d, -1, 1).toArray();
    double[] x = new double[n * d];
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < m; a++) {
        double u = random.nextGaussian();
        for (int k = 0; k < d; k++) {
          x[i * d + k] +=
              (u * axes[a * d + k] + 0.3 * u * u * axes[(m + a) * d + k]) / Math.sqrt(d);
        }
      }
      for (int k = 0; k < d; k++) {
        x[i * d + k] += 0.02 * random.nextGaussian();
      }
    }
    return Points.of(x, d);
  }

  private static Points near(Points data, int count) {
    Random random = new Random(2);
    double[] queries = Arrays.copyOf(data.coordinates(), count * data.dimension());
    for (int i = 0; i < queries.length; i++) {
      queries[i] += 0.02 * random.nextGaussian();
    }
    return Points.of(queries, data.dimension());
  }
}
