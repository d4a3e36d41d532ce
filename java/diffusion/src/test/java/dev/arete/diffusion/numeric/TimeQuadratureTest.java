package dev.arete.diffusion.numeric;

import static dev.arete.diffusion.Near.assertNear;

import dev.arete.diffusion.Schedule;
import org.junit.jupiter.api.Test;

class TimeQuadratureTest {
  private static final double END = 40; // a^2 is 1e-35 there

  private static double signal(TimeQuadrature rule, int exponent) {
    Schedule ou = Schedule.ornsteinUhlenbeck();
    return rule.integrate(t -> Math.exp(-2 * t) / Math.pow(ou.variance(t), exponent));
  }

  /** Integrals of a^2/h^q from 0.001 on: elementary, with h the variable of integration. */
  @Test
  void signalIntegralsHaveTheirClosedForm() {
    double h = Schedule.ornsteinUhlenbeck().variance(1e-3);
    double[] exact = {(1 - h) / 2, -Math.log(h) / 2, (1 / h - 1) / 2};
    double[] recorded = {0.499001, 3.10780, 249.750};
    for (TimeQuadrature rule :
        new TimeQuadrature[] {
          TimeQuadrature.graded(1e-3, END, 0.05, 0.25), TimeQuadrature.logarithmic(1e-3, END, 1000)
        }) {
      for (int q = 0; q < 3; q++) {
        // Simpson's rule for t^-2: (width/t)^4 times 5! / 2880 is 2.6e-7 for a width of t/20.
        assertNear(exact[q], signal(rule, q), 3e-7 * exact[q], rule + ", exponent " + q);
        assertNear(recorded[q], signal(rule, q), 1e-5 * recorded[q], rule + ", recorded " + q);
      }
    }
  }

  /** The paper's grid is right for weight 1 and wrong by a factor 2 for 1/h^2. */
  @Test
  void equalStepsAreBiasedForSteepWeights() {
    assertNear(488.9, signal(TimeQuadrature.linear(1e-3, 10, 2000), 2), 0.05, "1/h^2");
    assertNear(3.374, signal(TimeQuadrature.linear(1e-3, 10, 2000), 1), 5e-4, "1/h");
    assertNear(0.499001, signal(TimeQuadrature.linear(1e-3, 10, 2000), 0), 1e-6, "1");
  }

  @Test
  void gradedPanelsEndWhereTheyShould() {
    for (double widest : new double[] {0.03, 0.3, 30}) {
      TimeQuadrature rule = TimeQuadrature.graded(1e-3, 10, 0.1, widest);
      assertNear(9.999, rule.integrate(t -> 1), 1e-12, rule);
      TimeQuadrature both = TimeQuadrature.gradedBothWays(1e-3, 10, 0.1, widest);
      assertNear(9.999, both.integrate(t -> 1), 1e-12, both);
      assertNear(both.node(1) - 1e-3, 10 - both.node(both.count() - 2), 1e-12, "mirrored");
    }
  }
}
