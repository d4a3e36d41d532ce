package dev.arete.internal.eigen;

import java.util.Arrays;

/**
 * Householder reduction to tridiagonal form, A = Q T Q^T, followed by {@link ImplicitQl} or {@link
 * DivideAndConquer}, for one symmetric matrix at a time whose largest entry is near 1. Q is kept as
 * its reflectors, so that vectors can be turned into the eigenbasis and back in O(n^2) operations,
 * and eigenvectors need not be formed at all. Holds its workspace; not thread-safe.
 *
 * <p>The reduction is that of EISPACK's TRED2 (Martin, Reinsch and Wilkinson 1968) with the update
 * by one reflector and the product with the next in one pass over the rows.
 */
final class Tridiagonal {
  /**
   * Columns with a smaller sum of squares are scaled before they become reflectors. Rounding leaves
   * columns of 2^-53, which need it not. The factor of a reflector is up to the inverse of this,
   * and its square, its products with those of others and with vectors of any scale are in range.
   */
  private static final double SAFE_SQUARES = 0x1p-200;

  private final int n;
  private final int stride;
  private final RowLoops loops;
  private final double[] a;
  private final double[] factors;
  private final double[] diagonal;
  private final double[] offDiagonal;
  private final double[] product;
  private final double[] half;
  private final double[][] reflectors = new double[2][];

  /** One of these. */
  private final ImplicitQl ql;

  private final DivideAndConquer conquer;
  private double[] basis;
  private double[] spare;
  private BlockReflectors blocks;

  Tridiagonal(int n, RowLoops loops) {
    this(n, loops, loops.divideOrder());
  }

  /** With another order from which on matrices are divided. */
  Tridiagonal(int n, RowLoops loops, int divideOrder) {
    this.n = n;
    this.loops = loops;
    stride = (n + RowLoops.PADDING - 1) / RowLoops.PADDING * RowLoops.PADDING;
    a = new double[n * stride];
    factors = new double[n];
    diagonal = new double[n];
    offDiagonal = new double[n];
    product = new double[stride];
    half = new double[stride];
    reflectors[0] = new double[stride];
    reflectors[1] = new double[stride];
    conquer = n < divideOrder ? null : new DivideAndConquer(n, loops);
    ql = conquer == null ? new ImplicitQl(n) : null;
  }

  /** The working matrix: both triangles of A go here, in rows {@link #stride} apart. */
  double[] matrix() {
    return a;
  }

  int stride() {
    return stride;
  }

  /**
   * Diagonalises what {@link #matrix} holds, which is overwritten.
   *
   * @param values receives n eigenvalues, in no order
   * @return whether the iteration converged; if not, the outputs are of no use
   */
  boolean diagonalise(double[] values) {
    Arrays.fill(factors, 0);
    Arrays.fill(half, 0);
    Arrays.fill(reflectors[0], 0);
    Arrays.fill(reflectors[1], 0);
    for (int k = 0; k < n - 2; k++) {
      reduce(k);
    }
    if (n > 2) {
      updateEnd();
    }
    diagonal[n - 2] = a[(n - 2) * stride + n - 2];
    offDiagonal[n - 2] = a[(n - 1) * stride + n - 2];
    diagonal[n - 1] = a[(n - 1) * stride + n - 1];
    offDiagonal[n - 1] = 0;
    System.arraycopy(diagonal, 0, values, 0, n);
    boolean isDone =
        conquer == null ? ql.iterate(values, offDiagonal) : conquer.iterate(values, offDiagonal);
    return isDone && areFinite(values);
  }

  /** What is infinite is no eigenvalue, though beside it every off-diagonal entry is negligible. */
  private boolean areFinite(double[] values) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += Math.abs(values[j]); // at most 2 n each, of entries near 1
    }
    return sum < Double.POSITIVE_INFINITY;
  }

  /**
   * Step k. On entry rows from k on lack the update by reflector k - 1, v and {@link #half}. Row k
   * gets it first and gives the next reflector w; then the rows below get it on the way to the
   * product with w.
   */
  private void reduce(int k) {
    double[] v = reflectors[(k + 1) % 2];
    double[] w = reflectors[k % 2];
    Arrays.fill(product, 0);
    loops.updateRows(a, stride, k, k + 1, k, v, half, v, product);
    diagonal[k] = a[k * stride + k];
    Arrays.fill(w, 0, k + 1, 0);
    System.arraycopy(a, k * stride + k + 1, w, k + 1, n - k - 1);
    offDiagonal[k] = reflector(w, k);
    System.arraycopy(w, k + 1, a, k * stride + k + 1, n - k - 1);
    // column k of the rows below is not needed any more
    v[k] = 0;
    half[k] = 0;
    Arrays.fill(product, 0);
    loops.updateRows(a, stride, k + 1, n, k + 1, v, half, w, product);
    secondHalf(w, k);
  }

  /** half = p - (factor/2)(p . w) w with p = factor A w: the update is w half^T + half w^T. */
  private void secondHalf(double[] w, int k) {
    double factor = factors[k];
    double share = 0.5 * factor * factor * dot(product, 0, w, k + 1, n);
    for (int j = k + 1; j < n; j++) {
      half[j] = factor * product[j] - share * w[j];
    }
    Arrays.fill(half, 0, k + 1, 0);
  }

  /** The last two rows still lack the last update. */
  private void updateEnd() {
    double[] v = reflectors[(n - 3) % 2];
    Arrays.fill(product, 0);
    loops.updateRows(a, stride, n - 2, n, n - 2, v, half, half, product);
  }

  /**
   * Makes the vector of H = I - factor w w^T that maps x, the entries of w after k, onto its first
   * coordinate, in place.
   *
   * @return the value of that coordinate
   */
  private double reflector(double[] w, int k) {
    double squares = dot(w, 0, w, k + 1, n);
    double scale = 1;
    if (squares < SAFE_SQUARES) {
      scale = largest(w, k + 1);
      if (scale == 0) {
        return 0;
      }
      for (int j = k + 1; j < n; j++) {
        w[j] /= scale;
      }
      squares = dot(w, 0, w, k + 1, n);
    }
    double first = w[k + 1];
    double norm = Math.sqrt(squares);
    double image = first > 0 ? -norm : norm;
    w[k + 1] = first - image;
    factors[k] = 1 / (norm * (norm + Math.abs(first)));
    return image * scale;
  }

  private double largest(double[] w, int from) {
    double largest = 0;
    for (int j = from; j < n; j++) {
      largest = Math.max(largest, Math.abs(w[j]));
    }
    return largest;
  }

  /**
   * Turns x into the eigenbasis: x_j becomes v_j . x, with v_j the eigenvector of value j.
   *
   * @param x n numbers, overwritten
   */
  void toEigenbasis(double[] x) {
    for (int k = 0; k < n - 2; k++) {
      reflect(k, x);
    }
    if (conquer == null) {
      ql.apply(x);
    } else {
      conquer.apply(x);
    }
  }

  /**
   * The inverse: x becomes the sum of x_j v_j.
   *
   * @param x n numbers, overwritten
   */
  void fromEigenbasis(double[] x) {
    if (conquer == null) {
      ql.applyInverse(x);
    } else {
      conquer.applyInverse(x);
    }
    for (int k = n - 3; k >= 0; k--) {
      reflect(k, x);
    }
  }

  private void reflect(int k, double[] x) {
    if (factors[k] == 0) {
      return;
    }
    int row = k * stride;
    double share = factors[k] * dot(a, row, x, k + 1, n);
    for (int j = k + 1; j < n; j++) {
      x[j] -= share * a[row + j];
    }
  }

  /** Four sums at a time: one that waits for the one before takes four times as long. */
  private static double dot(double[] a, int row, double[] x, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = from;
    for (; j + 4 <= to; j += 4) {
      s0 += a[row + j] * x[j];
      s1 += a[row + j + 1] * x[j + 1];
      s2 += a[row + j + 2] * x[j + 2];
      s3 += a[row + j + 3] * x[j + 3];
    }
    for (; j < to; j++) {
      s0 += a[row + j] * x[j];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * Forms the eigenvectors.
   *
   * @return rows {@link #stride} apart, row j the eigenvector of value j; this object's own array
   */
  double[] vectors() {
    return conquer == null ? turnReflectors() : reflectBlocks();
  }

  private double[] reflectBlocks() {
    if (basis == null) {
      basis = new double[n * stride];
      spare = new double[n * stride];
      blocks = new BlockReflectors(n, 1, loops);
    }
    conquer.form(basis, spare);
    blocks.apply(a, factors, n - 2, basis, n);
    return basis;
  }

  /** Q^T with the rotations applied to its rows: small matrices are not worth blocks. */
  private double[] turnReflectors() {
    if (basis == null) {
      basis = new double[n * stride];
    }
    Arrays.fill(basis, 0);
    for (int i = 0; i < n; i++) {
      basis[i * stride + i] = 1;
    }
    for (int k = n - 3; k >= 0; k--) {
      if (factors[k] != 0) {
        reflectRows(k);
      }
    }
    transpose();
    ql.turnRows(basis, stride, loops);
    return basis;
  }

  /** Q := H_k Q; built from the last reflector, so that each touches only its own block. */
  private void reflectRows(int k) {
    double[] w = reflectors[0];
    int from = k + 1;
    Arrays.fill(w, 0, from, 0);
    System.arraycopy(a, k * stride + from, w, from, n - from);
    Arrays.fill(product, 0);
    Arrays.fill(reflectors[1], 0);
    // the product alone, with an update by nothing; then the update with a product of no use
    loops.updateRows(basis, stride, from, n, from, reflectors[1], reflectors[1], w, product);
    for (int j = from; j < n; j++) {
      product[j] *= factors[k];
    }
    for (int i = from; i < n; i++) {
      double factor = -a[k * stride + i];
      int row = i * stride;
      for (int j = from; j < stride; j++) {
        basis[row + j] += factor * product[j];
      }
    }
  }

  private void transpose() {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double swap = basis[i * stride + j];
        basis[i * stride + j] = basis[j * stride + i];
        basis[j * stride + i] = swap;
      }
    }
  }
}
