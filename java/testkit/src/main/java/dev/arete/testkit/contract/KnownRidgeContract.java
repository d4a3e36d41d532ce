package dev.arete.testkit.contract;

import dev.arete.Points;
import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.data.Curves;
import dev.arete.testkit.data.Draw;
import dev.arete.testkit.data.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Projection onto ridges that are known: line, circle, helix, two and three points, modes. */
public abstract class KnownRidgeContract extends RidgeContract {
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 8})
  void theRidgeOfALineIsTheLine(int d) {
    Sample line = Curves.line(d);
    RidgeProjection projection = project(line, 1);
    converged(line, projection);
    double root = Math.sqrt(line.variance());
    double bound = reach(projection.settings().tolerance(), line.variance()) * root;
    for (int q = 0; q < projection.count(); q++) {
      double[] moved = new double[d];
      System.arraycopy(projection.points(), q * d, moved, 0, d);
      double along = moved[0] - line.queries()[q * d];
      Check.close("along the line, " + at(line, q), along, 0, bound);
      moved[0] = 0;
      Check.close("beside the line, " + at(line, q), Check.norm(moved), 0, bound);
      double normal = projection.normalEigenvalue()[q];
      Check.close("lambda, " + at(line, q), normal, -1 / line.variance(), 256 * ulp() * 16);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void theRidgeOfACircleIsASmallerCircle(int d) {
    Sample circle = Curves.circle(d);
    RidgeProjection projection = project(circle, 1, r -> r.tolerance(tight()));
    converged(circle, projection);
    residualsAreTrue(circle, projection);
    double radius = Curves.circleRidgeRadius();
    // The centres are rounded to float, which moves the circle by a few times 1e-8.
    double bound = reach(tight(), circle.variance()) * Math.sqrt(circle.variance()) + 1e-7;
    for (int q = 0; q < projection.count(); q++) {
      double[] point = new double[d];
      System.arraycopy(projection.points(), q * d, point, 0, d);
      double found = Math.hypot(point[0], point[1]);
      Check.close("radius, " + at(circle, q), found, radius, bound);
      point[0] = 0;
      point[1] = 0;
      Check.close("height, " + at(circle, q), Check.norm(point), 0, bound);
    }
  }

  @Test
  void theRidgeOfAHelixIsAHelix() {
    Sample helix = Curves.helix();
    RidgeProjection projection = project(helix, 1, r -> r.tolerance(tight()));
    converged(helix, projection);
    residualsAreTrue(helix, projection);
    double[] points = projection.points();
    double radius = Math.hypot(points[0], points[1]);
    Check.holds(radius > 0.9 && radius < 1, at(helix, 0), radius);
    double bound = 2 * reach(tight(), helix.variance()) * Math.sqrt(helix.variance()) + 1e-7;
    for (int q = 0; q < projection.count(); q++) {
      double found = Math.hypot(points[3 * q], points[3 * q + 1]);
      Check.close("radius, " + at(helix, q), found, radius, bound);
      double turn = Math.atan2(points[3 * q + 1], points[3 * q]) - 4 * points[3 * q + 2];
      double wrapped = Math.IEEEremainder(turn, 2 * Math.PI);
      Check.close("screw, " + at(helix, q), wrapped, 0, 8 * bound);
    }
  }

  /** Two points +-3 e1: the ridge is the axis at every time; C has no other direction. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2})
  void twoPointsProjectOntoTheirAxis(double time) {
    Smoothing smoothing = Smoothing.ornsteinUhlenbeck(time);
    double root = Math.sqrt(smoothing.variance());
    double[] queries = {0, 0.5, 0.25, -1, -0.5, 0.125, 0.75, 2, -1, 0};
    try (SmoothedDensity density =
        compute().density(Points.of(new double[] {3, 0, -3, 0}, 2), smoothing)) {
      RidgeProjection projection = density.ridge(1).project(Points.of(queries, 2));
      double bound = reach(projection.settings().tolerance(), root * root) * root;
      for (int q = 0; q < 5; q++) {
        String where = who() + ", two points, time " + time + ", query " + q;
        Check.holds(projection.status(q) == RidgeStatus.CONVERGED, where, projection.status(q));
        Check.close(where, projection.points()[2 * q], queries[2 * q], bound);
        Check.close(where, projection.points()[2 * q + 1], 0, bound);
      }
    }
  }

  /** Three points (0,0), (5,0), (0,5) at a small time: the ridge is the L of the short sides. */
  @Test
  void threePointsProjectOntoTheirShortSides() {
    Smoothing smoothing = Smoothing.ornsteinUhlenbeck(0.01);
    double a = smoothing.scale();
    double[] queries = {3.5 * a, 1.5 * a, 1.5 * a, 3.5 * a, 2.5 * a, 0.125, 0.125, 2.5 * a};
    double[] expected = {3.5 * a, 0, 0, 3.5 * a, 2.5 * a, 0, 0, 2.5 * a};
    try (SmoothedDensity density =
        compute().density(Points.of(new double[] {0, 0, 5, 0, 0, 5}, 2), smoothing)) {
      RidgeProjection projection = density.ridge(1).project(Points.of(queries, 2));
      for (int q = 0; q < 4; q++) {
        String where = who() + ", three points, query " + q;
        Check.holds(projection.status(q) == RidgeStatus.CONVERGED, where, projection.status(q));
        for (int j = 0; j < 2; j++) {
          Check.close(where, projection.points()[2 * q + j], expected[2 * q + j], 1e-4);
        }
      }
    }
  }

  /** Modes of two points +-c e1 with c^2 > h: x = c tanh(c x/h) on the axis. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6})
  void theModesOfTwoPointsAreKnown(int d) {
    double h = 0.5;
    double mode = 1;
    for (int i = 0; i < 200; i++) {
      mode = Math.tanh(mode / h);
    }
    double[] centres = new double[2 * d];
    centres[0] = 1;
    centres[d] = -1;
    double[] queries = new Draw(d).normal(10 * d, 0.5);
    for (int q = 0; q < 10; q++) {
      queries[q * d] = (q % 2 == 0 ? 0.125 : -0.125) * (q + 1);
    }
    Sample sample = new Sample("two points", d, centres, null, h, queries);
    RidgeProjection projection = project(sample, 0, r -> r.tolerance(tight()));
    converged(sample, projection);
    residualsAreTrue(sample, projection);
    for (int q = 0; q < 10; q++) {
      double[] expected = new double[d];
      expected[0] = q % 2 == 0 ? mode : -mode;
      double bound = 4 * reach(tight(), h);
      Check.closeRow("mode, " + at(sample, q), projection.points(), q * d, expected, bound);
      Check.holds(Double.isNaN(projection.eigengap()[q]), "gap of k = 0, " + at(sample, q));
    }
  }

  /** Queries between well separated clusters end in one of them, each at its mode. */
  @Test
  void clustersHaveOneModeEach() {
    Draw draw = new Draw(12);
    double[] centres = draw.normal(3 * 40 * 2, 0.1);
    for (int i = 0; i < 120; i++) {
      centres[2 * i] += i % 3 * 4;
    }
    double[] queries = draw.normal(60, 0.5);
    for (int q = 0; q < 30; q++) {
      queries[2 * q] += q % 3 * 4;
    }
    Sample sample = new Sample("clusters", 2, centres, null, 0.0625, queries);
    RidgeProjection projection = project(sample, 0, r -> r.tolerance(tight()));
    converged(sample, projection);
    residualsAreTrue(sample, projection);
    for (int q = 3; q < 30; q++) {
      for (int j = 0; j < 2; j++) {
        double mode = projection.points()[2 * (q % 3) + j];
        Check.close(at(sample, q), projection.points()[2 * q + j], mode, reach(tight(), 0.0625));
      }
    }
  }
}
