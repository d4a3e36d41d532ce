package dev.arete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** A wrong pair of indices must not lead to a number of another row. */
class IndexTest {
  private static final int[][] WRONG = {{0, 4}, {0, 3}, {1, -1}, {-1, 3}, {2, -3}, {2, 0}};
  private static final Points POINTS = Points.of(new double[] {0, 1, 2, 3, 4, 5}, 3);

  @Test
  void coordinatesOfPoints() {
    assertEquals(5, POINTS.coordinate(1, 2));
    for (int[] wrong : WRONG) {
      assertThrows(
          IndexOutOfBoundsException.class,
          () -> POINTS.coordinate(wrong[0], wrong[1]),
          wrong[0] + ", " + wrong[1]);
    }
  }

  @Test
  void ratiosOfSpectra() {
    double[] logRatios = {5, 4, 3, 2, 1, 0};
    PosteriorSpectrum spectrum = new PosteriorSpectrum(2, 3, logRatios, logRatios, new int[2]);
    assertEquals(1, spectrum.ratio(1, 2));
    for (int[] wrong : WRONG) {
      assertThrows(
          IndexOutOfBoundsException.class,
          () -> spectrum.ratio(wrong[0], wrong[1]),
          wrong[0] + ", " + wrong[1]);
    }
  }
}
