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

  private double[] diagonal;
  private double[] offDiagonal;

  /** The block at work, sweeps spent on its first value, and the next row to turn. */
  private int low;

  private int high;
  private int iteration;
  private int at;

  /** What a rotation leaves to the next: g, s, c and p of EISPACK. */
  private double lastG;

  private double lastS;
  private double lastC;
  private double lastP;

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
    begin(d, e);
    while (next()) {
      sweep();
    }
    return isDone();
  }

  /** Takes a matrix, as {@link #iterate} does, to be diagonalised sweep by sweep. */
  void begin(double[] d, double[] e) {
    diagonal = d;
    offDiagonal = e;
    count = 0;
    low = 0;
    iteration = 0;
  }

  /** Starts the next sweep; returns whether there is one. */
  boolean next() {
    while (low < n) {
      high = blockEnd();
      if (high > low) {
        return iteration++ < MAX_ITERATIONS && start();
      }
      low++;
      iteration = 0;
    }
    return false;
  }

  /** Whether the iteration converged, once there is no next sweep. */
  boolean isDone() {
    return low == n;
  }

  private int blockEnd() {
    double[] d = diagonal;
    double[] e = offDiagonal;
    int end = low;
    while (end < n - 1) {
      double off = Math.abs(e[end]);
      if (off <= NEGLIGIBLE * (Math.abs(d[end]) + Math.abs(d[end + 1])) || off <= LOST) {
        break;
      }
      end++;
    }
    return end;
  }

  /** Wilkinson's shift. */
  private boolean start() {
    reserve(high - low);
    double first = diagonal[low];
    lastG = diagonal[high] - first + shift(first, diagonal[low + 1], offDiagonal[low]);
    lastS = 1;
    lastC = 1;
    lastP = 0;
    at = high - 1;
    return true;
  }

  private void reserve(int more) {
    if (count + more > rows.length) {
      int length = Math.max(count + more, 2 * rows.length);
      rows = Arrays.copyOf(rows, length);
      cosines = Arrays.copyOf(cosines, length);
      sines = Arrays.copyOf(sines, length);
    }
  }

  /** One QL step, chased from {@code high}, or where it stands, up to {@code low}. */
  void sweep() {
    double[] d = diagonal;
    double[] e = offDiagonal;
    double g = lastG;
    double s = lastS;
    double c = lastC;
    double p = lastP;
    for (int i = at; i >= low; i--) {
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
      note(count++, i, c, s);
    }
    d[low] -= p;
    e[low] = g;
    e[high] = 0;
  }

  /**
   * The sweeps that two matrices have started, rotation by rotation: each is a chain in which a
   * root and a division wait for the ones before, and two chains take hardly longer than one.
   */
  static void sweepTogether(ImplicitQl x, ImplicitQl y) {
    int steps = 1 + Math.min(x.at - x.low, y.at - y.low);
    int i = x.at;
    int j = y.at;
    double[] dx = x.diagonal;
    double[] dy = y.diagonal;
    double[] ex = x.offDiagonal;
    double[] ey = y.offDiagonal;
    double gx = x.lastG;
    double gy = y.lastG;
    double sx = 1;
    double sy = 1;
    double cx = 1;
    double cy = 1;
    double px = 0;
    double py = 0;
    int kx = x.count;
    int ky = y.count;
    for (int end = i - steps; i > end; i--, j--) {
      double fx = sx * ex[i];
      double fy = sy * ey[j];
      double qx = fx * fx + gx * gx;
      double qy = fy * fy + gy * gy;
      if (!(qx > SAFE_SQUARE && qy > SAFE_SQUARE)) {
        break; // each on its own
      }
      double bx = cx * ex[i];
      double by = cy * ey[j];
      double vx = 1 / qx;
      double vy = 1 / qy;
      double rx = Math.sqrt(qx);
      double ry = Math.sqrt(qy);
      sx = fx * vx * rx;
      sy = fy * vy * ry;
      cx = gx * vx * rx;
      cy = gy * vy * ry;
      ex[i + 1] = rx;
      ey[j + 1] = ry;
      gx = dx[i + 1] - px;
      gy = dy[j + 1] - py;
      rx = (dx[i] - gx) * sx + 2 * cx * bx;
      ry = (dy[j] - gy) * sy + 2 * cy * by;
      px = sx * rx;
      py = sy * ry;
      dx[i + 1] = gx + px;
      dy[j + 1] = gy + py;
      gx = cx * rx - bx;
      gy = cy * ry - by;
      x.note(kx++, i, cx, sx);
      y.note(ky++, j, cy, sy);
    }
    x.resume(i, kx, gx, sx, cx, px);
    y.resume(j, ky, gy, sy, cy, py);
    x.sweep();
    y.sweep();
  }

  private void note(int k, int row, double cosine, double sine) {
    rows[k] = row;
    cosines[k] = cosine;
    sines[k] = sine;
  }

  private void resume(int row, int rotations, double g, double s, double c, double p) {
    at = row;
    count = rotations;
    lastG = g;
    lastS = s;
    lastC = c;
    lastP = p;
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
