package dev.arete.testkit;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.Precision;
import dev.arete.SmoothedDensity;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Sample;
import dev.arete.testkit.oracle.GradedOracle;
import dev.arete.testkit.oracle.GradedTruth;
import dev.arete.testkit.oracle.Truth;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single precision on the CPU where squares of distances are no floats. */
class FloatRangeTest {
  private static final ComputeOptions OPTIONS =
      ComputeOptions.defaults().backend("cpu").precision(Precision.FP32);

  /** Two groups of 64 points far apart, seen from the middle, where both weigh the same. */
  @ParameterizedTest
  @CsvSource({"8, 1e17", "8, 1e19", "8, 1e20", "2, 1e19", "3, 1e19"})
  void groupsFarApart(int d, double far) {
    Random random = new Random(1);
    double[] centres = new double[128 * d];
    Arrays.setAll(centres, i -> Math.rint(1024 * random.nextGaussian()) / 1024);
    for (int i = 0; i < 128; i++) {
      System.arraycopy(centres, i / 2 * 2 * d, centres, i * d, d);
      centres[i * d] = i % 2 == 0 ? far : -far;
    }
    double[] query = new double[d];
    Arrays.setAll(query, j -> 0.1 * j);
    Sample sample = new Sample("groups", d, centres, null, 1, query);
    Truth truth = sample.oracle().at(query, 0);
    try (Compute compute = Compute.open(OPTIONS);
        SmoothedDensity p = compute.density(sample.data(), sample.smoothing())) {
      LocalGeometry geometry = p.geometry(sample.queryPoints(), 0);
      double[] hessian = p.hessian(sample.queryPoints());
      double bound = 1e-5 * Check.norm(truth.hessian());
      Check.closeRow("Hessian, far " + far, hessian, 0, truth.hessian(), bound);
      Check.holds(geometry.status(0) == GeometryStatus.OK, "status", geometry.status(0));
      Check.close(
          "lambda_1", geometry.eigenvalues()[0], truth.eigenvalue(0), 1e-5 * truth.eigenvalue(0));
    }
  }

  /**
   * Products of distances below the smallest float, in so many dimensions that floats are summed.
   */
  @Test
  void squaresBelowTheSmallestFloat() {
    int d = 65;
    Random random = new Random(1);
    double[] centres = new double[80 * d];
    Arrays.setAll(centres, i -> (i % d < 2 ? 3 - i % d : 1) * random.nextGaussian());
    Sample sample = new Sample("underflow", d, centres, null, 1e46, new double[d]);
    GradedTruth truth = new GradedOracle(centres, d, null, 1e46).at(sample.queries(), 3);
    try (Compute compute = Compute.open(OPTIONS);
        SmoothedDensity p = compute.density(sample.data(), sample.smoothing())) {
      LocalGeometry geometry = p.geometry(sample.queryPoints(), 2);
      double angle = truth.angle(geometry.eigenvectors(), 0, 2);
      Check.holds(angle <= geometry.turn()[0], "turn", geometry.turn()[0], "angle", angle);
    }
  }
}
