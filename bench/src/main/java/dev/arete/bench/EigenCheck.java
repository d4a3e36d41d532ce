package dev.arete.bench;

import dev.arete.Compute;
import java.util.Locale;

/** LAPACK test ratios of a batch of eigensystems, the worst of each kind. */
final class EigenCheck {
  private static final double ULP = Math.ulp(1.0);
  private static final int MAX_BATCH = 200;

  private EigenCheck() {}

  /** Worst |A V - V L| / (n ulp |A|) and |V V^T - I| / (n ulp), in the Frobenius norm. */
  static String ratios(int order, String backend, String precision) {
    int batch = Math.min(MAX_BATCH, MatrixBatch.size(order, backend));
    double[] a = MatrixBatch.random(order, batch);
    double[] values = new double[batch * order];
    double[] vectors = new double[a.length];
    try (Compute compute = BenchCompute.open(backend, precision)) {
      compute.symmetricEigen().decompose(a, order, values, vectors);
    }
    double residual = 0;
    double orthogonality = 0;
    for (int b = 0; b < batch; b++) {
      residual = Math.max(residual, residual(a, values, vectors, order, b));
      orthogonality = Math.max(orthogonality, orthogonality(vectors, order, b));
    }
    return String.format(
        Locale.ROOT, "residual ratio %.2f, orthogonality ratio %.2f", residual, orthogonality);
  }

  private static double residual(double[] a, double[] values, double[] vectors, int n, int b) {
    int base = b * n * n;
    double error = 0;
    double norm = 0;
    for (int row = 0; row < n; row++) {
      for (int j = 0; j < n; j++) {
        double sum = -values[b * n + j] * vectors[base + j * n + row];
        for (int i = 0; i < n; i++) {
          sum += a[base + row * n + i] * vectors[base + j * n + i];
        }
        error += sum * sum;
        norm += a[base + row * n + j] * a[base + row * n + j];
      }
    }
    return Math.sqrt(error) / (n * ULP * Math.sqrt(norm));
  }

  private static double orthogonality(double[] vectors, int n, int b) {
    int base = b * n * n;
    double error = 0;
    for (int j = 0; j < n; j++) {
      for (int l = 0; l < n; l++) {
        double sum = j == l ? -1 : 0;
        for (int i = 0; i < n; i++) {
          sum += vectors[base + j * n + i] * vectors[base + l * n + i];
        }
        error += sum * sum;
      }
    }
    return Math.sqrt(error) / (n * ULP);
  }
}
