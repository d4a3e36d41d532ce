package dev.arete.internal.eigen;

import java.util.Arrays;

/**
 * Implicit QL method for one tridiagonal matrix at a time whose largest entry is near 1: EISPACK's
 * IMTQL2 (Dubrulle, Martin and Wilkinson 1968) with the rotations written down, to be applied to
 * any number of vectors later. Holds its workspace; not thread-safe.
 */
final class ImplicitQl {
  private static final double NEGLIGIBLE = 0x1p-53;

  /**
   * The matrix has a norm near 1: an entry this small changes eigenvalues by an eighth of a unit of
   * rounding. Without it the block that a covariance of low rank leaves, all rounding and falling
   * towards its end, takes more iterations than there are (784 pixels, 167 of them constant).
   */
  private static final double LOST = 0x1p-56;

  /** EISPACK allows 30 iterations per eigenvalue; about 2 is usual. */
  private static final int MAX_ITERATIONS = 60;

  /** Squares at least this large have lost nothing to underflow. */
  private static final double SAFE_SQUARE = 0x1p-900;

  private final int n;

  /** Number of rotations, and of each the first row it turns, cosine and sine. */
  private int count;

  private int[] rows;
  private double[] cosines;
  private double[] sines;

  ImplicitQl(int n) {
    this.n = n;
    this.rows = new int[4 * n];
    this.cosines = new double[4 * n];
    this.sines = new double[4 * n];
  }

  /**
   * Diagonalises.
   *
   * @param d n diagonal entries; receives the eigenvalues, in no order
   * @param e off-diagonal entries, the last of n is 0; destroyed
   * @return whether the iteration converged; if not, the outputs are of no use
   */
  boolean iterate(double[] d, double[] e) {
    count = 0;
    for (int low = 0; low < n; low++) {
      int high = blockEnd(d, e, low);
      for (int iteration = 0; high > low; iteration++) {
        if (iteration == MAX_ITERATIONS) {
          return false;
        }
        reserve(high - low);
        step(d, e, low, high);
        high = blockEnd(d, e, low);
      }
    }
    return true;
  }

  private int blockEnd(double[] d, double[] e, int low) {
    int high = low;
    while (high < n - 1) {
      double off = Math.abs(e[high]);
      if (off <= NEGLIGIBLE * (Math.abs(d[high]) + Math.abs(d[high + 1])) || off <= LOST) {
        break;
      }
      high++;
    }
    return high;
  }

  private void reserve(int more) {
    if (count + more > rows.length) {
      int length = Math.max(count + more, 2 * rows.length);
      rows = Arrays.copyOf(rows, length);
      cosines = Arrays.copyOf(cosines, length);
      sines = Arrays.copyOf(sines, length);
    }
  }

  /** One QL step with Wilkinson's shift, chased from {@code high} up to {@code low}. */
  private void step(double[] d, double[] e, int low, int high) {
    double g = d[high] - d[low] + shift(d[low], d[low + 1], e[low]);
    double s = 1;
    double c = 1;
    double p = 0;
    for (int i = high - 1; i >= low; i--) {
      double f = s * e[i];
      double b = c * e[i];
      double square = f * f + g * g;
      double r;
      if (square > SAFE_SQUARE) {
        // f / r as f r / r^2: the division need not wait for the root
        double inverse = 1 / square;
        r = Math.sqrt(square);
        s = f * inverse * r;
        c = g * inverse * r;
      } else {
        r = length(f, g);
        s = f / r;
        c = g / r;
      }
      e[i + 1] = r;
      if (r == 0) { // underflow: the block falls apart here
        d[i + 1] -= p;
        e[high] = 0;
        return;
      }
      g = d[i + 1] - p;
      r = (d[i] - g) * s + 2 * c * b;
      p = s * r;
      d[i + 1] = g + p;
      g = c * r - b;
      rows[count] = i;
      cosines[count] = c;
      sines[count] = s;
      count++;
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

  /** Applies the rotations to a vector. */
  void apply(double[] x) {
    for (int k = 0; k < count; k++) {
      int i = rows[k];
      double first = x[i];
      double second = x[i + 1];
      x[i] = cosines[k] * first - sines[k] * second;
      x[i + 1] = sines[k] * first + cosines[k] * second;
    }
  }

  /** Takes the rotations back. */
  void applyInverse(double[] x) {
    for (int k = count - 1; k >= 0; k--) {
      int i = rows[k];
      double first = x[i];
      double second = x[i + 1];
      x[i] = cosines[k] * first + sines[k] * second;
      x[i + 1] = cosines[k] * second - sines[k] * first;
    }
  }

  /** Applies the rotations to the rows of a matrix. */
  void turnRows(double[] vectors, int stride, RowLoops loops) {
    loops.rotateRows(vectors, stride, rows, cosines, sines, count);
  }
}
