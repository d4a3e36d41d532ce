package dev.arete.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TrajectoriesTest {
  private static String refusal(int dimension, double... times) {
    double[][] points = new double[times.length][2];
    return assertThrows(
            IllegalArgumentException.class, () -> Trajectories.of(dimension, times, points))
        .getMessage();
  }

  @Test
  void keepsWhatFits() {
    Trajectories paths =
        Trajectories.of(2, new double[] {1, 0.5}, new double[][] {{1, 2, 3, 4}, {5, 6, 7, 8}});
    assertEquals(2, paths.count());
    assertEquals(0.5, paths.time(1));
    assertEquals(8, paths.last()[3]);
  }

  @Test
  void refusesDimensionsAndTimesThatMakeNoSense() {
    assertEquals("dimension must be at least 1, got 0", refusal(0, 1, 0.5));
    assertEquals("times must fall, got 0.5 and then 1.0 at index 1", refusal(2, 0.5, 1));
    assertEquals("times must fall, got 1.0 and then 1.0 at index 1", refusal(2, 1, 1));
    assertEquals(
        "times must be positive and finite, got NaN at index 1", refusal(2, 1, Double.NaN));
    assertEquals("times must be positive and finite, got 0.0 at index 0", refusal(2, 0));
  }
}
