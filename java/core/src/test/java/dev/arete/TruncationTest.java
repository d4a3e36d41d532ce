package dev.arete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a truncation leaves out stays below what was allowed, and something is left out. */
class TruncationTest {
  private static final double H = 0.1;

  /** Rounding of both backends, far below the smallest share. */
  private static final double ROUNDING = 1e-13;

  /** No centre left out is farther from a query, in units of sqrt(h): the data are as wide. */
  private static final double FARTHEST = 40;

  private static Points normal(int n, int d, long seed) {
    Random random = new Random(seed);
    double[] coordinates = new double[n * d];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = random.nextGaussian();
    }
    return Points.of(coordinates, d);
  }

  private static Compute open(String backend, double truncation) {
    return Compute.open(ComputeOptions.defaults().backend(backend).truncation(truncation));
  }

  private static double largest(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  @ParameterizedTest
  @CsvSource({"2, 1e-4", "2, 1e-9", "3, 1e-6", "5, 1e-4", "8, 1e-6", "8, 1e-10", "20, 1e-6"})
  void errorsStayBelowTheShare(int d, double share) {
    Points data = normal(3000, d, 1);
    Points queries = normal(50, d, 2);
    try (Compute exact = open("reference", 0);
        Compute cpu = open("cpu", share);
        SmoothedDensity expected = exact.density(data, Smoothing.variance(H));
        SmoothedDensity actual = cpu.density(data, Smoothing.variance(H))) {
      double logs = largest(expected.logDensity(queries), actual.logDensity(queries));
      double means = largest(expected.posteriorMean(queries), actual.posteriorMean(queries));
      double hessians = largest(expected.hessian(queries), actual.hessian(queries)) * H;
      assertTrue(logs <= share * 1.001 + ROUNDING, "log p is off by " + logs);
      assertTrue(means <= share * FARTHEST * Math.sqrt(H) + ROUNDING, "m is off by " + means);
      double bound = share * FARTHEST * FARTHEST + ROUNDING;
      assertTrue(hessians <= bound, "C/h is off by " + hessians);
      assertTrue(hessians > 10 * ROUNDING, "nothing was left out");
    }
  }

  @Test
  void projectionsEndWhereTheyDoWithoutIt() {
    Points data = normal(3000, 8, 1);
    Points queries = normal(40, 8, 2);
    try (Compute whole = open("cpu", 0);
        Compute cut = open("cpu", 1e-10);
        SmoothedDensity all = whole.density(data, Smoothing.variance(0.5));
        SmoothedDensity most = cut.density(data, Smoothing.variance(0.5))) {
      RidgeProjection expected = all.ridge(1).project(queries);
      RidgeProjection actual = most.ridge(1).project(queries);
      for (int i = 0; i < queries.count(); i++) {
        assertEquals(expected.status(i), actual.status(i), "query " + i);
      }
    }
  }

  /** The mode is 3.3e-4 beside 0 for a centre at 3 that weighs 1e-4 there. */
  @ParameterizedTest
  @CsvSource({"1e-3, 1e-6, ILL_CONDITIONED", "1e-3, 1e-2, CONVERGED", "0, 1e-6, CONVERGED"})
  void aResidualThatMayBeWhatIsLeftOutIsNoConvergence(
      double share, double tolerance, RidgeStatus status) {
    Points data = Points.of(new double[] {0, 3}, 1).withWeights(new double[] {1, 0.01});
    try (Compute cut = open("cpu", share);
        SmoothedDensity density = cut.density(data, Smoothing.variance(1))) {
      RidgeProjector modes = density.ridge(0).tolerance(tolerance);
      assertEquals(status, modes.project(Points.of(new double[] {0}, 1)).status(0));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-20, 0.0011, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesSharesThatAreNone(double share) {
    ComputeOptions options = ComputeOptions.defaults();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> options.truncation(share));
    assertEquals("truncation must be in 0..0.001, got " + share, e.getMessage());
  }
}
