package dev.arete.testkit.contract;

import dev.arete.LocalGeometry;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Draw;
import dev.arete.testkit.data.Sample;
import dev.arete.testkit.plain.PlainDouble;
import dev.arete.testkit.plain.PlainPosterior;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shapes that meet every loop and every tail: around vector widths, warps and blocks, primes, one
 * and none. Measured against a plain double loop, whose own error is far below the promise.
 */
public abstract class SizeContract extends Contract {
  private void check(Sample sample, int... queries) {
    LocalGeometry geometry = geometry(sample, 0);
    double[] hessian = hessian(sample);
    int d = sample.dimension();
    double h = sample.variance();
    for (int q : queries) {
      PlainPosterior plain =
          PlainDouble.at(sample.centres(), d, sample.weights(), h, sample.queries(), q);
      String where = at(sample, q);
      double log = plain.logDensity();
      double logBound = promise() * (1 + Math.abs(log));
      Check.close("log p, " + where, geometry.logDensity()[q], log, logBound);
      double[] score = new double[d];
      for (int j = 0; j < d; j++) {
        score[j] = plain.shift()[j] / h;
      }
      double scoreBound = promise() * Math.max(Check.norm(score), scoreFloor(h));
      Check.closeRow("score, " + where, geometry.score(), q * d, score, scoreBound);
      double[] expected = plain.covarianceRatio();
      for (int i = 0; i < d * d; i++) {
        expected[i] = (expected[i] - (i / d == i % d ? 1 : 0)) / h;
      }
      double bound = promise() * Check.norm(expected);
      Check.closeRow("Hessian, " + where, hessian, q * d * d, expected, bound);
      double neighbours = plain.effectiveNeighbours();
      double got = geometry.effectiveNeighbours()[q];
      Check.close("neighbours, " + where, got, neighbours, promise() * neighbours);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 61, 63, 64, 65, 127, 128, 129, 255, 256, 257, 509,
        511, 512, 513, 1023, 1024, 1025, 2047, 2048, 2049, 4099
      })
  void anyNumberOfPoints(int n) {
    for (int d : new int[] {1, 2, 3, 6}) {
      check(new Draw(n).cloud(n, d, 0.5, 2), 0, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 31, 32, 33, 63, 64, 65, 127, 128, 129, 257, 509, 1024, 1031})
  void anyNumberOfQueries(int q) {
    for (int d : new int[] {2, 3, 5}) {
      check(new Draw(q).cloud(37, d, 0.5, q), 0, q / 2, q - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 63, 64, 65, 100, 128, 129})
  void anyDimension(int d) {
    check(new Draw(d).curve(41, d, 0.5, 3), 0, 1, 2);
  }

  @Test
  void noQueriesHaveEmptyResults() {
    Sample sample = new Draw(1).cloud(10, 3, 0.5, 0);
    LocalGeometry geometry = geometry(sample, 1);
    Check.holds(geometry.count() == 0, who(), geometry.count());
    Check.holds(geometry.logDensity().length == 0 && geometry.score().length == 0, who());
    Check.holds(geometry.eigenvectors().length == 0, who());
    Check.holds(logDensity(sample).length == 0 && hessian(sample).length == 0, who());
    String summary = with(sample, p -> p.ridge(1).project(sample.queryPoints()).summary());
    Check.holds(summary.equals("no queries"), who(), summary);
  }
}
