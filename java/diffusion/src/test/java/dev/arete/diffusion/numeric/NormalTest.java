package dev.arete.diffusion.numeric;

import static dev.arete.diffusion.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class NormalTest {
  /** Tabulated to 16 digits. */
  @Test
  void distributionFunctionHasItsDigits() {
    check(0.5, 0);
    check(0.8413447460685429, 1);
    check(0.9772498680518208, 2);
    check(2.866515718791939e-07, -5);
    check(7.619853024160527e-24, -10);
    check(0.15865525393145705, -1);
  }

  private static void check(double expected, double x) {
    assertNear(expected, Normal.cdf(x), 1e-14 * expected, "Phi(" + x + ")");
  }

  /**
   * Series and continued fraction meet at 3; the series is 1/2 minus a number, rounded at 2^-54.
   */
  @Test
  void branchesAgreeWhereTheyMeet() {
    double step = 1e-9;
    double jump = Normal.cdf(-3 + step) - Normal.cdf(-3 - step);
    assertNear(2 * step * Normal.density(3), jump, 4 * 0x1p-54, "jump at -3");
  }

  @Test
  void quantileInvertsTheDistributionFunction() {
    for (double p : new double[] {1e-12, 1e-4, 0.02, 0.0243, 0.3, 0.5, 0.9, 0.98, 1 - 1e-9}) {
      // The quantile moves by dp/phi for a rounding error dp = 2^-53 of p.
      assertNear(p, Normal.cdf(Normal.quantile(p)), 1e-15 + 1e-12 * p * (1 - p), "p " + p);
    }
    assertEquals(
        "probability must be in (0, 1), got 0.0",
        assertThrows(IllegalArgumentException.class, () -> Normal.quantile(0)).getMessage());
  }
}
