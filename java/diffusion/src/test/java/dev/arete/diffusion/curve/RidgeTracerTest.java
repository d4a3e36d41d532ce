package dev.arete.diffusion.curve;

import static dev.arete.diffusion.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.ComputationInterruptedException;
import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Curves whose course is known. */
class RidgeTracerTest {
  private static Points ring(int n, double radius, double centre) {
    double[] points = new double[2 * n];
    for (int i = 0; i < n; i++) {
      points[2 * i] = centre + radius * Math.cos(2 * Math.PI * i / n);
      points[2 * i + 1] = radius * Math.sin(2 * Math.PI * i / n);
    }
    return Points.of(points, 2);
  }

  /** The ridge of the x axis of two points is the axis, and its density there has a closed form. */
  @Test
  void axisOfTwoPointsRunsToTheDensityBound() {
    Points data = Points.of(new double[] {-3, 0, 3, 0}, 2);
    double h = 0.5;
    // At x the second point is below exp(-18): log p = log(1/2) - (x - 3)^2/(2h) - log(2 pi h).
    double reach = 1.7;
    double bound = Math.log(0.5) - reach * reach / (2 * h) - Math.log(2 * Math.PI * h);
    try (Compute compute = Compute.open();
        SmoothedDensity density = compute.density(data, Smoothing.variance(h))) {
      RidgeTracer tracer = RidgeTracer.of(density).step(0.1).minLogDensity(bound);
      List<RidgeCurve> curves = tracer.trace(data);
      assertEquals(2, curves.size());
      for (RidgeCurve curve : curves) {
        assertEquals(CurveEnd.BELOW_DENSITY, curve.first());
        assertEquals(CurveEnd.BELOW_DENSITY, curve.last());
        double left = Math.min(curve.points()[0], curve.points()[2 * curve.count() - 2]);
        double right = Math.max(curve.points()[0], curve.points()[2 * curve.count() - 2]);
        double centre = left < 0 ? -3 : 3;
        // Ends are found to a 32nd of a step, that is 0.0032; the other point adds 1e-6.
        assertNear(centre - reach, left, 0.0032, "left end");
        assertNear(centre + reach, right, 0.0032, "right end");
        assertNear(right - left, curve.length(), 1e-9, "length of a straight line");
        for (int i = 0; i < curve.count(); i++) {
          assertNear(0, curve.points()[2 * i + 1], 1e-6 * Math.sqrt(h), "across");
          assertNear(-1 / h, curve.normalEigenvalue()[i], 1e-9, "normal eigenvalue");
        }
      }
    }
  }

  /** Two rings far apart are two closed curves; their radius is that of a ring of 40 points. */
  @Test
  void ringsCloseOnce() {
    double h = 0.09;
    double[] both = new double[160];
    System.arraycopy(ring(40, 2, 0).coordinates(), 0, both, 0, 80);
    System.arraycopy(ring(40, 2, 10).coordinates(), 0, both, 80, 80);
    Points data = Points.of(both, 2);
    try (Compute compute = Compute.open();
        SmoothedDensity density = compute.density(data, Smoothing.variance(h))) {
      List<RidgeCurve> curves = RidgeTracer.of(density).trace(data);
      assertEquals(2, curves.size());
      for (RidgeCurve curve : curves) {
        assertTrue(curve.isClosed());
        double centre = curve.points()[0] > 5 ? 10 : 0;
        double radius = Math.hypot(curve.points()[0] - centre, curve.points()[1]);
        // Smoothing shrinks a ring by about h/(2 r).
        assertNear(2 - h / 4, radius, 0.005, "radius");
        for (int i = 0; i < curve.count(); i++) {
          double x = curve.points()[2 * i] - centre;
          double y = curve.points()[2 * i + 1];
          // 40 points 0.31 apart under a kernel of 0.3: the ripple is below 1e-8 of the density.
          assertNear(radius, Math.hypot(x, y), 1e-5, "radius at point " + i);
        }
        // A polygon with sides of at most 0.075 is shorter by (side/r)^2/24.
        assertNear(2 * Math.PI * radius, curve.length(), 1e-3, "circumference");
      }
    }
  }

  /** One turn and a half of a helix in three dimensions: one open curve, no jump between turns. */
  @Test
  void helixIsOneOpenCurve() {
    int n = 240;
    double[] points = new double[3 * n];
    for (int i = 0; i < n; i++) {
      double angle = 3 * Math.PI * i / n;
      points[3 * i] = 2 * Math.cos(angle);
      points[3 * i + 1] = 2 * Math.sin(angle);
      points[3 * i + 2] = 0.4 * angle;
    }
    Points data = Points.of(points, 3);
    try (Compute compute = Compute.open();
        SmoothedDensity density = compute.density(data, Smoothing.bandwidth(0.3))) {
      List<RidgeCurve> curves = RidgeTracer.of(density).trace(data);
      assertEquals(1, curves.size());
      RidgeCurve curve = curves.get(0);
      assertFalse(curve.isClosed());
      double[] lengths = curve.arcLengths();
      for (int i = 1; i < curve.count(); i++) {
        double side = lengths[i] - lengths[i - 1];
        assertTrue(side <= 1.5 * 0.075, "side " + side);
      }
      // Length of the helix is 3 pi sqrt(4 + 0.16); the ridge is a little narrower and goes on past
      // the ends until it is thinner than at the seeds.
      assertNear(3 * Math.PI * Math.sqrt(4.16), curve.length(), 0.7, "length");
    }
  }

  /** The legs of three points in an L: both axes, not the hypotenuse. */
  @Test
  void legsOfAnL() {
    Points data = Points.of(new double[] {0, 0, 5, 0, 0, 5}, 2);
    try (Compute compute = Compute.open();
        SmoothedDensity density = compute.density(data, Smoothing.ornsteinUhlenbeck(0.1))) {
      double low = density.logDensity(Points.of(new double[] {2.2, 0}, 2))[0] - 1;
      Points seeds = Points.of(new double[] {1, 0.2, 0.2, 1}, 2);
      List<RidgeCurve> curves = RidgeTracer.of(density).minLogDensity(low).trace(seeds);
      assertEquals(2, curves.size());
      for (RidgeCurve curve : curves) {
        assertTrue(curve.length() > 4.5, "length " + curve.length());
        for (int i = 0; i < curve.count(); i++) {
          double off = Math.min(Math.abs(curve.points()[2 * i]), curve.points()[2 * i + 1]);
          // On record for t = 0.1: 7e-25 at the middle of a leg; nearer to the corner it grows.
          assertTrue(Math.abs(off) < 1e-5, "point " + i + " off the legs by " + off);
        }
      }
    }
  }

  @Test
  void theSameEachTime() {
    Points data = ring(30, 1, 0);
    try (Compute compute = Compute.open();
        SmoothedDensity density = compute.density(data, Smoothing.bandwidth(0.2))) {
      double[] once = RidgeTracer.of(density).trace(data).get(0).points();
      assertArrayEquals(once, RidgeTracer.of(density).trace(data).get(0).points());
    }
  }

  @Test
  void stopsWhenInterrupted() {
    Points data = ring(30, 1, 0);
    try (Compute compute = Compute.open();
        SmoothedDensity density = compute.density(data, Smoothing.bandwidth(0.2))) {
      RidgeTracer tracer = RidgeTracer.of(density);
      Thread.currentThread().interrupt();
      assertThrows(ComputationInterruptedException.class, () -> tracer.trace(data));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    try (Compute compute = Compute.open();
        SmoothedDensity line =
            compute.density(Points.of(new double[] {0, 1}, 1), Smoothing.variance(1));
        SmoothedDensity plane = compute.density(ring(5, 1, 0), Smoothing.variance(1))) {
      assertThrows(IllegalArgumentException.class, () -> RidgeTracer.of(line));
      assertThrows(IllegalArgumentException.class, () -> RidgeTracer.of(plane).step(0));
      assertThrows(IllegalArgumentException.class, () -> RidgeTracer.of(plane).step(Double.NaN));
    }
  }
}
