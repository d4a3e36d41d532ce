package dev.arete.internal.eigen;

/**
 * Cyclic two-sided Jacobi method on a full symmetric matrix whose largest entry is near 1.
 *
 * <p>A pair is negligible against sqrt(a_pp a_qq), not against the norm of the matrix: small
 * eigenvalues of a graded positive semidefinite matrix keep their digits (Demmel and Veselic 1992).
 */
final class Jacobi {
  private static final double NEGLIGIBLE = 0x1p-53;

  /** What is left after this many sweeps is rounding noise: compare with the norm from here on. */
  private static final int RELATIVE_SWEEPS = 24;

  private static final int MAX_SWEEPS = 60;

  private Jacobi() {}

  /**
   * Diagonalises.
   *
   * @param a n x n, both triangles; receives the eigenvalues on its diagonal
   * @param vectors n x n, an orthogonal matrix on entry whose rows are turned along, or null
   * @param n order
   */
  static void diagonalise(double[] a, double[] vectors, int n) {
    for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
      double floor = sweep < RELATIVE_SWEEPS ? Double.MIN_NORMAL : NEGLIGIBLE;
      if (!sweep(a, vectors, n, floor)) {
        return;
      }
    }
  }

  private static boolean sweep(double[] a, double[] vectors, int n, double floor) {
    boolean rotated = false;
    for (int p = 0; p < n - 1; p++) {
      for (int q = p + 1; q < n; q++) {
        if (!isNegligible(a, n, p, q, floor)) {
          rotate(a, vectors, n, p, q);
          rotated = true;
        }
      }
    }
    return rotated;
  }

  private static boolean isNegligible(double[] a, int n, int p, int q, double floor) {
    double off = Math.abs(a[p * n + q]);
    if (off <= floor) {
      return true;
    }
    double scale = Math.sqrt(Math.abs(a[p * n + p])) * Math.sqrt(Math.abs(a[q * n + q]));
    return off <= NEGLIGIBLE * scale;
  }

  /** Turns rows and columns p and q by the smaller angle that annihilates a_pq. */
  private static void rotate(double[] a, double[] vectors, int n, int p, int q) {
    double off = a[p * n + q];
    double theta = 0.5 * (a[q * n + q] - a[p * n + p]) / off;
    double t = tangent(theta);
    double c = 1 / Math.sqrt(1 + t * t);
    double s = t * c;
    double tau = s / (1 + c);
    double pp = a[p * n + p] - t * off;
    double qq = a[q * n + q] + t * off;
    turnRows(a, p * n, q * n, n, s, tau);
    for (int r = 0; r < n; r++) {
      a[r * n + p] = a[p * n + r];
      a[r * n + q] = a[q * n + r];
    }
    a[p * n + p] = pp;
    a[q * n + q] = qq;
    a[p * n + q] = 0;
    a[q * n + p] = 0;
    if (vectors != null) {
      turnRows(vectors, p * n, q * n, n, s, tau);
    }
  }

  /** The smaller root of t^2 + 2 theta t - 1 = 0; 1 / (2 theta) where theta^2 would overflow. */
  private static double tangent(double theta) {
    double magnitude = Math.abs(theta);
    double t =
        magnitude > 0x1p500 ? 0.5 / magnitude : 1 / (magnitude + Math.sqrt(theta * theta + 1));
    return theta < 0 ? -t : t;
  }

  /** Rutishauser's form: a small turn adds a small correction. */
  private static void turnRows(double[] a, int p, int q, int n, double s, double tau) {
    for (int r = 0; r < n; r++) {
      double x = a[p + r];
      double y = a[q + r];
      a[p + r] = x - s * (y + tau * x);
      a[q + r] = y + s * (x - tau * y);
    }
  }
}
