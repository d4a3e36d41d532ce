package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arete.Precision;
import dev.arete.spi.Mixture;
import dev.arete.testkit.check.Check;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small dimensions: tiles that add nothing that counts are left out, and only those. */
@OnEmulator(onDevice = true)
class TileSkippingTest {
  /** More than one split of 4096. */
  private static final int COUNT = 9000;

  private static final int QUERIES = 24;

  /** A circle in the first two axes with noise, or the interval. */
  private static double[] curve(int count, int d, double noise, long seed) {
    Random random = new Random(seed);
    double[] points = new double[count * d];
    for (int i = 0; i < count; i++) {
      double angle = 2 * Math.PI * random.nextDouble();
      for (int j = 0; j < d; j++) {
        double clean = j == 0 ? Math.cos(angle) : j == 1 ? Math.sin(angle) : 0;
        points[i * d + j] = 3 * clean + noise * random.nextGaussian();
      }
    }
    return points;
  }

  private static Mixture mixture(int d, double variance, boolean weighted) {
    double[] logWeights =
        weighted
            ? new Random(9).doubles(COUNT, -4, 0).map(x -> x - Math.log(COUNT)).toArray()
            : null;
    return new Mixture(curve(COUNT, d, 0.05, 1), logWeights, COUNT, d, variance);
  }

  /**
   * A share far above rounding, so that what is left out shows, against the sums of all centres.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1e-2, 1e-3, false",
    "2, 1e-2, 1e-3, false",
    "3, 1e-2, 1e-3, false",
    "4, 1e-2, 1e-3, false",
    "2, 1e-4, 1e-2, true",
    "3, 1e-2, 1e-6, true",
    "4, 1e-1, 1e-2, true"
  })
  void nothingBeyondTheBoundIsMissing(int d, double variance, double share, boolean weighted) {
    double[] queries = curve(QUERIES, d, 0.2, 2);
    try (MomentProbe probe = new MomentProbe(mixture(d, variance, weighted), Precision.FP64)) {
      MomentProbe.Found all = probe.at(queries, 0);
      MomentProbe.Found some = probe.at(queries, share);
      double h = probe.units().deviceVariance();
      for (int q = 0; q < QUERIES; q++) {
        Check.close("log p", some.logDensity()[q], all.logDensity()[q], share);
        double apart = 0;
        for (int j = 0; j < d; j++) {
          double y = probe.units().toDevice(queries[q * d + j], j);
          double u = all.shift()[q * d + j] + y - all.anchor()[q * d + j];
          apart += u * u;
        }
        // sum r |D| <= sum r (1 + |D|^2/h) sqrt(h)/2, and u times the missing weight
        double bound = share * (Math.sqrt(h) / 2 + Math.sqrt(apart));
        for (int j = 0; j < d; j++) {
          Check.close("shift", some.shift()[q * d + j], all.shift()[q * d + j], bound);
        }
        for (int e = q * d * d; e < (q + 1) * d * d; e++) {
          Check.close("C/h", some.ratio()[e], all.ratio()[e], some.dropped()[q]);
        }
      }
      Check.holds(sum(some.visited()) < sum(all.visited()), "nothing was left out", share);
    }
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void farTilesAreNotLookedAt(Precision precision) {
    double[] queries = curve(QUERIES, 2, 0.05, 3);
    try (MomentProbe probe = new MomentProbe(mixture(2, 1e-3, false), precision)) {
      double share = sum(probe.at(queries).visited()) / (QUERIES * probe.tiles());
      // within 8 sqrt(h) of a point lie 2.7 % of the circle; tiles are half as long as that
      Check.holds(share < 0.1, "share of tiles looked at", share);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void allTilesAreLookedAtWhereAllCount(Precision precision) {
    double[] queries = curve(QUERIES, 3, 0.05, 3);
    try (MomentProbe probe = new MomentProbe(mixture(3, 9, false), precision)) {
      for (double visited : probe.at(queries).visited()) {
        assertEquals(probe.tiles(), visited);
      }
    }
  }

  /** Far from the data, at centres, between two, with ties and with weights. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theAnchorIsTheHeaviestCentre(boolean weighted) {
    Mixture mixture = mixture(2, 1e-3, weighted);
    System.arraycopy(mixture.centres(), 0, mixture.centres(), 2 * 100, 2 * 100); // duplicates
    double[] queries = curve(QUERIES, 2, 0.3, 4);
    System.arraycopy(mixture.centres(), 0, queries, 0, 8);
    queries[9] = 1e4;
    queries[11] = -1e7;
    try (MomentProbe probe = new MomentProbe(mixture, Precision.FP64)) {
      double[] anchors = probe.at(queries).anchor();
      for (int q = 0; q < QUERIES; q++) {
        int at = q;
        double best =
            IntStream.range(0, COUNT)
                .mapToDouble(i -> exponent(mixture, i, queries, at))
                .max()
                .orElseThrow();
        double found =
            IntStream.range(0, COUNT)
                .filter(i -> isAt(probe.units(), mixture, i, anchors, at))
                .mapToDouble(i -> exponent(mixture, i, queries, at))
                .max()
                .orElseThrow();
        // two roundings of a square, and of the exponent
        Check.close("exponent of " + q, found, best, 4e-16 * Math.abs(best));
      }
    }
  }

  private static double exponent(Mixture mixture, int i, double[] queries, int q) {
    double x = mixture.centres()[2 * i] - queries[2 * q];
    double y = mixture.centres()[2 * i + 1] - queries[2 * q + 1];
    return mixture.logWeight(i) - (x * x + y * y) / (2 * mixture.variance());
  }

  private static boolean isAt(Units units, Mixture mixture, int i, double[] anchors, int q) {
    return units.toDevice(mixture.centres()[2 * i], 0) == anchors[2 * q]
        && units.toDevice(mixture.centres()[2 * i + 1], 1) == anchors[2 * q + 1];
  }

  /** Which queries a warp has together changes no bit. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void neighboursChangeNothing(Precision precision) {
    double[] queries = curve(QUERIES, 3, 0.2, 5);
    try (MomentProbe probe = new MomentProbe(mixture(3, 1e-2, true), precision)) {
      MomentProbe.Found together = probe.at(queries);
      for (int q = 0; q < QUERIES; q += 5) {
        MomentProbe.Found alone = probe.at(Arrays.copyOfRange(queries, q * 3, q * 3 + 3));
        assertEquals(together.logDensity()[q], alone.logDensity()[0]);
        assertEquals(together.visited()[q], alone.visited()[0]);
        assertArrayEquals(
            alone.ratio(), Arrays.copyOfRange(together.ratio(), q * 9, q * 9 + 9), 0.0);
      }
    }
  }
}
