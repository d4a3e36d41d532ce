package dev.arete.testkit.contract;

import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Draw;
import dev.arete.testkit.data.Sample;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Arrays passed in: every entry is written whatever was in it, absent ones are not missed, inputs
 * stay as they were, and a length that does not fit is refused before anything is written.
 */
public abstract class OutputContract extends Contract {
  private static Sample sample(int d) {
    return new Draw(60 + d).curve(70, d, 0.1, 37);
  }

  private static double[] poisoned(int length) {
    double[] out = new double[length];
    Arrays.fill(out, Double.NaN);
    return out;
  }

  /** All eight subsets of the outputs give the same numbers. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 9})
  void anySubsetOfOutputsIsFilled(int d) {
    Sample sample = sample(d);
    int q = sample.queryCount();
    double[] log = logDensity(sample);
    double[] score = score(sample);
    double[] hessian = hessian(sample);
    try (SmoothedDensity density = compute().density(sample.data(), sample.smoothing())) {
      for (int subset = 0; subset < 8; subset++) {
        double[] a = (subset & 1) == 0 ? null : poisoned(q);
        double[] b = (subset & 2) == 0 ? null : poisoned(q * d);
        double[] c = (subset & 4) == 0 ? null : poisoned(q * d * d);
        density.evaluateInto(sample.queryPoints(), a, b, c);
        near("log p, subset " + subset, sample, a, log);
        near("score, subset " + subset, sample, b, score);
        near("Hessian, subset " + subset, sample, c, hessian);
      }
    }
  }

  /** Other passes may sum in another order: 64 units of the last place of the largest entry. */
  private void near(String what, Sample sample, double[] actual, double[] expected) {
    if (actual == null) {
      return;
    }
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < expected.length; i++) {
      String where = what + ", entry " + i + ", " + at(sample, 0);
      Check.close(where, actual[i], expected[i], 64 * ulp() * (1 + largest));
    }
  }

  /** Leaving eigenvalues out changes nothing else; in so few dimensions not even a bit. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 9})
  void leadingGeometryIsTheSameWithFewerEigenvalues(int d) {
    Sample sample = sample(d);
    try (SmoothedDensity density = compute().density(sample.data(), sample.smoothing())) {
      for (int k = 0; k < d; k++) {
        LocalGeometry all = density.geometryWithoutVectors(sample.queryPoints(), k);
        LocalGeometry leading = density.leadingGeometry(sample.queryPoints(), k);
        Assertions.assertEquals(k + 1, leading.eigenvalueCount());
        String where = at(sample, 0) + ", k = " + k;
        Check.sameBits(where, leading.ridgeResidual(), all.ridgeResidual());
        Check.sameBits(where, leading.eigengap(), all.eigengap());
        for (int q = 0; q < all.count(); q++) {
          Assertions.assertEquals(all.status(q), leading.status(q), where);
          Assertions.assertEquals(all.normalEigenvalue(q), leading.normalEigenvalue(q), where);
          Check.sameBits(
              where,
              Arrays.copyOfRange(leading.eigenvalues(), q * (k + 1), (q + 1) * (k + 1)),
              Arrays.copyOfRange(all.eigenvalues(), q * d, q * d + k + 1));
        }
      }
    }
  }

  @Test
  void aLengthThatDoesNotFitIsRefusedUntouched() {
    Sample sample = sample(3);
    try (SmoothedDensity density = compute().density(sample.data(), sample.smoothing())) {
      refused(density, sample, poisoned(36), poisoned(111), poisoned(333), "36", "37");
      refused(density, sample, poisoned(38), null, null, "38", "37");
      refused(density, sample, poisoned(37), poisoned(110), null, "110", "111");
      refused(density, sample, null, poisoned(111), poisoned(334), "334", "333");
      refused(density, sample, null, new double[0], null, "0", "111");
    }
  }

  private void refused(
      SmoothedDensity density,
      Sample sample,
      double[] log,
      double[] score,
      double[] hessian,
      String got,
      String expected) {
    String message =
        Assertions.assertThrows(
                IllegalArgumentException.class,
                () -> density.evaluateInto(sample.queryPoints(), log, score, hessian))
            .getMessage();
    Check.holds(message.contains(got) && message.contains(expected), message);
    for (double[] array : new double[][] {log, score, hessian}) {
      Check.holds(array == null || Arrays.stream(array).allMatch(Double::isNaN), "was written");
    }
  }

  @Test
  void inputsStayAsTheyWere() {
    Sample sample = sample(2).weighted(new Draw(1).weights(70));
    double[] centres = sample.centres().clone();
    double[] weights = sample.weights().clone();
    double[] queries = sample.queries().clone();
    Points points = sample.queryPoints();
    with(sample, density -> density.ridge(1).project(points));
    geometry(sample, 1);
    Check.sameBits("centres", sample.centres(), centres);
    Check.sameBits("weights", sample.weights(), weights);
    Check.sameBits("queries", sample.queries(), queries);
    Check.sameBits("query points", points.coordinates(), queries);
  }

  /** The caller's arrays are copied: changing them later changes no result. */
  @Test
  void laterChangesOfTheInputDoNotMatter() {
    Sample sample = sample(2);
    double[] expected = logDensity(sample);
    double[] centres = sample.centres().clone();
    try (SmoothedDensity density = compute().density(Points.of(centres, 2), sample.smoothing())) {
      Arrays.fill(centres, Double.NaN);
      double[] actual = density.logDensity(sample.queryPoints());
      Check.sameBits(at(sample, 0), actual, expected);
    }
  }

  /** Results belong to the caller: a later call does not change them. */
  @Test
  void resultsAreNotReused() {
    Sample sample = sample(2);
    try (SmoothedDensity density = compute().density(sample.data(), sample.smoothing())) {
      double[] first = density.score(sample.queryPoints());
      double[] copy = first.clone();
      density.score(Points.of(new Draw(9).normal(74, 1), 2));
      Check.sameBits(at(sample, 0), first, copy);
    }
  }
}
