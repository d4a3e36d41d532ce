package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arete.Precision;
import dev.arete.spi.Mixture;
import dev.arete.testkit.check.Check;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** From dimension 5 on: the covariance is summed over listed survivors, and misses nothing. */
@OnEmulator(onDevice = true)
class SurvivorListTest {
  private static final int COUNT = 700;
  private static final int QUERIES = 6;

  /** Points of 14 clusters of radius about 1 at mutual distances about 6. */
  private static double[] clusters(int count, int d, double noise, long seed) {
    double[] middles =
        new Random(5).doubles(14L * d, -7 / Math.sqrt(d), 7 / Math.sqrt(d)).toArray();
    Random random = new Random(seed);
    double[] points = new double[count * d];
    for (int t = 0; t < points.length; t++) {
      points[t] = middles[t / d % 14 * d + t % d] + noise * random.nextGaussian() / Math.sqrt(d);
    }
    return points;
  }

  private static Mixture mixture(int d, double variance) {
    return new Mixture(clusters(COUNT, d, 1, 1), null, COUNT, d, variance);
  }

  /** A share far above rounding, so that what is left out shows. */
  @ParameterizedTest
  @CsvSource({"5, 0.1, 1e-3", "12, 0.05, 1e-2", "33, 0.05, 1e-3", "40, 0.03, 1e-5"})
  void nothingBeyondTheBoundIsMissing(int d, double variance, double share) {
    double[] queries = clusters(QUERIES, d, 1, 2);
    try (MomentProbe probe = new MomentProbe(mixture(d, variance), Precision.FP64)) {
      MomentProbe.Found all = probe.at(queries, 0);
      MomentProbe.Found some = probe.at(queries, share);
      for (int q = 0; q < QUERIES; q++) {
        // sums about the anchor are those of all centres, unless the row is screened
        boolean screened = some.candidates()[q] <= COUNT / 8;
        double bound = screened ? ScreeningTest.SPARED * share : 0;
        Check.close("log p", some.logDensity()[q], all.logDensity()[q], bound);
        for (int e = q * d * d; e < (q + 1) * d * d; e++) {
          Check.close("C/h", some.ratio()[e], all.ratio()[e], some.dropped()[q]);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void survivorsAreThoseOfTheCluster(Precision precision) {
    double[] queries = clusters(QUERIES, 12, 1, 2);
    try (MomentProbe probe = new MomentProbe(mixture(12, 0.1), precision)) {
      MomentProbe.Found found = probe.at(queries);
      for (int q = 0; q < QUERIES; q++) {
        assertEquals(1, found.listed()[q]);
        Check.holds(found.survivors()[q] < COUNT / 3, "survivors", found.survivors()[q]);
      }
    }
  }

  /** Where nearly all weight sits on one centre the list does not count. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void allAreWeighedWhereTheListMayMissSome(Precision precision) {
    Mixture mixture = mixture(8, 1e-3);
    try (MomentProbe probe = new MomentProbe(mixture, precision)) {
      double[] queries = Arrays.copyOf(mixture.centres(), QUERIES * 8);
      MomentProbe.Found found = probe.at(queries);
      MomentProbe.Found all = probe.at(queries, 0);
      assertArrayEquals(new int[QUERIES], found.listed());
      for (int q = 0; q < QUERIES; q++) {
        for (int e = q * 64; e < (q + 1) * 64; e++) {
          Check.close("C/h", found.ratio()[e], all.ratio()[e], found.dropped()[q]);
        }
        Check.holds(all.ratio()[q * 64] > 0, "C/h", all.ratio()[q * 64]);
      }
    }
  }
}
