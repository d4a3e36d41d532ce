package dev.arete.internal.ridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Points;
import dev.arete.RidgeMethod;
import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.Smoothing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ridges that symmetry or a limit gives in closed form. */
class KnownRidgesTest {
  @ParameterizedTest
  @EnumSource(RidgeMethod.class)
  void evenlySpacedPointsOnALineGiveTheLine(RidgeMethod method) {
    double[] line = new double[2 * 41];
    for (int i = 0; i <= 40; i++) {
      line[2 * i] = 0.25 * (i - 20);
      line[2 * i + 1] = 3;
    }
    Points queries = Points.of(new double[] {-2, 3.4, 0.1, 2.2, 1.3, 3}, 2);
    RidgeProjection ridge =
        Samples.project(
            Points.of(line, 2), Smoothing.variance(0.3), 1, queries, r -> r.method(method));
    for (int i = 0; i < 3; i++) {
      assertEquals(RidgeStatus.CONVERGED, ridge.status(i));
      assertEquals(queries.coordinate(i, 0), ridge.points()[2 * i], 1e-12);
      assertEquals(3, ridge.points()[2 * i + 1], 1e-12);
      // the posterior has no variance across the line, so the normal eigenvalue is -1/h
      assertEquals(-1 / 0.3, ridge.normalEigenvalue()[i], 1e-9);
    }
    assertEquals(0, ridge.iterations()[2], "a point on the ridge does not move");
  }

  @ParameterizedTest
  @EnumSource(RidgeMethod.class)
  void evenlySpacedPointsOnACircleGiveACircle(RidgeMethod method) {
    int n = 360;
    double[] circle = new double[2 * n];
    for (int i = 0; i < n; i++) {
      circle[2 * i] = Math.cos(2 * Math.PI * i / n);
      circle[2 * i + 1] = Math.sin(2 * Math.PI * i / n);
    }
    double[] queries = new double[2 * n];
    for (int i = 0; i < n; i++) {
      double radius = 0.5 + i / (double) n;
      queries[2 * i] = radius * Math.cos(i + 0.3);
      queries[2 * i + 1] = radius * Math.sin(i + 0.3);
    }
    double h = 0.05;
    RidgeProjection ridge =
        Samples.project(
            Points.of(circle, 2),
            Smoothing.variance(h),
            1,
            Points.of(queries, 2),
            r -> r.method(method).tolerance(1e-9));
    assertEquals("CONVERGED " + n, ridge.summary());
    double radius = radiusOfCircleRidge(h);
    for (int i = 0; i < n; i++) {
      double x = ridge.points()[2 * i];
      double y = ridge.points()[2 * i + 1];
      // tolerance 1e-9 sqrt(h) over the distance to the fixed point, at rate about h/2
      assertEquals(radius, Math.hypot(x, y), 1e-9);
      // the path is radial by symmetry; 360 points make the sum over angles exact to rounding
      double cross = x * queries[2 * i + 1] - y * queries[2 * i];
      assertEquals(0, cross, 1e-9);
    }
  }

  /** Fixed point of r = I_1(r/h) / I_0(r/h), the radial mean of the ring, by quadrature. */
  private static double radiusOfCircleRidge(double h) {
    double radius = 1;
    for (int step = 0; step < 200; step++) {
      double weights = 0;
      double mean = 0;
      for (int i = 0; i < 2000; i++) {
        double cosine = Math.cos(2 * Math.PI * i / 2000);
        double weight = Math.exp(radius * (cosine - 1) / h);
        weights += weight;
        mean += weight * cosine;
      }
      radius = mean / weights;
    }
    return radius;
  }

  /** Two equal points: the ridge is the whole axis through them, at every diffusion time. */
  @ParameterizedTest
  @EnumSource(RidgeMethod.class)
  void twoPointsGiveTheirAxisAtEveryTime(RidgeMethod method) {
    double x0 = 3;
    Points data = Points.of(new double[] {-x0, 0, x0, 0}, 2);
    for (double t : new double[] {2, 0.5, 0.1, 0.01, 0.001}) {
      Smoothing smoothing = Smoothing.ornsteinUhlenbeck(t);
      double h = smoothing.variance();
      double[] queries = new double[2 * 17];
      for (int i = 0; i < 17; i++) {
        queries[2 * i] = 0.5 * (i - 8);
        queries[2 * i + 1] = 0.4 * Math.sqrt(h);
      }
      RidgeProjection ridge =
          Samples.project(data, smoothing, 1, Points.of(queries, 2), r -> r.method(method));
      for (int i = 0; i < 17; i++) {
        double x = queries[2 * i];
        assertEquals(RidgeStatus.CONVERGED, ridge.status(i), "t " + t + " x " + x);
        assertEquals(x, ridge.points()[2 * i], 1e-12);
        assertEquals(0, ridge.points()[2 * i + 1], 1e-12);
        assertEquals(-1, ridge.normalEigenvalue()[i] * h, 1e-12);
      }
    }
  }

  /** Three corners of a right angle: as t falls the ridge is the two axes, not the hypotenuse. */
  @Test
  void threePointsGiveTheNormalDisplacementsOfTheLimit() {
    Points data = Points.of(new double[] {0, 0, 5, 0, 0, 5}, 2);
    double[] times = {0.5, 0.1, 0.01};
    double[] displacements = {-0.86, -1.357, -1.485};
    double[] tolerances = {5e-3, 5e-4, 5e-4}; // half a unit of the last digit of the table
    for (int i = 0; i < times.length; i++) {
      Smoothing smoothing = Smoothing.ornsteinUhlenbeck(times[i]);
      double a = smoothing.scale();
      Points query = Points.of(new double[] {3.5 * a, 1.5 * a}, 2);
      RidgeProjection start = Samples.project(data, smoothing, 1, query, r -> r.maxIterations(0));
      double displacement = start.residual()[0] * Math.sqrt(smoothing.variance());
      assertEquals(-displacements[i], displacement, tolerances[i], "t " + times[i]);
      Points onAxis = Points.of(new double[] {2.5 * a, 0}, 2);
      RidgeProjection axis = Samples.project(data, smoothing, 1, onAxis, r -> r);
      assertEquals(RidgeStatus.CONVERGED, axis.status(0));
      assertTrue(Math.abs(axis.points()[1]) <= 2e-3, "off the axis by " + axis.points()[1]);
    }
  }

  @ParameterizedTest
  @EnumSource(RidgeMethod.class)
  void ridgeDimensionZeroGivesTheModes(RidgeMethod method) {
    Points data = Points.of(new double[] {-2, 0, 1, 2, 0, 1}, 3);
    Points queries = Points.of(new double[] {-1.5, 0.3, 0.8, 1.5, 0.3, 1.3, 0.1, 0, 1}, 3);
    double h = 0.5;
    RidgeProjection modes =
        Samples.project(
            data, Smoothing.variance(h), 0, queries, r -> r.method(method).tolerance(1e-12));
    // modes solve x = 2 tanh(2 x / h) on the axis
    double mode = 2;
    for (int i = 0; i < 100; i++) {
      mode = 2 * Math.tanh(2 * mode / h);
    }
    double[] expected = {-mode, 0, 1, mode, 0, 1, mode, 0, 1};
    for (int i = 0; i < 9; i++) {
      assertEquals(expected[i], modes.points()[i], 1e-11, "coordinate " + i);
    }
    assertEquals("CONVERGED 3", modes.summary());
    assertTrue(Double.isNaN(modes.eigengap()[0]));
  }
}
