package dev.arete.diffusion.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.Smoothing;
import org.junit.jupiter.api.Test;

/** What a bootstrap refuses before it works. */
class RidgeBootstrapTest {
  private static final Points DATA = Points.of(new double[] {-1, 0, 0, 0.1, 1, 0}, 2);
  private static final double[] RIDGE = {0, 0.05};

  private static RidgeBootstrap bootstrap(Points data, double[] ridge, int samples) {
    try (Compute compute = Compute.open()) {
      return RidgeBootstrap.of(compute, data, Smoothing.variance(1), 1, ridge, samples, 7);
    }
  }

  private static void refused(String expected, Points data, double[] ridge, int samples) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> bootstrap(data, ridge, samples))
            .getMessage();
    assertEquals(expected, message);
  }

  @Test
  void fewerThanTwoSamplesAreRefused() {
    for (int samples : new int[] {1, 0, -1, Integer.MIN_VALUE}) {
      refused("bootstrap samples must be at least 2, got " + samples, DATA, RIDGE, samples);
    }
    assertEquals(1, bootstrap(DATA, RIDGE, 2).medians().length);
  }

  @Test
  void weightedDataAreRefused() {
    refused(
        "the bootstrap draws every point alike, but the data are 3 points of dimension 2, weighted",
        DATA.withWeights(new double[] {1, 2, 3}),
        RIDGE,
        20);
  }

  @Test
  void ridgePointsAreRowsOfTheDimension() {
    refused("ridge points are rows of 2 numbers, got 3 numbers", DATA, new double[3], 20);
  }
}
