package dev.arete.testkit.check;

/**
 * The test ratios of LAPACK for a symmetric eigensystem, in the 1-norm, with products summed in
 * twice the working precision so that the ratio is that of the solver and not of the check.
 */
public final class EigenRatios {
  private EigenRatios() {}

  /**
   * Returns |A V - V L| / (n ulp |A|).
   *
   * @param matrix n x n, row-major; only the lower triangle is read
   * @param values n eigenvalues
   * @param vectors n x n, eigenvectors in the rows
   * @param ulp unit of the last place of the solver's arithmetic
   * @return the residual ratio; for A = 0 the residual itself
   */
  public static double residual(double[] matrix, double[] values, double[] vectors, double ulp) {
    int n = values.length;
    double scale = largest(matrix, n);
    double[] columns = new double[n];
    double[] row = new double[n];
    for (int i = 0; i < n; i++) {
      for (int l = 0; l < n; l++) {
        row[l] = entry(matrix, n, i, l) / nonZero(scale);
      }
      for (int j = 0; j < n; j++) {
        double[] sum = new double[2];
        accumulate(sum, n, row, 0, vectors, j * n);
        product(sum, -values[j] / nonZero(scale), vectors[j * n + i]);
        columns[j] += Math.abs(sum[0] + sum[1]);
      }
    }
    double worst = 0;
    for (double column : columns) {
      worst = larger(worst, column);
    }
    return worst / nonZero(norm(matrix, n, scale)) / (n * ulp);
  }

  /**
   * Returns |V V^T - I| / (n ulp).
   *
   * @param vectors n x n, eigenvectors in the rows
   * @param n order
   * @param ulp unit of the last place of the solver's arithmetic
   * @return the orthogonality ratio
   */
  public static double orthogonality(double[] vectors, int n, double ulp) {
    double worst = 0;
    for (int a = 0; a < n; a++) {
      double column = 0;
      for (int b = 0; b < n; b++) {
        double[] sum = {a == b ? -1 : 0, 0};
        accumulate(sum, n, vectors, a * n, vectors, b * n);
        column += Math.abs(sum[0] + sum[1]);
      }
      worst = larger(worst, column);
    }
    return worst / (n * ulp);
  }

  /**
   * Returns the 1-norm of a symmetric matrix.
   *
   * @param matrix n x n, row-major; only the lower triangle is read
   * @param n order
   * @return the largest sum of magnitudes of a column
   */
  public static double norm(double[] matrix, int n) {
    double scale = largest(matrix, n);
    return norm(matrix, n, scale) * scale;
  }

  /** The norm in units of the largest entry, which cannot overflow. */
  private static double norm(double[] matrix, int n, double scale) {
    double worst = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += Math.abs(entry(matrix, n, i, j)) / nonZero(scale);
      }
      worst = Math.max(worst, sum);
    }
    return worst;
  }

  private static double entry(double[] matrix, int n, int i, int j) {
    return i >= j ? matrix[i * n + j] : matrix[j * n + i];
  }

  private static double largest(double[] matrix, int n) {
    double largest = 0;
    for (int i = 0; i < n * n; i++) {
      largest = Math.max(largest, Math.abs(entry(matrix, n, i / n, i % n)));
    }
    return largest;
  }

  private static double nonZero(double value) {
    return value == 0 ? 1 : value;
  }

  /** The maximum, in which NaN wins. */
  private static double larger(double a, double b) {
    return a >= b ? a : b;
  }

  private static void accumulate(double[] sum, int n, double[] a, int from, double[] b, int at) {
    for (int i = 0; i < n; i++) {
      product(sum, a[from + i], b[at + i]);
    }
  }

  /** Adds a b to an unevaluated sum of two doubles (Ogita, Rump and Oishi 2005, Dot2). */
  private static void product(double[] sum, double a, double b) {
    double high = a * b;
    double low = Math.fma(a, b, -high);
    double total = sum[0] + high;
    double part = total - sum[0];
    sum[1] += (sum[0] - (total - part)) + (high - part) + low;
    sum[0] = total;
  }
}
