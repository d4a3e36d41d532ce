package dev.arete.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.Precision;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two positions v and -v seen from their middle, each a hundred thousand times: the covariance is v
 * v^T. Equal terms are all rounded the same way, so that a sum of one level loses hundreds of
 * units.
 */
class RepeatedRowsTest {
  private static final int SEEDS = 6;

  private static double[] position(int d, long seed) {
    Random random = new Random(31 * seed + d);
    double[] v = new double[d];
    for (int j = 0; j < Math.min(3, d); j++) {
      v[j] = 2 * random.nextDouble() - 1;
    }
    return v;
  }

  private static Points data(double[] v, int times, int far) {
    int d = v.length;
    double[] points = new double[(2 * times + far) * d];
    Arrays.fill(points, 100);
    for (int i = 0; i < 2 * times * d; i++) {
      points[i] = i < times * d ? v[i % d] : -v[i % d];
    }
    return Points.of(points, d);
  }

  /** The sine of the angle between a unit vector and another, from their minors. */
  private static double sine(double[] u, double[] v) {
    double squares = 0;
    double minors = 0;
    for (int a = 0; a < v.length; a++) {
      squares += v[a] * v[a];
      for (int b = 0; b < a; b++) {
        double minor = Math.fma(u[a], v[b], -u[b] * v[a]);
        minors += minor * minor;
      }
    }
    return Math.sqrt(minors / squares);
  }

  /** Columns, shared sums and lists: far centres are what keeps sums from being shared. */
  @ParameterizedTest
  @CsvSource({
    "2, FP64, 200000, 0",
    "3, FP64, 200000, 0",
    "2, FP32, 100000, 0",
    "4, FP64, 200000, 0",
    "4, FP64, 200000, 250000",
    "9, FP64, 100000, 125000",
    "9, FP32, 50000, 60000",
    "65, FP64, 10000, 12000",
    "65, FP32, 10000, 0"
  })
  void turnBoundsTheAngle(int d, Precision precision, int times, int far) {
    ComputeOptions options = ComputeOptions.defaults().backend("cpu").precision(precision);
    try (Compute compute = Compute.open(options)) {
      for (int seed = 0; seed < SEEDS; seed++) {
        double[] v = position(d, seed);
        Smoothing smoothing = Smoothing.variance(1);
        try (SmoothedDensity density = compute.density(data(v, times, far), smoothing)) {
          LocalGeometry geometry = density.geometry(Points.of(new double[d], d), 1);
          double angle = sine(geometry.eigenvectors(), v);
          double turn = geometry.turn()[0];
          assertEquals(GeometryStatus.OK, geometry.status(0));
          assertTrue(angle <= turn, "seed " + seed + ": " + angle + " > " + turn);
        }
      }
    }
  }

  /** What additions lose is kept: a plain sum of these is off by thousands of units. */
  @Test
  void longSumsDoNotGrowWorse() {
    LongSums sums = new LongSums(2);
    sums.clear(2);
    double[] part = new double[2];
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      part[0] = 0.1;
      part[1] = i % 2 == 0 ? 1e16 : -1e16;
      sums.take(part);
      assertEquals(0, part[0]);
    }
    sums.get(part);
    // 0.1 is a rounded number, whose multiple is rounded once
    assertEquals(0.1 * count, part[0], Math.ulp(0.1 * count));
    assertEquals(0, part[1]);
  }
}
