package dev.arete.testkit.contract;

import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Draw;
import dev.arete.testkit.data.Sample;
import dev.arete.testkit.oracle.Truth;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights, duplicates, ties and constant data. */
public abstract class WeightContract extends Contract {
  /** Units of the last place granted for another order of the same sums. */
  private static final double UNITS = 64;

  private void same(String what, Sample sample, LocalGeometry a, LocalGeometry b) {
    int d = sample.dimension();
    for (int q = 0; q < sample.queryCount(); q++) {
      String where = what + ", " + at(sample, q);
      double few = UNITS * ulp();
      double log = a.logDensity()[q];
      Check.close("log p, " + where, b.logDensity()[q], log, few * (1 + Math.abs(log)));
      double[] score = Arrays.copyOfRange(a.score(), q * d, (q + 1) * d);
      double size = Math.max(Check.norm(score), 1 / Math.sqrt(sample.variance()));
      Check.closeRow("score, " + where, b.score(), q * d, score, few * size);
      double[] values = Arrays.copyOfRange(a.eigenvalues(), q * d, (q + 1) * d);
      Check.closeRow("values, " + where, b.eigenvalues(), q * d, values, few * Check.norm(values));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 16})
  void anIntegerWeightIsARepeatedPoint(int d) {
    Sample sample = new Draw(d).cloud(20, d, 0.5, 3);
    double[] weights = new double[20];
    double[] repeated = new double[0];
    for (int i = 0; i < 20; i++) {
      weights[i] = 1 + i % 4;
      double[] point = Arrays.copyOfRange(sample.centres(), i * d, (i + 1) * d);
      for (int r = 0; r < weights[i]; r++) {
        repeated = joined(repeated, point);
      }
    }
    Sample many = new Sample("", d, repeated, null, sample.variance(), sample.queries());
    same("repeated", sample, geometry(sample.weighted(weights), 0), geometry(many, 0));
  }

  private static double[] joined(double[] a, double[] b) {
    double[] out = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, out, a.length, b.length);
    return out;
  }

  @Test
  void equalWeightsAreNoWeights() {
    Sample sample = new Draw(5).cloud(50, 3, 0.5, 5);
    double[] weights = new double[50];
    Arrays.fill(weights, 0.7);
    same("equal", sample, geometry(sample, 0), geometry(sample.weighted(weights), 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-9, 7, 1e300})
  void theScaleOfWeightsDoesNotMatter(double scale) {
    Draw draw = new Draw(6);
    Sample sample = draw.cloud(50, 3, 0.5, 5);
    double[] weights = draw.weights(50);
    double[] scaled = Arrays.stream(weights).map(w -> w * scale).toArray();
    LocalGeometry expected = geometry(sample.weighted(weights), 0);
    same("scaled by " + scale, sample, expected, geometry(sample.weighted(scaled), 0));
  }

  @Test
  void everyPointTwiceChangesNothing() {
    Sample sample = new Draw(7).cloud(64, 2, 0.1, 5);
    double[] doubled = joined(sample.centres(), sample.centres());
    Sample twice = new Sample("", 2, doubled, null, sample.variance(), sample.queries());
    same("doubled", sample, geometry(sample, 0), geometry(twice, 0));
    double neighbours = geometry(sample, 0).effectiveNeighbours()[0];
    double two = geometry(twice, 0).effectiveNeighbours()[0];
    Check.close(at(twice, 0), two, 2 * neighbours, UNITS * ulp() * two);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void constantDataAreOnePoint(int d) {
    Draw draw = new Draw(8);
    double[] point = draw.normal(d, 5);
    double[] constant = new double[100 * d];
    for (int i = 0; i < constant.length; i++) {
      constant[i] = point[i % d];
    }
    double[] queries = joined(draw.normal(3 * d, 1), point);
    Sample one = new Sample("constant", d, point, null, 0.3, queries);
    Sample many = new Sample("constant", d, constant, null, 0.3, queries);
    LocalGeometry geometry = geometry(many, 0);
    same("constant", one, geometry(one, 0), geometry);
    Check.close(at(many, 3), Check.norm(Arrays.copyOfRange(geometry.score(), 3 * d, 4 * d)), 0, 0);
    Check.close(at(many, 0), geometry.effectiveNeighbours()[0], 100, 100 * UNITS * ulp());
    if (d > 1) {
      LocalGeometry curve = geometry(many, 1);
      Check.holds(curve.status(0) == GeometryStatus.UNDEFINED, "rank 0, k 1, " + at(many, 0));
    }
  }

  /** Four corners of a square, seen from the middle: score 0, C = I, no direction is preferred. */
  @Test
  void tiesAreSharedEvenly() {
    double[] square = {1, 1, 1, -1, -1, 1, -1, -1};
    Sample sample = new Sample("square", 2, square, null, 0.5, new double[] {0, 0});
    LocalGeometry geometry = geometry(sample, 1);
    String where = at(sample, 0);
    Check.close("score, " + where, Check.norm(geometry.score()), 0, 8 * ulp());
    Check.close("neighbours, " + where, geometry.effectiveNeighbours()[0], 4, 32 * ulp());
    Check.close("lambda_1, " + where, geometry.eigenvalues()[0], 2, 32 * ulp());
    Check.close("lambda_2, " + where, geometry.eigenvalues()[1], 2, 32 * ulp());
    Check.holds(geometry.status(0) == GeometryStatus.UNDEFINED, "closed gap, " + where);
    Check.holds(Double.isNaN(geometry.ridgeResidual()[0]), "residual, " + where);
  }

  /** A point of weight 1e-300 rules where the heavy one is 40 standard deviations away. */
  @Test
  void lightPointsRuleFarFromHeavyOnes() {
    double[] queries = {0, 18, 18.75, 20, 40};
    Sample sample = new Sample("light", 1, new double[] {0, 20}, null, 0.25, queries);
    sample = sample.weighted(1, 1e-300);
    LocalGeometry geometry = geometry(sample, 0);
    for (int q = 0; q < queries.length; q++) {
      Truth truth = sample.oracle().at(queries, q);
      double log = truth.logDensity();
      String where = at(sample, q);
      double bound = promise() * (1 + Math.abs(log));
      Check.close("log p, " + where, geometry.logDensity()[q], log, bound);
      // Exponents are about 700 here: their rounding moves the weights by 700 units.
      double[] score = truth.score();
      double tolerance = 4096 * ulp() * Math.max(Check.norm(score), 20 / 0.25);
      Check.closeRow("score, " + where, geometry.score(), q, score, tolerance);
    }
  }
}
