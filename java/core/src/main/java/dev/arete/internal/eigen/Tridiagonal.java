package dev.arete.internal.eigen;

import java.util.Arrays;

/**
 * Householder reduction to tridiagonal form followed by the implicit QL method, for one symmetric
 * matrix at a time whose largest entry is near 1. The algorithms of EISPACK's TRED2 and IMTQL2
 * (Martin, Reinsch and Wilkinson 1968; Dubrulle, Martin and Wilkinson 1968), arranged so that inner
 * loops run along rows. Holds its workspace; not thread-safe.
 */
final class Tridiagonal {
  private static final double NEGLIGIBLE = 0x1p-53;

  /** EISPACK allows 30 iterations per eigenvalue; about 2 is usual. */
  private static final int MAX_ITERATIONS = 60;

  private final int n;
  private final double[] reflected;
  private final double[] factors;
  private final double[] offDiagonal;

  Tridiagonal(int n) {
    this.n = n;
    this.reflected = new double[n];
    this.factors = new double[n];
    this.offDiagonal = new double[n];
  }

  /**
   * Diagonalises.
   *
   * @param a n x n, both triangles; destroyed
   * @param values receives n eigenvalues, in no order
   * @param vectors receives n x n, row j the eigenvector of value j; or null
   * @return whether the iteration converged; if not, the outputs are of no use
   */
  boolean diagonalise(double[] a, double[] values, double[] vectors) {
    for (int k = 0; k < n - 2; k++) {
      offDiagonal[k] = reflector(a, k);
      if (factors[k] != 0) {
        applyBothSides(a, k);
      }
    }
    offDiagonal[n - 2] = a[(n - 1) * n + n - 2];
    offDiagonal[n - 1] = 0;
    for (int i = 0; i < n; i++) {
      values[i] = a[i * n + i];
    }
    if (vectors != null) {
      accumulate(a, vectors);
      transpose(vectors);
    }
    return iterate(values, vectors);
  }

  /**
   * Makes the vector v of H = I - factor v v^T that maps row k right of the diagonal onto its first
   * coordinate, in place.
   *
   * @return the value of that coordinate
   */
  private double reflector(double[] a, int k) {
    int row = k * n;
    double largest = 0;
    for (int j = k + 1; j < n; j++) {
      largest = Math.max(largest, Math.abs(a[row + j]));
    }
    factors[k] = 0;
    if (largest == 0) {
      return 0;
    }
    double squares = 0;
    for (int j = k + 1; j < n; j++) {
      double scaled = a[row + j] / largest;
      a[row + j] = scaled;
      squares += scaled * scaled;
    }
    double first = a[row + k + 1];
    double norm = Math.sqrt(squares);
    double image = first > 0 ? -norm : norm;
    a[row + k + 1] = first - image;
    factors[k] = 1 / (norm * (norm + Math.abs(first)));
    return image * largest;
  }

  /** A := H A H on the rows and columns after k; H is made of row k. */
  private void applyBothSides(double[] a, int k) {
    int from = k + 1;
    int v = k * n;
    Arrays.fill(reflected, from, n, 0);
    for (int i = from; i < n; i++) {
      addRow(a, i * n, a[v + i], reflected, from);
    }
    double dot = 0;
    for (int j = from; j < n; j++) {
      reflected[j] *= factors[k];
      dot += reflected[j] * a[v + j];
    }
    double half = 0.5 * factors[k] * dot;
    for (int j = from; j < n; j++) {
      reflected[j] -= half * a[v + j];
    }
    for (int i = from; i < n; i++) {
      int row = i * n;
      double x = a[v + i];
      double y = reflected[i];
      for (int j = from; j < n; j++) {
        a[row + j] -= x * reflected[j] + y * a[v + j];
      }
    }
  }

  private void addRow(double[] a, int row, double factor, double[] sum, int from) {
    for (int j = from; j < n; j++) {
      sum[j] += factor * a[row + j];
    }
  }

  /** Q = H_0 H_1 ..., built from the last so that each touches only its own block. */
  private void accumulate(double[] a, double[] q) {
    Arrays.fill(q, 0, n * n, 0);
    for (int i = 0; i < n; i++) {
      q[i * n + i] = 1;
    }
    for (int k = n - 3; k >= 0; k--) {
      if (factors[k] != 0) {
        applyFromLeft(a, k, q);
      }
    }
  }

  private void applyFromLeft(double[] a, int k, double[] q) {
    int from = k + 1;
    Arrays.fill(reflected, from, n, 0);
    for (int i = from; i < n; i++) {
      addRow(q, i * n, a[k * n + i], reflected, from);
    }
    for (int i = from; i < n; i++) {
      double factor = -factors[k] * a[k * n + i];
      int row = i * n;
      for (int j = from; j < n; j++) {
        q[row + j] += factor * reflected[j];
      }
    }
  }

  private void transpose(double[] q) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double swap = q[i * n + j];
        q[i * n + j] = q[j * n + i];
        q[j * n + i] = swap;
      }
    }
  }

  private boolean iterate(double[] d, double[] vectors) {
    for (int low = 0; low < n; low++) {
      int high = blockEnd(d, low);
      for (int iteration = 0; high > low; iteration++) {
        if (iteration == MAX_ITERATIONS) {
          return false;
        }
        step(d, vectors, low, high);
        high = blockEnd(d, low);
      }
    }
    return true;
  }

  private int blockEnd(double[] d, int low) {
    int high = low;
    while (high < n - 1) {
      double off = Math.abs(offDiagonal[high]);
      if (off <= NEGLIGIBLE * (Math.abs(d[high]) + Math.abs(d[high + 1]))
          || off <= Double.MIN_NORMAL) {
        break;
      }
      high++;
    }
    return high;
  }

  /** One QL step with Wilkinson's shift, chased from {@code high} up to {@code low}. */
  private void step(double[] d, double[] vectors, int low, int high) {
    double[] e = offDiagonal;
    double g = d[high] - d[low] + shift(d[low], d[low + 1], e[low]);
    double s = 1;
    double c = 1;
    double p = 0;
    for (int i = high - 1; i >= low; i--) {
      double f = s * e[i];
      double b = c * e[i];
      double r = length(f, g);
      e[i + 1] = r;
      if (r == 0) { // underflow: the block falls apart here
        d[i + 1] -= p;
        e[high] = 0;
        return;
      }
      s = f / r;
      c = g / r;
      g = d[i + 1] - p;
      r = (d[i] - g) * s + 2 * c * b;
      p = s * r;
      d[i + 1] = g + p;
      g = c * r - b;
      if (vectors != null) {
        turnRows(vectors, i * n, s, c);
      }
    }
    d[low] -= p;
    e[low] = g;
    e[high] = 0;
  }

  /** Distance from the upper diagonal entry to the eigenvalue of the leading pair nearest to it. */
  private static double shift(double first, double second, double off) {
    double g = (second - first) / (2 * off);
    double r = length(g, 1);
    return off / (g < 0 ? g - r : g + r);
  }

  private static double length(double x, double y) {
    double large = Math.max(Math.abs(x), Math.abs(y));
    if (large == 0) {
      return 0;
    }
    double ratio = Math.min(Math.abs(x), Math.abs(y)) / large;
    return large * Math.sqrt(1 + ratio * ratio);
  }

  private void turnRows(double[] vectors, int row, double s, double c) {
    for (int r = row; r < row + n; r++) {
      double x = vectors[r];
      double y = vectors[r + n];
      vectors[r] = c * x - s * y;
      vectors[r + n] = s * x + c * y;
    }
  }
}
