package dev.arete.bench;

import dev.arete.Points;
import dev.arete.Smoothing;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The problems that are timed, by name. Each has its own seed and is the same on every machine and
 * JDK: {@link Random} and {@link StrictMath} are specified to the last bit.
 *
 * <p>Queries are data points moved by 0.3 sqrt(h) in a random direction per coordinate, as a
 * projection meets them, except for the P3 family, whose queries are drawn from p_t itself.
 */
final class Workloads {
  private static final double QUERY_NOISE = 0.3;
  private static final Map<String, Supplier<Workload>> ALL = new TreeMap<>();

  static {
    ALL.put("P1", () -> circle("P1", 101, 5_000, 5_000, 0.1, 0.02));
    ALL.put("P2", () -> helix("P2", 102, 20_000, 5_000, 0.1, 0.02));
    ALL.put("P3-t.001", () -> latents("P3-t.001", 0.001));
    ALL.put("P3-t.5", () -> latents("P3-t.5", 0.5));
    ALL.put("P3-t1", () -> latents("P3-t1", 1));
    ALL.put("P4", () -> sheet("P4", 104, 50_000, 64, 256, 4, 0.2));
    ALL.put("P4-h.02", () -> sheet("P4-h.02", 104, 50_000, 64, 1_000, 4, 0.02));
    ALL.put("W1-h.02", () -> circle("W1-h.02", 105, 100_000, 10_000, 0.1, 0.02));
    ALL.put("W1-h.005", () -> circle("W1-h.005", 105, 100_000, 10_000, 0.1, 0.005));
    ALL.put("W2-h.005", () -> helix("W2-h.005", 106, 100_000, 10_000, 0.1, 0.005));
    ALL.put("G1-dense", () -> circle("G1-dense", 112, 100_000, 100_000, 0.1, 1));
    ALL.put("G1-h.005", () -> circle("G1-h.005", 112, 100_000, 100_000, 0.1, 0.005));
    ALL.put("G2-h.005", () -> helix("G2-h.005", 113, 1_000_000, 100_000, 0.1, 0.005));
    ALL.put("G4", () -> sheet("G4", 104, 50_000, 64, 10_000, 4, 0.2));
    ALL.put("G4-h.02", () -> sheet("G4-h.02", 104, 50_000, 64, 10_000, 4, 0.02));
    ALL.put("D2", () -> circle("D2", 110, 10_000, 2_000, 0.1, 1));
    ALL.put("D3", () -> helix("D3", 111, 10_000, 2_000, 0.1, 1));
    ALL.put("million", () -> helix("million", 109, 1_000_000, 100_000, 0.1, 0.0009));
    ALL.put("quakes", Workloads::earthquakes);
    ALL.put("smoke-d2", () -> circle("smoke-d2", 107, 400, 50, 0.1, 0.02));
    ALL.put("smoke-d64", () -> sheet("smoke-d64", 108, 120, 64, 8, 4, 0.2));
  }

  private Workloads() {}

  /**
   * Returns a problem by name, freshly generated.
   *
   * @param name one of {@link #names()}
   * @return the problem
   */
  static Workload named(String name) {
    Supplier<Workload> supplier = ALL.get(name);
    if (supplier == null) {
      throw new IllegalArgumentException(
          "no workload is named \"" + name + "\"; there are " + String.join(", ", ALL.keySet()));
    }
    return supplier.get();
  }

  /** All names, sorted. */
  static Iterable<String> names() {
    return ALL.keySet();
  }

  /** Unit circle with normal noise of the given standard deviation; k = 1. */
  private static Workload circle(String name, long seed, int n, int q, double noise, double h) {
    Random random = new Random(seed);
    double[] x = new double[2 * n];
    for (int i = 0; i < n; i++) {
      double angle = 2 * Math.PI * random.nextDouble();
      x[2 * i] = StrictMath.cos(angle) + noise * random.nextGaussian();
      x[2 * i + 1] = StrictMath.sin(angle) + noise * random.nextGaussian();
    }
    return nearData(name, random, Points.of(x, 2), q, h, 1);
  }

  /** Two turns of a helix of radius 1 and pitch 1 with normal noise; k = 1. */
  static Workload helix(String name, long seed, int n, int q, double noise, double h) {
    Random random = new Random(seed);
    double[] x = new double[3 * n];
    for (int i = 0; i < n; i++) {
      double turns = 2 * random.nextDouble();
      x[3 * i] = StrictMath.cos(2 * Math.PI * turns) + noise * random.nextGaussian();
      x[3 * i + 1] = StrictMath.sin(2 * Math.PI * turns) + noise * random.nextGaussian();
      x[3 * i + 2] = turns + noise * random.nextGaussian();
    }
    return nearData(name, random, Points.of(x, 3), q, h, 1);
  }

  /** A curved k-dimensional sheet, x = tanh(u W + b), in d dimensions. */
  static Workload sheet(String name, long seed, int n, int d, int q, int k, double h) {
    Random random = new Random(seed);
    double[] x = CurvedSheet.draw(random, n, k, d, 1, 0);
    return nearData(name, random, Points.of(x, d), q, h, k);
  }

  /**
   * Data like the 32 latents of 6,742 images, at an Ornstein-Uhlenbeck time; k = 25. The latents
   * are a curved 10-dimensional sheet with noise in every direction, unless a file is named by
   * {@link LatentsFile#PROPERTY}.
   */
  private static Workload latents(String name, double time) {
    Random random = new Random(103);
    double[] synthetic = CurvedSheet.draw(random, 6_742, 10, 32, 1.5, 0.3);
    Points data = LatentsFile.orElse(Points.of(synthetic, 32));
    Smoothing smoothing = Smoothing.ornsteinUhlenbeck(time);
    Points queries = nearby(random, data, 2_000, smoothing, Math.sqrt(smoothing.variance()));
    return new Workload(name, data, queries, smoothing, 25);
  }

  /** The 5,871 earthquakes, in degrees, variance 6 square degrees; the queries are the data. */
  private static Workload earthquakes() {
    Points quakes = Csv.resource("earthquakes.csv");
    return new Workload("quakes", quakes, quakes, Smoothing.variance(6), 1);
  }

  private static Workload nearData(
      String name, Random random, Points data, int q, double h, int ridgeDimension) {
    Smoothing smoothing = Smoothing.variance(h);
    Points queries = nearby(random, data, q, smoothing, QUERY_NOISE * Math.sqrt(h));
    return new Workload(name, data, queries, smoothing, ridgeDimension);
  }

  /** Random centres a x_i plus normal noise. */
  private static Points nearby(
      Random random, Points data, int q, Smoothing smoothing, double noise) {
    int d = data.dimension();
    double[] y = new double[q * d];
    for (int i = 0; i < q; i++) {
      int chosen = random.nextInt(data.count());
      for (int j = 0; j < d; j++) {
        y[i * d + j] =
            smoothing.scale() * data.coordinate(chosen, j) + noise * random.nextGaussian();
      }
    }
    return Points.of(y, d);
  }
}
