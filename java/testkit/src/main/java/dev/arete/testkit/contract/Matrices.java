package dev.arete.testkit.contract;

/** Small dense matrices, row-major, for checks. */
final class Matrices {
  private Matrices() {}

  /** V^T diag(values) V for vectors in the rows of V. */
  static double[] rebuilt(double[] vectors, double[] values) {
    int n = values.length;
    double[] out = new double[n * n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n * n; i++) {
        out[i] += values[j] * vectors[j * n + i / n] * vectors[j * n + i % n];
      }
    }
    return out;
  }

  /** Frobenius norm of V V^T - I. */
  static double orthogonality(double[] vectors, int n) {
    double sum = 0;
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        double dot = a == b ? -1 : 0;
        for (int i = 0; i < n; i++) {
          dot += vectors[a * n + i] * vectors[b * n + i];
        }
        sum += dot * dot;
      }
    }
    return Math.sqrt(sum);
  }
}
