package dev.arete.diffusion.features;

import static dev.arete.diffusion.Near.assertNear;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.numeric.TimeQuadrature;
import org.junit.jupiter.api.Test;

class LossFloorTest {
  private static double floor(Points data, double exponent) {
    try (Compute compute = Compute.open()) {
      return LossFloor.of(
          compute,
          new TrainingProblem(
              data,
              Schedule.ornsteinUhlenbeck(),
              TimeQuadrature.graded(1e-3, 10, 0.1, 0.25),
              exponent));
    }
  }

  /** The recorded floors have six digits; ln 2 / 2 is the entropy identity. */
  @Test
  void twoModes() {
    Points data = Points.of(new double[] {-3, 0, 3, 0}, 2);
    assertNear(0.264825, floor(data, 0), 1e-6, "weight 1");
    assertNear(0.300486, floor(data, 1), 1e-6, "weight 1/h");
    assertNear(Math.log(2) / 2, floor(data, 2), 1e-6, "weight 1/h^2");
  }

  /** Recorded to four digits, by Monte Carlo; ln 3 / 2 is exact. */
  @Test
  void threeModes() {
    Points data = Points.of(new double[] {0, 0, 5, 0, 0, 5}, 2);
    assertNear(0.3935, floor(data, 0), 5e-4, "weight 1");
    assertNear(0.4590, floor(data, 1), 5e-4, "weight 1/h");
    assertNear(Math.log(3) / 2, floor(data, 2), 1e-5, "weight 1/h^2");
  }
}
