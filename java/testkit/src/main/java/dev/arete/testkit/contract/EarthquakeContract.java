package dev.arete.testkit.contract;

import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Earthquakes;
import dev.arete.testkit.data.Sample;
import org.junit.jupiter.api.Test;

/** Real data: the earthquakes around the Pacific on their one-dimensional ridge. */
public abstract class EarthquakeContract extends RidgeContract {
  @Test
  void nearlyAllEarthquakesReachTheRidge() {
    double[] quakes = Earthquakes.pacific();
    Check.holds(quakes.length > 2 * 2000, "earthquakes read", quakes.length / 2);
    Sample sample = new Sample("earthquakes", 2, quakes, null, 6, quakes);
    RidgeProjection projection = project(sample, 1, r -> r.tolerance(isDouble() ? 1e-6 : 1e-5));
    int ended =
        projection.statusCounts().get(RidgeStatus.CONVERGED)
            + projection.statusCounts().get(RidgeStatus.NOT_A_RIDGE);
    Check.holds(ended >= 0.98 * projection.count(), who(), projection.summary());
    int moved = 0;
    for (int q = 0; q < projection.count(); q++) {
      double residual = projection.residual()[q];
      boolean converged = projection.status(q) == RidgeStatus.CONVERGED;
      Check.holds(!converged || residual <= projection.settings().tolerance(), at(sample, q));
      double dx = projection.points()[2 * q] - quakes[2 * q];
      double dy = projection.points()[2 * q + 1] - quakes[2 * q + 1];
      moved += Math.hypot(dx, dy) > 0.1 ? 1 : 0;
    }
    Check.holds(moved > projection.count() / 2, who() + ", points that moved", moved);
  }
}
