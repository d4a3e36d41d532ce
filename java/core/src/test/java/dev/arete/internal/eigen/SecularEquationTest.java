package dev.arete.internal.eigen;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SecularEquationTest {
  private static final double ULP = 0x1p-52;
  private static final MathContext DIGITS = new MathContext(60);

  /** Halving alone would take fifty. */
  private static final int MAX_PASSES = 15;

  private static SecularEquation solve(Loops loops, double[] poles, double[] z, double rho) {
    int n = poles.length;
    SecularEquation equation = new SecularEquation(n, loops.rows().secular());
    for (int i = 0; i < n; i++) {
      equation.poles[i] = poles[i];
      equation.squares[i] = z[i] * z[i];
    }
    int passes = equation.solve(n, rho);
    assertTrue(passes <= MAX_PASSES, passes + " passes, poles " + Arrays.toString(poles));
    for (int j = 0; j < n; j++) {
      checkRoot(equation, j, n, rho);
    }
    return equation;
  }

  /**
   * The root lies in its interval, and f there, in 60 digits, is what n roundings of its terms, and
   * one of the offset, amount to.
   */
  private static void checkRoot(SecularEquation equation, int j, int n, double rho) {
    BigDecimal pole = new BigDecimal(equation.shifts[j]);
    BigDecimal x = pole.add(new BigDecimal(equation.offsets[j]));
    String what = "root " + j + " of " + n + ", offset " + equation.offsets[j];
    assertTrue(x.compareTo(new BigDecimal(equation.poles[j])) > 0, what);
    assertTrue(j == n - 1 || x.compareTo(new BigDecimal(equation.poles[j + 1])) < 0, what);
    BigDecimal f = BigDecimal.ONE.divide(new BigDecimal(rho), DIGITS);
    double size = 1 / rho;
    double slope = 0;
    for (int i = 0; i < n; i++) {
      BigDecimal distance = new BigDecimal(equation.poles[i]).subtract(x);
      BigDecimal term = new BigDecimal(equation.squares[i]).divide(distance, DIGITS);
      f = f.add(term);
      size += Math.abs(term.doubleValue());
      slope += Math.abs(term.divide(distance, DIGITS).doubleValue());
    }
    double allowed = ULP * ((8 + n) * size + 2 * Math.abs(equation.offsets[j]) * slope);
    assertTrue(Math.abs(f.doubleValue()) <= allowed, what + ": f = " + f.doubleValue());
  }

  @ParameterizedTest
  @EnumSource(Loops.class)
  void onePole(Loops loops) {
    SecularEquation equation = solve(loops, new double[] {2}, new double[] {0.5}, 3);
    assertTrue(Math.abs(equation.root(0) - 2.75) <= 2 * ULP);
  }

  /** Eigenvalues of diag(-a, a) + rho z z^T in closed form. */
  @ParameterizedTest
  @EnumSource(Loops.class)
  void twoPoles(Loops loops) {
    for (double a : new double[] {1, 1e-3, 1e-15}) {
      for (double rho : new double[] {1e-6, 1, 1e6}) {
        double[] z = {0.6, 0.8};
        SecularEquation equation = solve(loops, new double[] {-a, a}, z, rho);
        double p = rho * 0.36 - a;
        double q = rho * 0.64 + a;
        double radius = Math.hypot(0.5 * (q - p), rho * 0.48);
        double error = Math.abs(equation.root(1) - (0.5 * (p + q) + radius));
        assertTrue(error <= 4 * ULP * (a + rho), "a = " + a + ", rho = " + rho + ": " + error);
        error = Math.abs(equation.root(0) - (0.5 * (p + q) - radius));
        assertTrue(error <= 4 * ULP * (a + rho), "a = " + a + ", rho = " + rho + ": " + error);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Loops.class)
  void polesNextToEachOther(Loops loops) {
    for (int n : new int[] {2, 3, 7, 16, 33}) {
      double[] poles = new double[n];
      double[] z = new double[n];
      for (int i = 0; i < n; i++) {
        poles[i] = 1 + i * 4 * ULP;
        z[i] = 1 / Math.sqrt(n);
      }
      solve(loops, poles, z, 1);
      poles[n - 1] = 2;
      solve(loops, poles, z, 1e-3);
    }
  }

  @ParameterizedTest
  @EnumSource(Loops.class)
  void tinyWeights(Loops loops) {
    for (double tiny : new double[] {1e-5, 1e-12, 1e-15}) {
      for (int n : new int[] {2, 3, 5, 9, 17, 40}) {
        double[] poles = new double[n];
        double[] z = new double[n];
        for (int i = 0; i < n; i++) {
          poles[i] = i * i;
          z[i] = i % 3 == 1 ? 1 : tiny;
        }
        solve(loops, poles, z, 0.5);
        Arrays.fill(z, tiny);
        z[n / 2] = 1;
        solve(loops, poles, z, 2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Loops.class)
  void hugeAndTinyRho(Loops loops) {
    for (double rho : new double[] {1e-14, 1e-8, 1e8, 1e14}) {
      for (int n : new int[] {2, 4, 8, 31}) {
        double[] poles = new Random(n).doubles(n, -1, 1).sorted().toArray();
        double[] z = new double[n];
        Arrays.fill(z, 1 / Math.sqrt(n));
        solve(loops, poles, z, rho);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Loops.class)
  void randomAndGraded(Loops loops) {
    Random random = new Random(3);
    for (int trial = 0; trial < 60; trial++) {
      int n = 2 + random.nextInt(70);
      double grade = trial % 3 * 4;
      double[] poles = new double[n];
      double[] z = new double[n];
      for (int i = 0; i < n; i++) {
        poles[i] = (i + random.nextDouble()) * Math.pow(10, grade * (i - n) / n);
        z[i] = random.nextGaussian() * Math.pow(10, -grade * random.nextDouble());
      }
      solve(loops, poles, z, Math.exp(random.nextGaussian()));
    }
  }
}
