package dev.arete.internal.reference;

import java.util.Arrays;

/**
 * Eigensystem of a symmetric matrix by the cyclic Jacobi method, as in Golub and Van Loan (2013),
 * section 8.5: rotations that make one off-diagonal entry zero, until every entry is negligible
 * beside its two diagonal entries or beside the largest entry's rounding.
 */
final class TextbookJacobi {
  private static final int MAX_SWEEPS = 60;
  private static final double ROUNDOFF = 0x1p-53;

  private final int n;
  private final double[][] a;
  private final double[][] v;

  TextbookJacobi(int order) {
    n = order;
    a = new double[n][n];
    v = new double[n][n];
  }

  /** Same contract as {@code SymmetricEigenSolver.decompose}. */
  void decompose(
      double[] matrix,
      int offset,
      double[] values,
      int valuesOffset,
      double[] vectors,
      int vectorsOffset) {
    double scale = load(matrix, offset);
    for (int sweep = 0; sweep < MAX_SWEEPS && sweep() > 0; sweep++) {
      // each sweep rotates every pair once
    }
    Integer[] order = descending();
    for (int j = 0; j < n; j++) {
      int column = order[j];
      values[valuesOffset + j] = a[column][column] * scale;
      for (int i = 0; i < n && vectors != null; i++) {
        vectors[vectorsOffset + j * n + i] = v[i][column];
      }
    }
  }

  /** Copies the lower triangle, scaled by a power of two so that no product over- or underflows. */
  private double load(double[] matrix, int offset) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        largest = Math.max(largest, Math.abs(matrix[offset + i * n + j]));
      }
    }
    int exponent = largest == 0 ? 0 : Math.getExponent(largest);
    for (int i = 0; i < n; i++) {
      Arrays.fill(v[i], 0);
      v[i][i] = 1;
      for (int j = 0; j <= i; j++) {
        a[i][j] = Math.scalb(matrix[offset + i * n + j], -exponent);
        a[j][i] = a[i][j];
      }
    }
    return Math.scalb(1.0, exponent);
  }

  /** Rotates every pair that is not negligible; returns how many there were. */
  private int sweep() {
    int rotations = 0;
    for (int p = 0; p < n; p++) {
      for (int q = p + 1; q < n; q++) {
        if (!isNegligible(p, q)) {
          rotate(p, q);
          rotations++;
        }
      }
    }
    return rotations;
  }

  private boolean isNegligible(int p, int q) {
    double entry = Math.abs(a[p][q]);
    return entry <= ROUNDOFF * Math.sqrt(Math.abs(a[p][p])) * Math.sqrt(Math.abs(a[q][q]))
        || entry <= Double.MIN_NORMAL;
  }

  private void rotate(int p, int q) {
    double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, tau) / (Math.abs(tau) + Math.hypot(1, tau));
    double c = 1 / Math.hypot(1, t);
    double s = c * t;
    double entry = a[p][q];
    for (int i = 0; i < n; i++) {
      if (i != p && i != q) {
        double ip = a[i][p];
        double iq = a[i][q];
        a[i][p] = c * ip - s * iq;
        a[p][i] = a[i][p];
        a[i][q] = s * ip + c * iq;
        a[q][i] = a[i][q];
      }
      double vp = v[i][p];
      v[i][p] = c * vp - s * v[i][q];
      v[i][q] = s * vp + c * v[i][q];
    }
    a[p][p] -= t * entry;
    a[q][q] += t * entry;
    a[p][q] = 0;
    a[q][p] = 0;
  }

  private Integer[] descending() {
    Integer[] order = new Integer[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    Arrays.sort(order, (i, j) -> Double.compare(a[j][j], a[i][i]));
    return order;
  }
}
