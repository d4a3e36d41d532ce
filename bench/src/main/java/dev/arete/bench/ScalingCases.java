package dev.arete.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The series of the scaling study. */
final class ScalingCases {
  private static final int SHEET = 64;

  /** Dimension of the sheets, so survivors grow like n h^2. */
  private static final int LATENT = 4;

  private final int shift;

  /**
   * Prepares the series.
   *
   * @param shift halvings of the largest sizes, 0 for the whole study
   */
  ScalingCases(int shift) {
    this.shift = shift;
  }

  List<ScalingSeries> all() {
    return List.of(
        helices("n, d = 3, h like n^(-2/(d+4))", n -> 0.02 * Math.pow(n / 20_000, -2.0 / 7)),
        helices("n, d = 3, h = 0.02", n -> 0.02),
        queries(),
        dimensions(),
        survivors(),
        sheets("n, d = 64, h = 0.2", n -> 0.2),
        sheets("n, d = 64, h like n^(-1/2): as many survivors", n -> 0.2 * Math.sqrt(25_000 / n)));
  }

  private ScalingSeries helices(String title, DoubleUnaryOperator variance) {
    List<Supplier<Workload>> problems = new ArrayList<>();
    for (int n = 10_000; n <= 640_000 >> shift; n *= 2) {
      int size = n;
      problems.add(
          () -> Workloads.helix("helix", 201, size, 250, 0.1, variance.applyAsDouble(size)));
    }
    return new ScalingSeries(title, ScalingSeries.Axis.N, problems);
  }

  private ScalingSeries queries() {
    List<Supplier<Workload>> problems = new ArrayList<>();
    for (int q = 125; q <= 8_000 >> shift; q *= 2) {
      int size = q;
      problems.add(() -> Workloads.helix("helix", 202, 20_000, size, 0.1, 0.02));
    }
    return new ScalingSeries("q, d = 3, n = 20,000, h = 0.02", ScalingSeries.Axis.Q, problems);
  }

  /** Squared distances grow like d, and so does h. */
  private ScalingSeries dimensions() {
    List<Supplier<Workload>> problems =
        IntStream.of(5, 8, 12, 16, 24, 32, 48, 64, 96, 128)
            .filter(d -> d <= 128 >> shift)
            .mapToObj(d -> sheet(d, 10_000, 64, 0.5 * d / SHEET))
            .toList();
    return new ScalingSeries("d, n = 10,000, q = 64, h = d/128", ScalingSeries.Axis.D, problems);
  }

  private ScalingSeries survivors() {
    List<Supplier<Workload>> problems = new ArrayList<>();
    for (double h = 0.02; h < 1; h *= 2) {
      problems.add(sheet(SHEET, 50_000 >> shift, 64, h));
    }
    return new ScalingSeries(
        "survivors, d = 64, n = " + (50_000 >> shift), ScalingSeries.Axis.SURVIVORS, problems);
  }

  private ScalingSeries sheets(String title, DoubleUnaryOperator variance) {
    List<Supplier<Workload>> problems = new ArrayList<>();
    for (int n = 6_250; n <= 100_000 >> shift; n *= 2) {
      problems.add(sheet(SHEET, n, 64, variance.applyAsDouble(n)));
    }
    return new ScalingSeries(title, ScalingSeries.Axis.N, problems);
  }

  private static Supplier<Workload> sheet(int d, int n, int q, double h) {
    return () -> Workloads.sheet("sheet", 203, n, d, q, LATENT, h);
  }
}
