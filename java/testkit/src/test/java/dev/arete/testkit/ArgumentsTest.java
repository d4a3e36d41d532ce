package dev.arete.testkit;

import dev.arete.BackendUnavailableException;
import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.Points;
import dev.arete.Precision;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.check.Refusal;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the public API refuses before any backend hears of it. */
class ArgumentsTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, INFINITE, Double.NEGATIVE_INFINITY, 1.1e150, -1e200, Double.MAX_VALUE})
  void coordinatesAreFiniteAndNotAbsurd(double bad) {
    double[] flat = {0, 1, 2, 3, bad, 5};
    String[] parts = {"coordinate 0", "point 2", "" + bad};
    Refusal.of(() -> Points.of(flat, 2), parts);
    Refusal.of(() -> Points.of(new double[][] {{0, 1}, {2, 3}, {bad, 5}}), parts);
  }

  @Test
  void floatsAreCheckedToo() {
    Refusal.of(() -> Points.of(new float[] {1, Float.NaN}, 1), "point 1", "NaN");
    Refusal.of(() -> Points.of(new float[] {1, 2, 3}, 2), "3", "2");
  }

  @Test
  void shapesMustFit() {
    Refusal.of(() -> Points.of(new double[5], 2), "5", "2");
    Refusal.of(() -> Points.of(new double[4], 0), "dimension", "0");
    Refusal.of(() -> Points.of(new double[4], -3), "dimension", "-3");
    Refusal.of(() -> Points.of(new double[][] {{1, 2}, {3}}), "row 1", "1", "2");
    Refusal.of(() -> Points.of(new double[][] {{}}), "0");
    Refusal.of(() -> Points.of(new double[0][]), "no rows");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, -1, Double.NaN, INFINITE, Double.NEGATIVE_INFINITY})
  void weightsArePositiveAndFinite(double bad) {
    Points points = Points.of(new double[] {0, 1, 2}, 1);
    Refusal.of(() -> points.withWeights(new double[] {1, bad, 1}), "weight 1", "" + bad);
  }

  @Test
  void weightsHaveTheLengthOfTheData() {
    Points points = Points.of(new double[] {0, 1, 2}, 1);
    Refusal.of(() -> points.withWeights(new double[] {1, 1}), "2", "3");
    Refusal.of(
        () -> points.withWeights(new double[] {1, 1e308, Double.MIN_VALUE}),
        "weight 2",
        "4.9E-324");
  }

  /** A share below the normal range has lost digits, and with them those of log p far away. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-323, 2e-310, 2.2e-308})
  void weightsWithoutAllTheirDigitsAreRefused(double small) {
    Points points = Points.of(new double[] {1000, 0, 1}, 1);
    Refusal.of(() -> points.withWeights(new double[] {3, small, 1}), "weight 1", "" + small, "3.0");
  }

  /** Added up one by one, the weights of the last million would be rounded away. */
  @Test
  void manyWeightsAddUpToOne() {
    double[] weights = new double[4_000_000];
    Arrays.fill(weights, 0.5 + 0.49 * 0x1p-31);
    weights[0] = 1;
    double share = Points.of(new double[weights.length], 1).withWeights(weights).weights()[0];
    double sum = 1 + (weights.length - 1.0) * weights[1];
    Check.close("share of the first", share, 1 / sum, 4 * Math.ulp(1 / sum));
  }

  @Test
  void weightsAreScaledToSumOne() {
    Points points = Points.of(new double[] {0, 1}, 1).withWeights(new double[] {1e308, 1e308});
    Check.close("first", points.weights()[0], 0.5, 0);
    Check.close("second", points.weights()[1], 0.5, 0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, INFINITE, Double.NEGATIVE_INFINITY})
  void smoothingIsPositiveAndFinite(double bad) {
    Refusal.of(() -> Smoothing.bandwidth(bad), "bandwidth", "" + bad);
    Refusal.of(() -> Smoothing.variance(bad), "variance", "" + bad);
    Refusal.of(() -> Smoothing.varianceExploding(bad), "sigma", "" + bad);
    Refusal.of(() -> Smoothing.ornsteinUhlenbeck(bad), "time", "" + bad);
  }

  @Test
  void smoothingStaysInTheRangeOfADouble() {
    Refusal.of(() -> Smoothing.variance(1e-151), "1.0E-151");
    Refusal.of(() -> Smoothing.variance(1e151), "1.0E151");
    Refusal.of(() -> Smoothing.bandwidth(1e-200), "0.0");
    Refusal.of(() -> Smoothing.bandwidth(1e100), "E200");
    Refusal.of(() -> Smoothing.ornsteinUhlenbeck(301), "301");
    Refusal.of(() -> new Smoothing(0, 1), "scale", "0.0");
    Refusal.of(() -> new Smoothing(1.5, 1), "scale", "1.5");
    Refusal.of(() -> new Smoothing(Double.NaN, 1), "scale", "NaN");
  }

  @Test
  void smoothingsAreWhatTheySay() {
    Check.close("h", Smoothing.bandwidth(3).variance(), 9, 0);
    Check.close("h", Smoothing.varianceExploding(0.5).variance(), 0.25, 0);
    Smoothing diffusion = Smoothing.ornsteinUhlenbeck(1e-12);
    Check.close("h at a small time", diffusion.variance(), 2e-12, 4e-24);
    Check.close("a at a small time", diffusion.scale(), 1 - 1e-12, 1e-16);
    Smoothing late = Smoothing.ornsteinUhlenbeck(2);
    Check.close("a^2 + h", late.scale() * late.scale() + late.variance(), 1, 1e-15);
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    ComputeOptions options = ComputeOptions.defaults();
    Refusal.of(() -> options.backend(" "), "backend");
    Refusal.of(() -> options.backend(null), "backend");
    Refusal.of(() -> options.precision(null), "precision");
    Refusal.of(() -> options.device(-1), "-1");
    Refusal.of(() -> options.threads(0), "0");
    Refusal.of(() -> options.threads(4097), "4097");
    Refusal.of(() -> options.memoryBudget(1 << 20), "1048576", "16 MiB");
    Refusal.of(() -> options.memoryBudget(-5), "-5");
  }

  @Test
  void unknownBackendsAreNamedWithThoseThereAre() {
    BackendUnavailableException thrown =
        Assertions.assertThrows(
            BackendUnavailableException.class,
            () -> Compute.open(ComputeOptions.defaults().backend("abacus")));
    Check.holds(thrown.getMessage().contains("abacus"), thrown.getMessage());
    Check.holds(thrown.getMessage().contains("reference"), thrown.getMessage());
  }

  /** The reference computes in double precision whatever is asked for. */
  @Test
  void theReferenceKnowsDoublePrecisionOnly() {
    ComputeOptions options = ComputeOptions.defaults().backend("reference");
    double[] expected = scoreWith(options);
    Check.sameBits("FP32", scoreWith(options.precision(Precision.FP32)), expected);
  }

  private static double[] scoreWith(ComputeOptions options) {
    Points points = Points.of(new double[] {0.1, 0.2, 0.3, 0.4}, 2);
    try (Compute compute = Compute.open(options);
        SmoothedDensity density = compute.density(points, Smoothing.variance(0.3))) {
      return density.score(points);
    }
  }

  @Test
  void pointsAreImmutable() {
    double[] mine = {1, 2, 3, 4};
    Points points = Points.of(mine, 2);
    mine[0] = 9;
    points.coordinates()[1] = 9;
    Check.close("coordinate", points.coordinate(0, 0), 1, 0);
    Check.close("coordinate", points.coordinate(0, 1), 2, 0);
    Check.holds(points.count() == 2 && points.dimension() == 2, points.toString());
  }
}
