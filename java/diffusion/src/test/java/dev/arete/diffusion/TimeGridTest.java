package dev.arete.diffusion;

import static dev.arete.diffusion.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TimeGridTest {
  /** The constant relative step of the paper's sampler. */
  @Test
  void exponentialStepsAreAConstantShare() {
    TimeGrid grid = TimeGrid.exponential(10, 1e-3, 2000);
    assertEquals(2000, grid.steps());
    assertEquals(10, grid.time(0));
    assertEquals(1e-3, grid.time(2000));
    for (int k = 0; k < 2000; k++) {
      assertNear(0.0045946, 1 - grid.time(k + 1) / grid.time(k), 5e-8, "relative step " + k);
    }
  }

  @Test
  void linearAndCosineEndWhereTheyShould() {
    TimeGrid linear = TimeGrid.linear(1, 0.1, 9);
    assertNear(0.5, linear.time(5), 1e-15, "linear");
    TimeGrid cosine = TimeGrid.cosine(1, 0.1, 100);
    assertEquals(0.1, cosine.time(100));
    // 1 - sin(pi/2 (1 - x)) = (pi x / 2)^2 / 2 for small x = 1/100.
    double last = 0.9 * Math.PI * Math.PI / 8 * 1e-4;
    assertNear(last, cosine.time(99) - 0.1, 1e-4 * last, "last step of cosine");
  }

  @Test
  void badTimesAreRefusedWithTheirNumbers() {
    assertRefused("times must fall, got 1.0 and then 1.0 at index 1", 1, 1);
    assertRefused("times must be positive and finite, got 0.0 at index 1", 1, 0);
    assertRefused("times must be positive and finite, got NaN at index 0", Double.NaN, 0);
    assertRefused("a time grid needs two times, got 1", 1);
  }

  @Test
  void countsOfStepsThatNoArrayHoldsAreRefused() {
    for (int steps : new int[] {0, -1, 100_000_001, Integer.MAX_VALUE}) {
      assertEquals(
          "a time grid needs 1 to 100000000 steps, got " + steps,
          assertThrows(IllegalArgumentException.class, () -> TimeGrid.exponential(10, 1e-3, steps))
              .getMessage());
    }
  }

  private static void assertRefused(String message, double... times) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> TimeGrid.of(times)).getMessage());
  }

  @Test
  void nearestIsLogarithmic() {
    TimeGrid grid = TimeGrid.of(10, 1, 0.1, 0.01);
    assertEquals(2, grid.nearest(0.2));
    assertEquals(1, grid.nearest(0.4));
  }
}
