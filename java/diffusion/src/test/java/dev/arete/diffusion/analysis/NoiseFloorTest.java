package dev.arete.diffusion.analysis;

import static dev.arete.diffusion.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.numeric.TimeQuadrature;
import org.junit.jupiter.api.Test;

class NoiseFloorTest {
  private static final double H = Schedule.ornsteinUhlenbeck().variance(1e-3);

  /** The recorded floor of the two modes, to its four digits. */
  @Test
  void twoModes() {
    assertNear(17.85, new NoiseFloor(1, H).mean(), 0.005, "mean");
    assertNear(15.09, new NoiseFloor(1, H).median(), 0.005, "median");
  }

  /** The mean of chi with 7 degrees is on record as 2.553, from the latent experiment. */
  @Test
  void sevenDirections() {
    assertNear(2.553, new NoiseFloor(7, 1).mean(), 5e-4, "mean of chi_7");
  }

  @Test
  void densityIntegratesToOneAndHasTheMean() {
    for (int degrees = 1; degrees <= 9; degrees++) {
      NoiseFloor floor = new NoiseFloor(degrees, 0.3);
      TimeQuadrature rule = TimeQuadrature.linear(1e-9, 30, 6000);
      assertNear(1, rule.integrate(floor::density), 1e-8, "integral, " + degrees);
      double mean = rule.integrate(r -> r * floor.density(r));
      assertNear(floor.mean(), mean, 1e-8, "mean, " + degrees);
      double median = floor.median();
      double half = TimeQuadrature.linear(1e-9, median, 2000).integrate(floor::density);
      assertNear(0.5, half, 1e-8, "median, " + degrees);
    }
  }

  @Test
  void noNormalDirectionHasNoFloor() {
    assertThrows(IllegalArgumentException.class, () -> new NoiseFloor(0, 1));
  }
}
