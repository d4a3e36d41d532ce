package dev.arete.internal.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextbookJacobiTest {
  @ParameterizedTest
  @ValueSource(doubles = {1e-150, 1, 1e150})
  void residualAndOrthogonalityAreRounding(double scale) {
    Random random = new Random(3);
    for (int n = 1; n <= 17; n++) {
      double[] matrix = new double[n * n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          matrix[i * n + j] = scale * random.nextGaussian();
          matrix[j * n + i] = matrix[i * n + j];
        }
      }
      double[] values = new double[n];
      double[] vectors = new double[n * n];
      new TextbookJacobi(n).decompose(matrix, 0, values, 0, vectors, 0);
      double bound = 64 * n * 0x1p-53; // LAPACK's test ratio at most 30 in units of 2 n roundoff
      for (int j = 0; j < n; j++) {
        assertTrue(j == 0 || values[j] <= values[j - 1], "order");
        for (int i = 0; i < n; i++) {
          double rest = -values[j] / scale * vectors[j * n + i];
          double dot = i == j ? -1 : 0;
          for (int k = 0; k < n; k++) {
            rest += matrix[i * n + k] / scale * vectors[j * n + k];
            dot += vectors[i * n + k] * vectors[j * n + k];
          }
          assertTrue(Math.abs(rest) <= bound * n, "n " + n + ": residual " + rest);
          assertTrue(Math.abs(dot) <= bound, "n " + n + ": orthogonality " + dot);
        }
      }
    }
  }

  @Test
  void gradedMatricesKeepTheirSmallValues() {
    double[] graded = {1, 1e-110, 1e-110, 1e-219};
    double[] values = new double[2];
    double[] vectors = new double[4];
    new TextbookJacobi(2).decompose(graded, 0, values, 0, vectors, 0);
    // the second value is the Schur complement 1e-219 - (1e-110)^2 = 0.9e-219
    assertEquals(0.9e-219, values[1], 1e-232);
    assertEquals(1e-110, Math.abs(vectors[1]), 1e-123);
  }

  @Test
  void onlyTheLowerTriangleIsReadAndValuesAloneMayBeAskedFor() {
    double[] values = new double[2];
    new TextbookJacobi(2).decompose(new double[] {2, 99, 1, 2}, 0, values, 0, null, 0);
    assertArrayEquals(new double[] {3, 1}, values, 1e-15);
  }
}
