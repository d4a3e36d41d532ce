package dev.arete.diffusion.analysis;

import static dev.arete.diffusion.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.Smoothing;
import dev.arete.diffusion.numeric.Normal;
import dev.arete.diffusion.numeric.QuasiNormal;
import dev.arete.diffusion.random.NormalStream;
import dev.arete.diffusion.report.Figure;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SpectrumLevelsTest {
  /** A thin normal plate in space: ratio v/(v + h) along an axis of variance v, at every level. */
  @Test
  void ratiosAreThoseOfANormalCloud() {
    int n = 4000;
    double[] points = new double[3 * n];
    new NormalStream(2).fill(0, 0, n, 3, points);
    for (int i = 0; i < n; i++) {
      points[3 * i] *= 2;
      points[3 * i + 1] *= 2;
      points[3 * i + 2] *= 0.1;
    }
    Points data = Points.of(points, 3);
    double h = 0.25;
    try (Compute compute = Compute.open()) {
      SpectrumLevels levels = SpectrumLevels.of(compute, data, Smoothing.variance(h));
      for (int i = 1; i < levels.factors().length; i++) {
        Spectra spectra = levels.spectra().get(i);
        double level = h * levels.factors()[i];
        // Noise of the plate's own variance, at the last factor, hides that there is a plate.
        int suggested = i < 4 ? 2 : 0;
        assertEquals(suggested, spectra.suggestedDimension(), "factor " + levels.factors()[i]);
        // The cloud has n points, of which tens carry weight at the smallest level: a fifth.
        double along = 4 / (4 + level);
        assertNear(
            along, spectra.medians()[1], 0.2 * along, "along, factor " + levels.factors()[i]);
        double across = 0.01 / (0.01 + level);
        assertNear(across, spectra.medians()[2], 0.2 * across, "across, " + levels.factors()[i]);
      }
      assertEquals(5, levels.table().rows().size());
    }
  }

  /** 500 points on a line, 2,500 in a cube: the heavier ones speak, whichever come first. */
  @Test
  void theOrderOfTheRowsDoesNotMatter() {
    for (boolean lineFirst : new boolean[] {true, false}) {
      Points data = lineAndCube(lineFirst);
      assertEquals(3, suggested(data), "line first " + lineFirst);
      double[] weights = new double[3000];
      Arrays.setAll(weights, i -> data.coordinate(i, 0) > 30 ? 100 : 1);
      assertEquals(1, suggested(data.withWeights(weights)), "heavy line first " + lineFirst);
    }
  }

  /**
   * A line of length 10 and a cube of side 10, far apart, both of them thin along the last axis.
   */
  private static Points lineAndCube(boolean lineFirst) {
    QuasiNormal quasi = new QuasiNormal(4, 5);
    double[] points = new double[4 * 3000];
    for (int i = 0; i < 3000; i++) {
      quasi.point(i, points, 4 * i);
      boolean line = lineFirst ? i < 500 : i >= 2500;
      for (int axis = 0; axis < 3; axis++) {
        double side = line && axis > 0 ? 0.01 : 10;
        points[4 * i + axis] = side * Normal.cdf(points[4 * i + axis]);
      }
      points[4 * i] += line ? 50 : 0;
      points[4 * i + 3] *= 0.01;
    }
    return Points.of(points, 4);
  }

  /** At the level of h = 1 itself. */
  private static int suggested(Points data) {
    try (Compute compute = Compute.open()) {
      SpectrumLevels levels = SpectrumLevels.of(compute, data, Smoothing.variance(1));
      assertEquals(1, levels.factors()[2]);
      return levels.spectra().get(2).suggestedDimension();
    }
  }

  @Test
  void spaceIsShownInThreePlanes() {
    double[] points = {0, 0, 0, 1, 2, 3};
    Figure figure = new SamplePlanes(3, points, points, points).figure();
    assertEquals(3, figure.panels().size());
    assertEquals("x_3", figure.panels().get(2).yLabel());
    assertEquals(3, figure.panels().get(2).series().get(0).y()[1]);
    assertEquals(1, new SamplePlanes(2, points, points, points).figure().panels().size());
  }
}
