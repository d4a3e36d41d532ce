package dev.arete.diffusion.analysis;

import static dev.arete.diffusion.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.TimeGrid;
import dev.arete.diffusion.random.NormalStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fixed points, continuation in time, bootstrap: the ridge and what moves on it. */
class RidgeOnTheMoveTest {
  @Test
  void fixedPointsOfACubic() {
    // m(u) = u + u (1 - u^2)/2: fixed points -1, 0, 1 with slopes 0, 3/2, 0.
    List<FixedPoints.FixedPoint> points =
        FixedPoints.along(u -> u + u * (1 - u * u) / 2, -2.03, 2, 200);
    assertEquals(3, points.size());
    for (int i = 0; i < 3; i++) {
      assertNear(i - 1, points.get(i).position(), 1e-12, "position " + i);
    }
    // The slope is a difference over a step of 1/400: error step^2 m'''/6.
    assertNear(1.5, points.get(1).slope(), 1e-5, "slope at 0");
    assertFalse(points.get(1).attracts());
    assertTrue(points.get(2).attracts());
  }

  /** The ridge of two points is the line at every time, down to the smallest noise. */
  @Test
  void pointsOnTheLineOfTwoModesStay() {
    Points data = Points.of(new double[] {-3, 0, 3, 0}, 2);
    TimeGrid times = TimeGrid.of(0.5, 0.1, 0.01, 0.001);
    double[] starts = {-4, 0.5, -1, 0.3, 0.2, -0.4, 3.9, 1};
    try (Compute compute = Compute.open()) {
      RidgeTrace trace =
          RidgeTrace.follow(compute, data, Schedule.ornsteinUhlenbeck(), 1, times, starts);
      for (int k = 0; k <= times.steps(); k++) {
        for (int i = 0; i < 4; i++) {
          // The tolerance of the projection is 1e-6 sqrt(h), divided by a.
          assertNear(0, trace.positions(k)[2 * i + 1], 2e-6, "across, time " + times.time(k));
          assertNear(
              starts[2 * i], trace.positions(k)[2 * i], 1e-9, "along, time " + times.time(k));
        }
      }
    }
  }

  /**
   * Twelve points in general position, followed from t = 0.1 to 1e-8, where posterior weights lie
   * below exp(-1e6): what is left is on the planes through the three nearest points, to the
   * projection's tolerance of 1e-6 sqrt(h).
   */
  @Test
  void pointsFollowedDownEndOnHullsOfTheNearestPoints() {
    double[] points = new double[12 * 4];
    new NormalStream(8).fill(0, 0, 12, 4, points);
    double[] starts = new double[30 * 4];
    new NormalStream(9).fill(0, 0, 30, 4, starts);
    TimeGrid times = TimeGrid.exponential(0.1, 1e-8, 60);
    try (Compute compute = Compute.open()) {
      RidgeTrace trace =
          RidgeTrace.follow(
              compute, Points.of(points, 4), Schedule.ornsteinUhlenbeck(), 2, times, starts);
      double[] distances = trace.hullDistances(60);
      double tolerance = 2e-6 * Math.sqrt(2e-8);
      int followed = 0;
      for (int i = 0; i < 30; i++) {
        boolean lost = trace.status(60, i) != RidgeStatus.CONVERGED;
        assertEquals(lost, Double.isNaN(distances[i]), "point " + i);
        // coordinates of size 3 are rounded by 4e-16
        assertTrue(lost || distances[i] <= tolerance + 4e-15, i + ": " + distances[i]);
        followed += lost ? 0 : 1;
      }
      assertTrue(followed >= 24, "followed " + followed + " of 30");
    }
  }

  /**
   * Three points of a line, one of them twice: the nearest three span no plane, the fourth is
   * asked.
   */
  @Test
  void hullsPassOverPointsThatDependOnNearerOnes() {
    Points data = Points.of(new double[] {0, 0, 0, 1, 0, 0, 1, 0, 0, 2, 0, 0, 0, 5, 0}, 3);
    NearestHull hull = new NearestHull(data, 2);
    assertNear(0.25, hull.distance(new double[] {0.5, 0.5, 0.25}, 0), 1e-15, "distance");
  }

  /**
   * Data on a line with noise of deviation s across it: the height of the ridge is a mean of some N
   * points, N the effective neighbours, and a bootstrap moves it by about s / sqrt(N).
   */
  @Test
  void bootstrapSpreadIsThatOfAMean() {
    int n = 400;
    double[] noise = new double[n];
    new NormalStream(3).fill(0, 0, n, 1, noise);
    double[] points = new double[2 * n];
    for (int i = 0; i < n; i++) {
      points[2 * i] = 0.05 * i;
      points[2 * i + 1] = 0.1 * noise[i];
    }
    Points data = Points.of(points, 2);
    Smoothing smoothing = Smoothing.variance(0.25);
    try (Compute compute = Compute.open();
        SmoothedDensity density = compute.density(data, smoothing)) {
      double[] starts = {5, 0, 8, 0, 10, 0, 12, 0, 15, 0};
      double[] ridge = Ridge.of(density, 1, starts).points();
      assertEquals(10, ridge.length);
      RidgeBootstrap result = RidgeBootstrap.of(compute, data, smoothing, 1, ridge, 60, 1);
      double neighbours =
          Arrays.stream(density.geometry(Points.of(ridge, 2), 1).effectiveNeighbours())
              .average()
              .orElseThrow();
      double expected = 0.1 / Math.sqrt(neighbours);
      double typical = Arrays.stream(result.medians()).average().orElseThrow() / 0.6745;
      // A factor 2: medians of 60 at five dependent points, and a ridge that is no plain mean.
      assertTrue(typical > expected / 2 && typical < 2 * expected, typical + " " + expected);
      assertTrue(result.bound() > typical / 2, "bound " + result.bound());
    }
  }
}
