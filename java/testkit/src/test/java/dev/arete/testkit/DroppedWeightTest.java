package dev.arete.testkit;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Graded;
import dev.arete.testkit.data.Sample;
import dev.arete.testkit.oracle.GradedOracle;
import dev.arete.testkit.oracle.GradedTruth;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Queries in the middle of the centres nearby: the residual consists of centres whose weight is
 * below every cut, and it has digits all the same. Anywhere else on the axis it has not, since the
 * normal space is known to rounding only.
 */
class DroppedWeightTest {
  /** As for every residual where the status is OK. */
  private static final double DIGITS = 1e-6;

  /** Several tiles: what shares a tile with the query's neighbours is not left out. */
  private static final long COUNT = 300;

  private static void check(String backend, Sample sample) {
    try (Compute compute = Compute.open(ComputeOptions.defaults().backend(backend).threads(1));
        SmoothedDensity p = compute.density(sample.data(), sample.smoothing())) {
      LocalGeometry geometry = p.geometry(sample.queryPoints(), 1);
      GradedOracle oracle =
          new GradedOracle(sample.centres(), sample.dimension(), null, sample.variance());
      GradedTruth truth = oracle.at(sample.queries(), 2);
      double residual = truth.ridgeResidual(1);
      String what = backend + ", " + sample;
      Check.holds(residual > 0 && residual < 1e-18 / sample.variance(), "truth, " + what, residual);
      Check.holds(geometry.status(0) == GeometryStatus.OK, "status, " + what);
      Check.close(what, geometry.ridgeResidual()[0], residual, DIGITS * residual);
    }
  }

  /** At a (2.5, 0) of He, Qiu, Tao (2026), section 1.6: 6.8e-25 at t = 0.1, 4.6e-269 at 0.01. */
  @ParameterizedTest
  @ValueSource(strings = {"reference", "cpu"})
  void threePointsOfARightAngle(String backend) {
    for (double t : new double[] {0.12, 0.1, 0.03, 0.01}) {
      Smoothing smoothing = Smoothing.ornsteinUhlenbeck(t);
      double[] points = {0, 0, 5, 0, 0, 5};
      check(backend, Graded.sample(points, 2, smoothing, 2.5 * smoothing.scale(), 0));
    }
  }

  /** Two points on an axis, the query in their middle, and others far away: columns and lists. */
  @ParameterizedTest
  @ValueSource(strings = {"reference", "cpu"})
  void othersFarFromAPair(String backend) {
    for (int d : new int[] {2, 3, 5, 16}) {
      for (int seed = 0; seed < 8; seed++) {
        Random random = new Random(100L * d + seed);
        double[] points =
            random.doubles(COUNT * d, -1, 1).map(x -> x + 8 * Math.signum(x)).toArray();
        for (int k = 0; k < 2 * d; k++) {
          points[k] = k == 0 ? 1 : k == d ? -1 : 0;
        }
        // weights from e^-65 to e^-600
        double h = 0.06 * Math.pow(1.3, seed) * d;
        check(backend, Graded.sample(points, d, Smoothing.variance(h), new double[d]));
      }
    }
  }
}
