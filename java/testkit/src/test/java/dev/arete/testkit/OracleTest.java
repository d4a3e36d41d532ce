package dev.arete.testkit;

import dev.arete.testkit.check.Check;
import dev.arete.testkit.check.EigenRatios;
import dev.arete.testkit.data.Draw;
import dev.arete.testkit.data.Sample;
import dev.arete.testkit.data.Spectra;
import dev.arete.testkit.oracle.BigEigen;
import dev.arete.testkit.oracle.GradedOracle;
import dev.arete.testkit.oracle.GradedTruth;
import dev.arete.testkit.oracle.Oracle;
import dev.arete.testkit.oracle.Truth;
import dev.arete.testkit.plain.PlainDouble;
import dev.arete.testkit.plain.PlainFloat;
import dev.arete.testkit.plain.PlainPosterior;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The yardsticks themselves: oracle, plain loops and checks. */
class OracleTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void plainLoopsAgreeWithTheOracle(int d) {
    Draw draw = new Draw(d);
    Sample sample = draw.curve(60, d, 0.25, 2);
    sample = sample.weighted(draw.weights(60));
    for (int q = 0; q < 2; q++) {
      Truth truth = sample.oracle().at(sample.queries(), q);
      agrees(truth, plain(sample, q), 1e-13);
      PlainPosterior narrow =
          PlainFloat.at(
              sample.centres(), d, sample.weights(), sample.variance(), sample.queries(), q);
      agrees(truth, narrow, 1e-4);
    }
  }

  private static PlainPosterior plain(Sample s, int q) {
    return PlainDouble.at(s.centres(), s.dimension(), s.weights(), s.variance(), s.queries(), q);
  }

  private static void agrees(Truth truth, PlainPosterior plain, double relative) {
    double log = truth.logDensity();
    Check.close("log p", plain.logDensity(), log, relative * (1 + Math.abs(log)));
    double size = 1 + Check.norm(truth.shift());
    Check.closeRow("shift", plain.shift(), 0, truth.shift(), relative * size);
    double[] covariance = truth.covarianceRatio();
    Check.closeRow("C", plain.covarianceRatio(), 0, covariance, relative * 8);
    double neighbours = truth.effectiveNeighbours();
    Check.close("neighbours", plain.effectiveNeighbours(), neighbours, relative * neighbours);
  }

  /** Two points at +-1, h = 1/2, seen from x: m = tanh(2x), C = sech^2(2x). */
  @Test
  void theOracleKnowsTwoPoints() {
    Oracle oracle = new Oracle(new double[] {1, 0, -1, 0}, 2, null, 0.5);
    double[] query = {0.25, 0.5};
    Truth truth = oracle.at(query, 0);
    double sech = 1 / Math.cosh(0.5);
    Check.close("m", truth.posteriorMean()[0], Math.tanh(0.5), 1e-15);
    Check.close("mu", truth.ratio(0), 2 * sech * sech, 1e-15);
    Check.close("gap", truth.eigengap(1), 4 * sech * sech, 1e-15);
    Check.close("lambda", truth.eigenvalue(1), -2, 0);
    Check.close("residual", truth.ridgeResidual(1), 1, 1e-15);
    Check.close("residual of modes", truth.ridgeResidual(0), Check.norm(truth.score()), 1e-15);
  }

  /** Far below the range of a double: weights of 1e-268 are right to the digit. */
  /**
   * Neighbours along an axis, and others five times as far whose share of the covariance is some
   * e^-5e10 of theirs, [[34, 12], [12, 16]] with the eigenvalues 40 and 10.
   */
  @Test
  void theOracleTurnsWhatIsBillionsOfBitsSmaller() {
    double[] centres = {0, 0, 0, 0, 0, 1, 0, 0, -1, 5, 0, 0, -5, 0, 0, 3, 4, 0, -3, -4, 0};
    GradedTruth truth = new GradedOracle(centres, 3, null, 0.25e-9).at(new double[3], 3);
    double ratio = truth.logRatio(1) - truth.logRatio(2);
    // the logarithms are some 5e10 in size
    Check.close("log of the ratio", ratio, Math.log(4), 4 * Math.ulp(5e10));
  }

  @Test
  void theOracleKnowsNoUnderflow() {
    double time = 0.01;
    double a = Math.exp(-time);
    double h = -Math.expm1(-2 * time);
    Oracle oracle = new Oracle(new double[] {0, 0, 5 * a, 0, 0, 5 * a}, 2, null, h);
    double[] query = {2.5 * a, 0};
    double second = oracle.at(query, 0).shift()[1];
    Check.close("log of the weight", Math.log10(second), Math.log10(5) - 268.9, 0.5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 12})
  void decimalEigenvaluesOfTheLaplacian(int n) {
    BigEigen eigen = BigEigen.ofLower(Spectra.laplacian(n), 0, n);
    for (int j = 0; j < n; j++) {
      double expected = 2 + 2 * Math.cos((j + 1) * Math.PI / (n + 1));
      Check.close("value " + j, eigen.value(j).doubleValue(), expected, 1e-15);
    }
  }

  /** A ratio of 1 is an error of n ulp |A|: a check that cannot tell is no check. */
  @Test
  void ratiosSeeErrorsOfAFewUnits() {
    double[] matrix = {2, 0, 0, 1};
    double[] vectors = {1, 0, 0, 1};
    double ulp = Math.ulp(1.0);
    double exact = EigenRatios.residual(matrix, new double[] {2, 1}, vectors, ulp);
    Check.close("exact", exact, 0, 0);
    double off = EigenRatios.residual(matrix, new double[] {2 + 40 * ulp, 1}, vectors, ulp);
    Check.close("off", off, 10, 1e-9);
    double[] longer = {1 + 8 * ulp, 0, 0, 1};
    Check.close("long", EigenRatios.orthogonality(longer, 2, ulp), 8, 1e-9);
    double[] none = {Double.NaN, 0, 0, 1};
    Check.holds(Double.isNaN(EigenRatios.orthogonality(none, 2, ulp)), "NaN passed");
  }

  @Test
  void checksFailOnNan() {
    double[] nan = {Double.NaN};
    Assertions.assertThrows(
        AssertionError.class, () -> Check.close("", Double.NaN, 0, Double.POSITIVE_INFINITY));
    Assertions.assertThrows(AssertionError.class, () -> Check.close("", 0, 0, Double.NaN));
    Assertions.assertThrows(AssertionError.class, () -> Check.closeRow("", nan, 0, nan, 1e300));
    Assertions.assertThrows(
        AssertionError.class, () -> Check.closeRow("", new double[1], 0, nan, 1e300));
  }
}
