package dev.arete.testkit.contract;

import dev.arete.LocalGeometry;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Draw;
import dev.arete.testkit.data.Exact;
import dev.arete.testkit.data.Sample;
import dev.arete.testkit.oracle.GradedOracle;
import dev.arete.testkit.oracle.GradedTruth;
import dev.arete.testkit.oracle.Truth;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Far queries, tiny and huge variances: densities underflow, their logarithms must not. */
public abstract class ExtremeContract extends Contract {
  /**
   * From afar the choice among the centres is a matter of rounding, in float above all; log p and
   * the score are not: both are known to their leading digits.
   */
  @ParameterizedTest
  @ValueSource(doubles = {10, 40, 100, 1000, 1e5, 1e8})
  void farQueriesKeepTheirLogDensity(double distance) {
    for (int d : new int[] {1, 2, 3, 8, 33}) {
      Draw draw = new Draw(d);
      Sample near = draw.cloud(30, d, 0.01, 3);
      double[] queries = near.queries();
      for (int i = 0; i < queries.length; i++) {
        queries[i] = (float) (queries[i] * distance + distance);
      }
      Sample sample = near.at(queries);
      LocalGeometry geometry = geometry(sample, 0);
      for (int q = 0; q < sample.queryCount(); q++) {
        Truth truth = sample.oracle().at(queries, q);
        String where = "distance " + distance + ", " + at(sample, q);
        double log = truth.logDensity();
        double bound = promise() * Math.abs(log);
        Check.close("log p, " + where, geometry.logDensity()[q], log, bound);
        double[] score = truth.score();
        double tolerance = farScoreBound(sample, log) + promise() * Check.norm(score);
        Check.closeRow("score, " + where, geometry.score(), q * d, score, tolerance);
        double neighbours = geometry.effectiveNeighbours()[q];
        Check.holds(neighbours >= 1 - ulp() && neighbours <= 30 * (1 + ulp()), where, neighbours);
      }
    }
  }

  /**
   * A rounding error u |e| of an exponent e moves the weights by as much, at most by 1, and with
   * them the posterior mean within the data, whose diameter is below 12 sqrt(d).
   */
  private double farScoreBound(Sample sample, double log) {
    double moved = Math.min(1, 16 * ulp() * Math.abs(log));
    return moved * 12 * Math.sqrt(sample.dimension()) / sample.variance();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e-6, 1e6, 1e12})
  void tinyAndHugeVariancesAreRight(double h) {
    for (int d : new int[] {1, 2, 3, 8}) {
      Sample drawn = new Draw(d).cloud(30, d, h, 4);
      double[] queries = drawn.queries();
      System.arraycopy(drawn.centres(), 0, queries, 0, d);
      LocalGeometry geometry = geometry(drawn, 0);
      for (int q = 0; q < drawn.queryCount(); q++) {
        Truth truth = drawn.oracle().at(queries, q);
        String where = at(drawn, q);
        double log = truth.logDensity();
        double bound = promise() * (1 + Math.abs(log));
        Check.close("log p, " + where, geometry.logDensity()[q], log, bound);
        double[] score = truth.score();
        double tolerance =
            promise() * Math.max(Check.norm(score), scoreFloor(h)) + tinyScoreBound(h, log);
        Check.closeRow("score, " + where, geometry.score(), q * d, score, tolerance);
        for (int j = 0; j < d; j++) {
          double value = geometry.eigenvalues()[q * d + j];
          Check.holds(value >= -(1 + ulp()) / h, "below -1/h, " + where, value);
        }
      }
    }
  }

  private double tinyScoreBound(double h, double log) {
    return h > 1 ? 0 : Math.min(1, 16 * ulp() * Math.abs(log)) * 12 / h;
  }

  /** As h grows every point weighs the same, and the Hessian keeps what C adds to -1/h. */
  @Test
  void hugeVariancesKeepTheirEigengap() {
    Sample sample = new Draw(4).cloud(50, 3, 1e8, 2);
    LocalGeometry geometry = geometry(sample, 1);
    for (int q = 0; q < 2; q++) {
      double gap = sample.oracle().at(sample.queries(), q).eigengap(1);
      Check.close("gap, " + at(sample, q), geometry.eigengap()[q], gap, 100 * promise() * gap);
    }
  }

  /** Squares of distances below the range of a float: what a turn claims must hold all the same. */
  @ParameterizedTest
  @ValueSource(doubles = {1e30, 1e36, 1e42, 1e46, 1e80})
  void turnsHoldWhereSquaresUnderflow(double h) {
    for (int d : new int[] {2, 3, 33}) {
      Random random = new Random(d);
      double[] centres = new double[(d + 15) * d];
      Arrays.setAll(centres, i -> (i % d < 2 ? 3 - i % d : 1) * random.nextGaussian());
      Sample sample = new Sample("underflow, h " + h, d, centres, null, h, new double[d]);
      GradedTruth truth = new GradedOracle(centres, d, null, h).at(sample.queries(), 2);
      LocalGeometry geometry = geometry(sample, 1);
      double angle = truth.angle(geometry.eigenvectors(), 0, 1);
      Check.holds(angle <= geometry.turn()[0], at(sample, 0), angle, geometry.turn()[0]);
    }
  }

  /**
   * Coordinates beyond the range of the arithmetic are refused with their size, or they work; never
   * a silent NaN.
   */
  @ParameterizedTest
  @ValueSource(ints = {-240, -130, -70, 70, 130, 240})
  void magnitudesWorkOrAreRefused(int power) {
    Sample plain = Exact.grid(3, 20, 2, 3);
    double unit = Math.scalb(1.0, power);
    Sample scaled = Exact.scaled(plain, unit);
    String where = "unit 2^" + power + ", " + at(scaled, 0);
    LocalGeometry expected = geometry(plain, 0);
    LocalGeometry geometry;
    try {
      geometry = geometry(scaled, 0);
    } catch (IllegalArgumentException e) {
      Check.holds(!isDouble(), "refused in double: " + e.getMessage() + ", " + where);
      Check.holds(e.getMessage().matches(".*\\d.*"), "no numbers: " + e.getMessage());
      return;
    }
    for (int q = 0; q < 3; q++) {
      double log = expected.logDensity()[q] - 2 * Math.log(unit);
      double bound = promise() * (1 + Math.abs(log));
      Check.close("log p, " + where, geometry.logDensity()[q], log, bound);
      double score = expected.score()[2 * q] / unit;
      Check.close("score, " + where, geometry.score()[2 * q], score, promise() * 4 / unit);
    }
  }
}
