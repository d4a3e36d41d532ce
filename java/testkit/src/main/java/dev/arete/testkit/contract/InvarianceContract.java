package dev.arete.testkit.contract;

import dev.arete.LocalGeometry;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Draw;
import dev.arete.testkit.data.Exact;
import dev.arete.testkit.data.Sample;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What must not matter: where the origin is, how the axes lie, the unit of length, the order of the
 * points. Inputs are moved without rounding, so results differ by the order of sums at most: 64
 * units of the last place of their largest terms.
 */
public abstract class InvarianceContract extends Contract {
  private static final double UNITS = 64;

  private static Sample sample(int d) {
    return Exact.grid(31L * d, 60, d, 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 16, 33, 64})
  void theOriginDoesNotMatter(int d) {
    Sample sample = sample(d);
    Sample moved = Exact.shifted(sample, 1e6);
    compare("shift by 1e6", sample, geometry(sample, 0), geometry(moved, 0), 1);
    compareHessians("shift by 1e6", sample, hessian(sample), hessian(moved));
  }

  /** The largest powers keep C and 1/h^2 in the range of the arithmetic per pair. */
  @ParameterizedTest
  @ValueSource(ints = {-200, -20, 3, 20, 200})
  void theUnitOfLengthDoesNotMatter(int power) {
    int used = isDouble() ? power : power / 8;
    for (int d : new int[] {1, 3, 8}) {
      Sample sample = sample(d);
      double unit = Math.scalb(1.0, used);
      LocalGeometry scaled = geometry(Exact.scaled(sample, unit), 0);
      compare("unit 2^" + used, sample, geometry(sample, 0), scaled, unit);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 8, 16, 33, 64})
  void theAxesDoNotMatter(int d) {
    Sample sample = sample(d);
    LocalGeometry before = geometry(sample, d - 1);
    LocalGeometry after = geometry(Exact.turned(sample), d - 1);
    double[] turned = Exact.turned(before.score(), d);
    for (int q = 0; q < sample.queryCount(); q++) {
      String where = "turned, " + at(sample, q);
      double log = before.logDensity()[q] - d * Math.log(5);
      Check.close("log p, " + where, after.logDensity()[q], log, UNITS * ulp() * (d + 50));
      double[] expected = new double[d];
      double[] values = new double[d];
      for (int j = 0; j < d; j++) {
        expected[j] = turned[q * d + j] / 25;
        values[j] = before.eigenvalues()[q * d + j] / 25;
      }
      double unit = 1 + Check.norm(expected);
      Check.closeRow("score, " + where, after.score(), q * d, expected, UNITS * ulp() * unit);
      double size = 1 + Check.norm(values);
      String what = "eigenvalues, " + where;
      Check.closeRow(what, after.eigenvalues(), q * d, values, UNITS * ulp() * size);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 16, 33})
  void theOrderOfThePointsDoesNotMatter(int d) {
    Draw draw = new Draw(900 + d);
    Sample sample = draw.cloud(257, d, 0.3, 4);
    sample = sample.weighted(draw.weights(257));
    Sample shuffled = shuffled(sample, draw);
    compare("shuffled", sample, geometry(sample, 0), geometry(shuffled, 0), 1);
    compareHessians("shuffled", sample, hessian(sample), hessian(shuffled));
  }

  private static Sample shuffled(Sample sample, Draw draw) {
    int n = sample.count();
    int d = sample.dimension();
    double[] centres = sample.centres().clone();
    double[] weights = sample.weights().clone();
    for (int i = n - 1; i > 0; i--) {
      int other = draw.random().nextInt(i + 1);
      swap(weights, i, other);
      for (int j = 0; j < d; j++) {
        swap(centres, i * d + j, other * d + j);
      }
    }
    String label = sample.label();
    return new Sample(label, d, centres, weights, sample.variance(), sample.queries());
  }

  private static void swap(double[] values, int a, int b) {
    double kept = values[a];
    values[a] = values[b];
    values[b] = kept;
  }

  /** Compares results in the units of the first sample. */
  private void compare(
      String what, Sample sample, LocalGeometry before, LocalGeometry after, double unit) {
    int d = sample.dimension();
    double few = UNITS * ulp();
    double root = Math.sqrt(sample.variance());
    for (int q = 0; q < sample.queryCount(); q++) {
      String where = what + ", " + at(sample, q);
      double log = before.logDensity()[q];
      double moved = after.logDensity()[q] + d * Math.log(unit);
      double logSize = 1 + Math.abs(log) + d * Math.abs(Math.log(unit));
      Check.close("log p, " + where, moved, log, few * logSize);
      double[] score = new double[d];
      double[] values = new double[d];
      for (int j = 0; j < d; j++) {
        score[j] = before.score()[q * d + j] / unit;
        values[j] = before.eigenvalues()[q * d + j] / unit / unit;
      }
      double scoreSize = Math.max(Check.norm(score), 1 / root / unit);
      Check.closeRow("score, " + where, after.score(), q * d, score, few * scoreSize);
      double valueSize = Check.norm(values);
      Check.closeRow("values, " + where, after.eigenvalues(), q * d, values, few * valueSize);
      double neighbours = before.effectiveNeighbours()[q];
      Check.close(
          "neighbours, " + where, after.effectiveNeighbours()[q], neighbours, few * neighbours);
    }
  }

  private void compareHessians(String what, Sample sample, double[] before, double[] after) {
    int size = sample.dimension() * sample.dimension();
    for (int q = 0; q < sample.queryCount(); q++) {
      double[] expected = Arrays.copyOfRange(before, q * size, (q + 1) * size);
      double tolerance = UNITS * ulp() * Check.norm(expected);
      String where = what + ", Hessian, " + at(sample, q);
      Check.closeRow(where, after, q * size, expected, tolerance);
    }
  }
}
