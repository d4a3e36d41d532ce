package dev.arete.diffusion.experiment;

import static dev.arete.diffusion.Near.assertNear;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import org.junit.jupiter.api.Test;

class RingRidgeTest {
  /** Against the ridge of 200 points on a circle, which ripple below 1e-12 at this bandwidth. */
  @Test
  void radiusIsThatOfManyPoints() {
    int n = 200;
    double r = 1.5;
    double[] ring = new double[2 * n];
    for (int i = 0; i < n; i++) {
      ring[2 * i] = r * Math.cos(2 * Math.PI * i / n);
      ring[2 * i + 1] = r * Math.sin(2 * Math.PI * i / n);
    }
    try (Compute compute = Compute.open()) {
      for (double h : new double[] {0.05, 0.3, 0.6}) {
        try (SmoothedDensity density = compute.density(Points.of(ring, 2), Smoothing.variance(h))) {
          double[] found = density.ridge(1).project(Points.of(new double[] {1.3, 0}, 2)).points();
          // The tolerance of the projection is 1e-6 sqrt(h); the normal ratio amplifies it.
          assertNear(RingRidge.radius(r, h), found[0], 1e-5, "h = " + h);
        }
      }
    }
    assertNear(0, RingRidge.radius(1, 0.51), 1e-6, "no ring is left above h = r^2/2");
  }
}
