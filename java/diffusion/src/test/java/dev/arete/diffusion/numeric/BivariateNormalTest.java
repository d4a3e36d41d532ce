package dev.arete.diffusion.numeric;

import static dev.arete.diffusion.Near.assertNear;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class BivariateNormalTest {
  private static final double[] CORRELATIONS = {
    -1, -0.999, -0.95, -0.5, 0, 0.2, 0.7, 0.93, 0.9999, 1
  };
  private static final double[] OFFSETS = {-4, -1.3, 0, 0.4, 2, 6};

  /** Simpson's rule between -9 and 9, split where the integrand has its edge. */
  private static double integral(DoubleUnaryOperator f, double low, double edge, double width) {
    double sum = 0;
    double[] cuts = {low, edge - width, edge, edge + width, 9};
    for (int i = 1; i < cuts.length; i++) {
      double from = Math.min(9, Math.max(low, cuts[i - 1]));
      double to = Math.min(9, Math.max(from, cuts[i]));
      int steps = 4000;
      double h = (to - from) / steps;
      for (int k = 0; k <= steps; k++) {
        double simpson = k == 0 || k == steps ? 1 : 2 + 2 * (k % 2);
        sum += simpson * h / 3 * f.applyAsDouble(from + k * h);
      }
    }
    return sum;
  }

  @Test
  void quadrantsHaveAClosedForm() {
    for (double r : CORRELATIONS) {
      double expected = 0.25 + Math.asin(r) / (2 * Math.PI);
      assertNear(expected, BivariateNormal.cdf(0, 0, r), 1e-14, "correlation " + r);
    }
  }

  /** The other variable is integrated out by hand: Phi2 = int phi(x) Phi((k - r x)/s). */
  @Test
  void distributionFunctionAgreesWithAnIntegral() {
    for (double r : CORRELATIONS) {
      double s = Math.sqrt(1 - r * r);
      for (double h : OFFSETS) {
        for (double k : OFFSETS) {
          if (s > 0 && Math.abs(r) > 0.1) {
            double expected =
                integral(x -> Normal.density(x) * Normal.cdf((h + r * x) / s), -k, -h / r, 10 * s);
            assertNear(
                expected, BivariateNormal.cdf(h, k, r), 1e-11, "Phi2 " + h + " " + k + " " + r);
          }
        }
      }
    }
  }

  @Test
  void rectifiedProductAgreesWithAnIntegral() {
    for (double r : CORRELATIONS) {
      double s = Math.sqrt(1 - r * r);
      for (double a : OFFSETS) {
        for (double b : OFFSETS) {
          double edge = r == 0 ? 0 : -b / r;
          double expected =
              integral(
                  x -> (a + x) * Normal.density(x) * inner(b + r * x, s), -a, edge, 10 * s + 1e-9);
          // Simpson's rule with 4,000 steps on pieces of length up to 18.
          assertNear(
              expected,
              BivariateNormal.rectifiedProduct(a, b, r),
              1e-10,
              "product " + a + " " + b + " " + r);
        }
      }
    }
  }

  /** E max(0, u + s Z). */
  private static double inner(double u, double s) {
    return s == 0 ? Math.max(0, u) : s * BivariateNormal.rectifiedMean(u / s);
  }

  @Test
  void farOffsetsAreStraightLines() {
    assertNear(0, BivariateNormal.rectifiedProduct(-20, 3, 0.5), 0, "no overlap");
    assertNear(30 * 20 + 0.5, BivariateNormal.rectifiedProduct(30, 20, 0.5), 1e-10, "a b + r");
  }
}
