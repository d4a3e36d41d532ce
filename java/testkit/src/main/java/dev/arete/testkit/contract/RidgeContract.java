package dev.arete.testkit.contract;

import dev.arete.RidgeProjection;
import dev.arete.RidgeProjector;
import dev.arete.RidgeStatus;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Sample;
import dev.arete.testkit.oracle.Oracle;
import java.util.function.UnaryOperator;

/** What the themes about ridges share. */
abstract class RidgeContract extends Contract {
  final RidgeProjection project(Sample sample, int k) {
    return project(sample, k, projector -> projector);
  }

  final RidgeProjection project(Sample sample, int k, UnaryOperator<RidgeProjector> settings) {
    return with(sample, p -> settings.apply(p.ridge(k)).project(sample.queryPoints()));
  }

  /** The tolerance of tests that compare points: far below the default in double. */
  final double tight() {
    return either(1e-10, 1e-5);
  }

  /**
   * How far from the ridge a point may lie whose scale-free residual is within the tolerance, in
   * units of sqrt(h): the residual falls at least half as fast as the distance where mu_N/h is at
   * most 1/2, and coordinates near 2 are rounded in units of their last place.
   */
  final double reach(double tolerance, double variance) {
    return 2 * tolerance + 8 * ulp() / Math.sqrt(variance);
  }

  final void converged(Sample sample, RidgeProjection projection) {
    for (int q = 0; q < projection.count(); q++) {
      RidgeStatus status = projection.status(q);
      Check.holds(status == RidgeStatus.CONVERGED, at(sample, q), status);
    }
  }

  /** Recomputes the scale-free residual of about six points in decimal arithmetic. */
  final void residualsAreTrue(Sample sample, RidgeProjection projection) {
    Oracle oracle = sample.oracle();
    int k = projection.settings().ridgeDimension();
    double h = sample.variance();
    double tolerance = projection.settings().tolerance();
    for (int q = 0; q < projection.count(); q += 1 + projection.count() / 6) {
      if (projection.status(q) == RidgeStatus.CONVERGED) {
        double told = projection.residual()[q];
        Check.holds(told <= tolerance, "residual told, " + at(sample, q), told, tolerance);
        double truth = oracle.at(projection.points(), q).ridgeResidual(k) * Math.sqrt(h);
        double rounding = 16 * ulp() * (1 + size(projection, q) / Math.sqrt(h));
        Check.close("residual, " + at(sample, q), told, truth, rounding);
      }
    }
  }

  private static double size(RidgeProjection projection, int q) {
    double largest = 0;
    for (int j = 0; j < projection.dimension(); j++) {
      double coordinate = projection.points()[q * projection.dimension() + j];
      largest = Math.max(largest, Math.abs(coordinate));
    }
    return largest;
  }
}
