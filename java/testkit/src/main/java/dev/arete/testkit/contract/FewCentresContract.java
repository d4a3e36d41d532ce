package dev.arete.testkit.contract;

import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.NearLine;
import dev.arete.testkit.data.Sample;
import dev.arete.testkit.oracle.GradedOracle;
import dev.arete.testkit.oracle.GradedTruth;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fewer centres than dimensions, whose variances along and beside a line differ by up to 1e12: the
 * eigenvectors are orthonormal all the same, and the residual is that of the true normal space. The
 * truth has 120 digits.
 */
public abstract class FewCentresContract extends Contract {
  /** Rounding of m - y, and of a residual that is what a tangent direction leaves of it. */
  private static final double SHIFT_ROUNDING = 256;

  /** As {@link DerivativeContract} wants it; eigensystems are in double whatever sums are in. */
  private static void checkOrthogonality(String where, double[] vectors, int d) {
    double orthogonality = Matrices.orthogonality(vectors, d);
    Check.close("orthogonality, " + where, orthogonality, 0, 16 * d * Math.ulp(1.0));
  }

  /** The promise, beside what a turn of the tangent space brings along of the score. */
  private void check(Sample sample, int k) {
    LocalGeometry geometry = geometry(sample, k);
    int d = sample.dimension();
    String where = at(sample, 0) + ", k " + k;
    Check.holds(geometry.status(0) == GeometryStatus.OK, "status OK, " + where, geometry.status(0));
    checkOrthogonality(where, geometry.eigenvectors(), d);
    GradedTruth truth =
        new GradedOracle(sample.centres(), d, sample.weights(), sample.variance())
            .at(sample.queries(), k + 1);
    double residual = truth.ridgeResidual(k);
    double rounding = SHIFT_ROUNDING * ulp() + geometry.turn()[0];
    double bound = promise() * residual + rounding * truth.score();
    Check.close("residual, " + where, geometry.ridgeResidual()[0], residual, bound);
    checkResidual(where, geometry, truth.score());
  }

  /** The residual is that of the eigenvectors that come with it. */
  private static void checkResidual(String where, LocalGeometry geometry, double size) {
    double[] score = geometry.score();
    int d = score.length;
    double sum = 0;
    for (int j = geometry.ridgeDimension(); j < d; j++) {
      double component = 0;
      for (int i = 0; i < d; i++) {
        component += geometry.eigenvectors()[j * d + i] * score[i];
      }
      sum += component * component;
    }
    double bound = 16 * d * Math.ulp(1.0) * size;
    Check.close("own residual, " + where, geometry.ridgeResidual()[0], Math.sqrt(sum), bound);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-4, 1e-5, 3e-6, 1e-6, 1e-7})
  void threeCentresNearALine(double width) {
    for (int seed = 0; seed < 4; seed++) {
      check(NearLine.triangle(65, width, seed), 1);
    }
    check(NearLine.triangle(130, width, 4), 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-1, 1e-2, 1e-4, 3e-6, 1e-6})
  void twentyCentresNearALine(double width) {
    for (int seed = 0; seed < 4; seed++) {
      check(NearLine.string(65, width, seed), 1);
    }
  }

  /** Nothing is left of the displacement beside the one direction there is, but rounding. */
  @ParameterizedTest
  @CsvSource({"33, 0", "33, 1e6", "64, 1e6", "65, 1e6"})
  void aSimplexFarFromTheOrigin(int d, double offset) {
    for (int seed = 0; seed < 4; seed++) {
      Sample sample = NearLine.simplex(d, offset, seed);
      LocalGeometry geometry = geometry(sample, 0);
      String where = at(sample, 0);
      checkOrthogonality(where, geometry.eigenvectors(), d);
      double size = Check.norm(geometry.score());
      double bound = 16 * d * Math.ulp(1.0) * size;
      Check.close("residual, " + where, geometry.ridgeResidual()[0], size, bound);
      double[] edge = new double[d];
      edge[0] = Math.sqrt(0.5);
      edge[1] = -edge[0];
      double[] first = Arrays.copyOf(geometry.eigenvectors(), d);
      double along = Math.abs(first[0] * edge[0] + first[1] * edge[1]);
      Check.close("first direction along the edge, " + where, along, 1, 16 * d * ulp());
    }
  }
}
