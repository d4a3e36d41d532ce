package dev.arete.diffusion.analysis;

import static dev.arete.diffusion.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BandwidthStudyTest {
  private static final int N = 200;
  private static final double RADIUS = 2;

  private static Points circle() {
    double[] points = new double[2 * N];
    for (int i = 0; i < N; i++) {
      points[2 * i] = RADIUS * Math.cos(2 * Math.PI * i / N);
      points[2 * i + 1] = RADIUS * Math.sin(2 * Math.PI * i / N);
    }
    return Points.of(points, 2);
  }

  /**
   * The ridge of a circle smoothed with variance h is a circle that is smaller by h/2R to first
   * order, so a factor c changes its radius by (1 - c^2) h/2R; by symmetry tangents do not turn.
   */
  @Test
  void aCircleShrinksAsTheBandwidthGrows() {
    double h = 0.01;
    try (Compute compute = Compute.open()) {
      double[] errors = new double[2 * N];
      Arrays.fill(errors, 1);
      BandwidthStudy study =
          new BandwidthStudy(
              compute, circle(), Smoothing.variance(h), 1, circle().coordinates(), errors);
      for (double factor : new double[] {0.8, 1.2}) {
        BandwidthStudy.Row row = study.at(factor);
        double expected = Math.abs(1 - factor * factor) * h / (2 * RADIUS);
        assertEquals(N, row.converged());
        // Second order in h/R^2, 0.0025.
        assertNear(expected, row.meanDistance(), 0.02 * expected, "mean distance, " + factor);
        assertNear(expected, row.hausdorff(), 0.02 * expected, "Hausdorff, " + factor);
        assertNear(0, row.medianAngle(), 1e-6, "angle, " + factor);
        assertNear(1, row.normal(), 1e-3, "normal share of (1, 1), " + factor);
      }
      assertNear(0, study.at(1).hausdorff(), 0, "factor 1");
    }
  }

  @Test
  void spectraSuggestTheDimensionOfTheData() {
    try (Compute compute = Compute.open();
        SmoothedDensity density = compute.density(circle(), Smoothing.variance(0.01))) {
      Spectra spectra = Spectra.of(density.geometry(circle(), 1), 0.01);
      assertEquals(1, spectra.suggestedDimension());
      // Along the circle the data look like a line with spread far above h: ratio near 1.
      assertNear(1, spectra.medians()[0], 0.02, "along");
      assertNear(0, spectra.medians()[1], 0.02, "across");
    }
    assertEquals(0, new Spectra(new double[] {0.1, 0.05}).suggestedDimension());
    assertEquals(2, new Spectra(new double[] {1.0, 0.9, 0.1}).suggestedDimension());
  }
}
