package dev.arete.internal.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AndersonAccelerationTest {
  @Test
  void twoPointsOfALinearIterationGiveItsFixedPoint() {
    AndersonAcceleration anderson = new AndersonAcceleration(2);
    double[] fixed = {3, -1};
    double[] point = {5, 3};
    for (int i = 0; i < 2; i++) {
      double[] step = {0.01 * (fixed[0] - point[0]), 0.01 * (fixed[1] - point[1])};
      anderson.accelerate(point, step);
      point[0] += step[0];
      point[1] += step[1];
    }
    // the secant of a slope 0.01 magnifies the rounding of its points a hundredfold
    assertArrayEquals(fixed, point, 1e-12);
  }

  @Test
  void theFirstStepAndTheStepAfterAResetAreLeftAlone() {
    AndersonAcceleration anderson = new AndersonAcceleration(1);
    double[] step = {0.5};
    anderson.accelerate(new double[] {1}, step);
    assertEquals(0.5, step[0]);
    anderson.reset();
    step[0] = 0.25;
    anderson.accelerate(new double[] {1.5}, step);
    assertEquals(0.25, step[0]);
  }

  @Test
  void equalStepsAreNotExtrapolated() {
    AndersonAcceleration anderson = new AndersonAcceleration(1);
    anderson.accelerate(new double[] {1}, new double[] {0.5});
    double[] step = {0.5};
    anderson.accelerate(new double[] {1.5}, step);
    assertEquals(0.5, step[0]);
  }
}
