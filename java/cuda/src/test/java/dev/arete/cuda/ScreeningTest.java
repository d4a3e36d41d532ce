package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arete.Precision;
import dev.arete.spi.Mixture;
import dev.arete.testkit.check.Check;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * From dimension 5 on: where few centres matter to a row they are listed first, and none is missed.
 */
@OnEmulator(onDevice = true)
class ScreeningTest {
  /** 24 tiles. */
  private static final int COUNT = 1500;

  private static final int QUERIES = 20;

  /** SPARED in weights.cuh. */
  static final double SPARED = 1.0 / 256;

  /** A loop through all dimensions, with noise. */
  private static double[] loop(int count, int d, double noise, long seed) {
    Random random = new Random(seed);
    double[] points = new double[count * d];
    for (int i = 0; i < count; i++) {
      double angle = 2 * Math.PI * random.nextDouble();
      for (int j = 0; j < d; j++) {
        double clean = Math.sin((1 + j / 2) * angle + (j % 2) * Math.PI / 2) / (1 + j / 2);
        points[i * d + j] = 3 * clean + noise * random.nextGaussian();
      }
    }
    return points;
  }

  private static Mixture mixture(int d, double variance, boolean weighted) {
    double[] points = loop(COUNT, d, 0.02, 1);
    System.arraycopy(points, 0, points, 700 * d, 100 * d); // a hundred centres twice
    double[] logWeights =
        weighted
            ? new Random(9).doubles(COUNT, -6, 0).map(x -> x - Math.log(COUNT)).toArray()
            : null;
    return new Mixture(points, logWeights, COUNT, d, variance);
  }

  /** Near the data, at centres that are there once and twice, and far away. */
  private static double[] queries(Mixture mixture) {
    int d = mixture.dimension();
    double[] queries = loop(QUERIES, d, 0.1, 2);
    System.arraycopy(mixture.centres(), 95 * d, queries, 0, 10 * d);
    queries[11 * d] += 5;
    queries[12 * d + 1] -= 1e3;
    queries[13 * d] = 1e7;
    return queries;
  }

  /** The posterior of a query, by the definition, in units of the user. */
  private static final class Truth {
    final double[] exponents;
    final double heaviest;
    final double elsewhere;
    private final Mixture mixture;
    private final int anchor;

    Truth(Mixture mixture, double[] queries, int q) {
      this.mixture = mixture;
      double most =
          mixture.logWeights() == null ? 0 : Arrays.stream(mixture.logWeights()).max().orElse(0);
      exponents =
          IntStream.range(0, COUNT)
              .mapToDouble(
                  i ->
                      (mixture.logWeights() == null ? 0 : mixture.logWeight(i) - most)
                          - square(mixture.centres(), i, queries, q) / (2 * mixture.variance()))
              .toArray();
      heaviest = Arrays.stream(exponents).max().orElseThrow();
      anchor =
          IntStream.range(0, COUNT).filter(i -> exponents[i] == heaviest).findFirst().orElse(0);
      elsewhere =
          IntStream.range(0, COUNT)
              .filter(i -> apart(i) > 0)
              .mapToDouble(i -> exponents[i])
              .max()
              .orElseThrow();
    }

    private double square(double[] points, int i, double[] others, int q) {
      int d = mixture.dimension();
      double sum = 0;
      for (int j = 0; j < d; j++) {
        double x = points[i * d + j] - others[q * d + j];
        sum += x * x;
      }
      return sum;
    }

    double apart(int i) {
      return square(mixture.centres(), i, mixture.centres(), anchor);
    }

    /** r (1 + |D|^2/h). */
    double mass(int i) {
      return Math.exp(exponents[i] - heaviest) * (1 + apart(i) / mixture.variance());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5, 0.02, 1e-3, false",
    "8, 0.02, 1e-6, true",
    "9, 0.02, 1e-2, true",
    "16, 0.02, 1e-3, false",
    "40, 0.05, 1e-3, true",
    "40, 0.001, 1e-2, false"
  })
  void whatIsNotListedIsBelowTheBound(int d, double variance, double share, boolean weighted) {
    Mixture mixture = mixture(d, variance, weighted);
    double[] queries = queries(mixture);
    CentreLayout layout = new CentreLayout(mixture);
    for (Precision precision : Precision.values()) {
      try (MomentProbe probe = new MomentProbe(mixture, precision)) {
        MomentProbe.Found found = probe.at(queries, share);
        int screened = 0;
        for (int q = 0; q < QUERIES; q++) {
          if (found.candidates()[q] <= COUNT / 8) {
            screened++;
            assertEquals(found.candidates()[q], found.survivors()[q]);
            Truth truth = new Truth(mixture, queries, q);
            double missing = 0;
            for (int place = 0; place < COUNT; place++) {
              missing += found.survives(q, place) ? 0 : truth.mass(layout.centre(place));
            }
            if (precision == Precision.FP64) {
              checkReach(found, q, truth, layout, share);
            }
            double bound = SPARED * share * Math.exp(truth.elsewhere - truth.heaviest);
            Check.holds(missing <= bound, "missing of " + q + ", at most " + bound, missing);
          }
        }
        Check.holds(screened >= QUERIES / 4, "rows that were screened", screened);
      }
    }
  }

  /** No centre that is not listed is within the limit of screen.cu. */
  private static void checkReach(
      MomentProbe.Found found, int q, Truth truth, CentreLayout layout, double share) {
    double floor = found.floor()[q];
    Check.holds(floor <= truth.elsewhere, "floor, at most " + truth.elsewhere, floor);
    double plain = Math.log(COUNT / (SPARED * share));
    double limit = plain + Math.log(2 + 8 * plain - 8 * floor) + 1 - floor;
    for (int place = 0; place < COUNT; place++) {
      double energy = -truth.exponents[layout.centre(place)];
      boolean near = energy <= limit * (1 - 1e-14); // as far as the truth is known
      Check.holds(found.survives(q, place) || !near, "energy, limit " + limit, energy);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5, 0.02, 1e-3, false",
    "9, 0.02, 1e-6, true",
    "40, 0.05, 1e-3, true",
    "40, 0.001, 1e-2, false"
  })
  void sumsAreThoseOfAllCentres(int d, double variance, double share, boolean weighted) {
    Mixture mixture = mixture(d, variance, weighted);
    double[] queries = queries(mixture);
    try (MomentProbe probe = new MomentProbe(mixture, Precision.FP64)) {
      MomentProbe.Found all = probe.at(queries, 0);
      MomentProbe.Found some = probe.at(queries, share);
      double h = probe.units().deviceVariance();
      Check.holds(
          Arrays.stream(all.candidates()).allMatch(c -> c > COUNT), "a share of 0 screens", share);
      for (int q = 0; q < QUERIES; q++) {
        double log = all.logDensity()[q];
        Check.close("log p", some.logDensity()[q], log, SPARED * share + 4e-16 * Math.abs(log));
        for (int j = q * d; j < (q + 1) * d; j++) {
          double shift = all.shift()[j];
          // of u, in units of which D is 1/2 (1 + |D|^2/h) at most, and of c_0 - y
          double bound = SPARED * share * Math.sqrt(h) + 4e-16 * Math.abs(shift);
          Check.close("m - y", some.shift()[j], shift, bound);
        }
        for (int e = q * d * d; e < (q + 1) * d * d; e++) {
          Check.close("C/h", some.ratio()[e], all.ratio()[e], some.dropped()[q]);
        }
      }
    }
  }

  /** Nearly all weight on one centre: what is left is of the others, to all digits. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void lonelyRowsKeepTheirDigits(Precision precision) {
    Mixture mixture = mixture(40, 2e-4, false);
    double[] queries = Arrays.copyOf(mixture.centres(), QUERIES * 40);
    try (MomentProbe probe = new MomentProbe(mixture, precision)) {
      MomentProbe.Found found = probe.at(queries);
      MomentProbe.Found all = probe.at(queries, 0);
      int screened = 0;
      for (int q = 0; q < QUERIES; q++) {
        screened += found.candidates()[q] <= COUNT / 8 ? 1 : 0;
        double trace = 0;
        for (int j = 0; j < 40; j++) {
          trace += all.ratio()[(q * 40 + j) * 40 + j];
        }
        Check.holds(trace > 0 && trace < 1e-3, "trace of C/h", trace);
        // sums in other orders: a few roundings of exponents of 1e4 at most, relative to the trace
        double bound = found.dropped()[q] + 1e4 * probe.units().numbers().roundoff() * trace;
        for (int e = q * 1600; e < (q + 1) * 1600; e++) {
          Check.close("C/h", found.ratio()[e], all.ratio()[e], bound);
        }
      }
      Check.holds(screened > 0, "rows that were screened", screened);
    }
  }

  /** So far from the middle of the data floats are 1/16 of a standard deviation apart. */
  @Test
  void roundingOfLeadingCoordinatesIsAllowedFor() {
    int d = 6;
    Random random = new Random(4);
    double[] points = new double[COUNT * d];
    for (int t = 0; t < points.length; t++) {
      double side = t / d % 10 == 0 ? 1e6 : -1e6;
      points[t] = 3 * random.nextGaussian() + side;
    }
    Mixture mixture = new Mixture(points, null, COUNT, d, 1);
    double[] queries = new double[QUERIES * d];
    for (int t = 0; t < queries.length; t++) {
      queries[t] = points[t / d * 10 * d + t % d] + 0.5;
    }
    CentreLayout layout = new CentreLayout(mixture);
    try (MomentProbe probe = new MomentProbe(mixture, Precision.FP64)) {
      MomentProbe.Found found = probe.at(queries, 1e-3);
      for (int q = 0; q < QUERIES; q++) {
        assertEquals(found.candidates()[q], found.survivors()[q]);
        checkReach(found, q, new Truth(mixture, queries, q), layout, 1e-3);
      }
    }
  }

  /**
   * Seen from 10^6 standard deviations, single precision finds an anchor that is not the heaviest
   * centre, and the first centres that are weighed are not those with the largest weights.
   */
  @ParameterizedTest
  @CsvSource({"FP32", "FP64"})
  void peaksAreRaised(Precision precision) {
    int d = 6;
    Random random = new Random(3);
    double[] points = new double[COUNT * d];
    for (int t = 0; t < points.length; t++) {
      boolean plate = t / d % 10 == 0;
      points[t] = random.nextGaussian() * (plate && t % d == 0 ? 1e-5 : 1);
      points[t] += t % d == 0 ? (plate ? 1e4 : -1e4) : 0;
    }
    Mixture mixture = new Mixture(points, null, COUNT, d, 1);
    double[] query = {1e6, 0, 0, 0, 0, 0};
    Truth truth = new Truth(mixture, query, 0);
    double sum = Arrays.stream(truth.exponents).map(x -> Math.exp(x - truth.heaviest)).sum();
    double log = truth.heaviest + Math.log(sum / COUNT) - d / 2.0 * Math.log(2 * Math.PI);
    try (MomentProbe probe = new MomentProbe(mixture, precision)) {
      MomentProbe.Found found = probe.at(query);
      assertEquals(COUNT / 10, found.candidates()[0]);
      // exponents beside that of the anchor are below 10^3, and those of 10^12 are doubles
      double bound = 1e3 * probe.units().numbers().roundoff() + 4e-16 * Math.abs(log);
      Check.close("log p", found.logDensity()[0], log, bound);
      MomentProbe.Found all = probe.at(query, 0);
      for (int j = 0; j < d; j++) {
        double error = 1e3 * probe.units().numbers().roundoff() + 4e-16 * 1e6;
        Check.close("m - y", found.shift()[j], all.shift()[j], error);
      }
    }
  }

  /** Which queries a block has together changes no bit, screened or not. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void neighboursChangeNothing(Precision precision) {
    Mixture mixture = mixture(12, 0.02, true);
    double[] queries = queries(mixture);
    try (MomentProbe probe = new MomentProbe(mixture, precision)) {
      MomentProbe.Found together = probe.at(queries);
      long screened = Arrays.stream(together.candidates()).filter(c -> c <= COUNT / 8).count();
      Check.holds(screened > 0 && screened < QUERIES, "rows that were screened", screened);
      for (int q = 0; q < QUERIES; q += 3) {
        MomentProbe.Found alone = probe.at(Arrays.copyOfRange(queries, q * 12, q * 12 + 12));
        assertEquals(together.logDensity()[q], alone.logDensity()[0]);
        assertEquals(together.candidates()[q], alone.candidates()[0]);
        double[] ratio = Arrays.copyOfRange(together.ratio(), q * 144, q * 144 + 144);
        assertArrayEquals(alone.ratio(), ratio, 0.0);
      }
    }
  }

  /** All centres in one place, or so far from each other that floats lose them: sums over all. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void whatCannotBeToldApartIsNotScreened(Precision precision) {
    double[] points = new double[COUNT * 6];
    Arrays.fill(points, 0.25);
    Mixture mixture = new Mixture(points, null, COUNT, 6, 1);
    try (MomentProbe probe = new MomentProbe(mixture, precision)) {
      MomentProbe.Found found = probe.at(Arrays.copyOf(points, 12));
      Check.holds(found.candidates()[0] > COUNT, "candidates", found.candidates()[0]);
      Check.close("log p", found.logDensity()[0], -3 * Math.log(2 * Math.PI), 1e-14);
    }
  }
}
