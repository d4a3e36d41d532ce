package dev.arete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eigensystems at the ends of what doubles and arrays hold. */
class SymmetricEigenTest {
  private static final double HUGE = 1e308;

  private static Compute open(String backend) {
    return Compute.open(ComputeOptions.defaults().backend(backend));
  }

  /** Entries of 1e308 throughout: the eigenvalues are n 1e308, beyond the doubles, and 0. */
  @ParameterizedTest
  @ValueSource(strings = {"cpu", "reference"})
  void valuesBeyondTheRangeAreInfiniteWithTheirSign(String backend) {
    try (Compute compute = open(backend)) {
      for (int n : new int[] {2, 3, 8, 9, 20, 150}) {
        for (int sign : new int[] {1, -1}) {
          constantMatrix(compute, n, sign);
        }
      }
    }
  }

  private static void constantMatrix(Compute compute, int n, int sign) {
    double[] matrix = new double[n * n];
    Arrays.fill(matrix, sign * HUGE);
    double[] values = new double[n];
    double[] vectors = new double[n * n];
    compute.symmetricEigen().decompose(matrix, n, values, vectors);
    double[] alone = new double[n];
    compute.symmetricEigen().decompose(matrix, n, alone, null);
    int beyond = sign > 0 ? 0 : n - 1;
    for (int j = 0; j < n; j++) {
      String where = "n " + n + ", value " + j + ": ";
      for (double value : new double[] {values[j], alone[j]}) {
        if (j == beyond) {
          assertEquals(sign * Double.POSITIVE_INFINITY, value, where);
        } else { // the bound on residuals, 10 n ulp |A|, with the |A| = n 1e308
          assertTrue(Math.abs(value) / HUGE <= 10.0 * n * n * Math.ulp(1.0), where + value);
        }
      }
      // The direction of the diagonal, to that bound over the gap, which is |A|.
      double entry = Math.abs(vectors[beyond * n + j]);
      assertEquals(1 / Math.sqrt(n), entry, 10.0 * n * Math.ulp(1.0), where + "vector");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "reference"})
  void oneMatrixThatNoArrayHoldsIsRefused(String backend) {
    try (Compute compute = open(backend)) {
      SymmetricEigen eigen = compute.symmetricEigen();
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> eigen.decompose(new double[1], 60_000, new double[1], null))
              .getMessage();
      assertEquals(
          "one matrix of order 60000 would need 3600000000 numbers, more than one array can hold",
          message);
    }
  }
}
