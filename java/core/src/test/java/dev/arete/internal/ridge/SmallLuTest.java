package dev.arete.internal.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SmallLuTest {
  @Test
  void solvesOneEquation() {
    double[] x = {6};
    assertTrue(new SmallLu(1).solve(new double[] {-4}, x));
    assertArrayEquals(new double[] {-1.5}, x);
  }

  @Test
  void pivotsPastAZeroOnTheDiagonal() {
    double[] x = {2, 3};
    assertTrue(new SmallLu(2).solve(new double[] {0, 1, 1, 0}, x));
    assertArrayEquals(new double[] {3, 2}, x);
  }

  @Test
  void residualOfRandomSystemsIsRounding() {
    Random random = new Random(5);
    for (int n = 1; n <= 24; n++) {
      double[] matrix = random.doubles((long) n * n, -1, 1).toArray();
      double[] rhs = random.doubles(n, -1, 1).toArray();
      double[] x = rhs.clone();
      assertTrue(new SmallLu(n).solve(matrix.clone(), x));
      double largest = 1;
      for (double value : x) {
        largest = Math.max(largest, Math.abs(value));
      }
      // partial pivoting is backward stable: |b - A x| <= c n^2 eps |A| |x|, growth is mild here
      double bound = n * n * 0x1p-50 * largest;
      for (int i = 0; i < n; i++) {
        double rest = rhs[i];
        for (int j = 0; j < n; j++) {
          rest -= matrix[i * n + j] * x[j];
        }
        assertTrue(Math.abs(rest) <= bound, "n " + n + " row " + i + ": " + rest);
      }
    }
  }

  @Test
  void refusesSingularAndNonFiniteMatrices() {
    SmallLu solver = new SmallLu(2);
    assertFalse(solver.solve(new double[] {1, 2, 2, 4}, new double[] {1, 1}));
    assertFalse(solver.solve(new double[4], new double[] {0, 0}));
    assertFalse(solver.solve(new double[] {Double.NaN, 1, 1, 1}, new double[] {1, 1}));
    assertFalse(
        solver.solve(new double[] {Double.POSITIVE_INFINITY, 1, 1, 1}, new double[] {1, 1}));
  }

  @Test
  void refusesASolutionThatOverflows() {
    assertFalse(new SmallLu(1).solve(new double[] {1e-200}, new double[] {1e200}));
  }
}
