package dev.arete.internal.eigen;

import java.util.Arrays;

/**
 * Eigensystem of one symmetric matrix at a time. Holds its workspace; not thread-safe. Scale-free:
 * multiplying the matrix by a power of two multiplies the values by it and leaves the vectors, as
 * long as the largest entry and the values are normal numbers.
 *
 * <p>Small matrices are done by Jacobi rotations (one of them is the closed form for n = 2), large
 * ones by Householder reduction and implicit QL, or divide and conquer. The latter need not form
 * eigenvectors: {@link #toEigenbasis} and {@link #fromEigenbasis} apply them as the products they
 * are made of.
 */
public final class SymmetricEigenSolver {
  /**
   * Largest order for Jacobi, which keeps the small eigenvalues of graded matrices. Measured on an
   * AMD EPYC, JDK 17: Jacobi takes 1.3 times as long as QL at n = 3, 2.5 times at n = 8, 4 times at
   * n = 16.
   */
  static final int JACOBI_ORDER = 8;

  private final int order;
  private final int divideOrder;
  private final double[] diagonal;
  private final double[] turned;
  private final int[] ranking;
  private final RowLoops loops;
  private Tridiagonal tridiagonal;
  private double[] work;
  private double[] basis;
  private boolean isReduced;

  /**
   * Allocates a solver.
   *
   * @param order n, at least 1
   */
  public SymmetricEigenSolver(int order) {
    this(order, RowLoops.plain());
  }

  /**
   * Allocates a solver with other inner loops.
   *
   * @param order n, at least 1
   * @param loops inner loops of large orders
   */
  public SymmetricEigenSolver(int order, RowLoops loops) {
    this(order, loops, loops.divideOrder());
  }

  /** With another order from which on matrices are divided. */
  SymmetricEigenSolver(int order, RowLoops loops, int divideOrder) {
    this.order = order;
    this.divideOrder = divideOrder;
    this.diagonal = new double[order];
    this.turned = new double[order];
    this.ranking = new int[order];
    this.loops = loops;
  }

  /**
   * Returns the inner loops.
   *
   * @return loops without state
   */
  public RowLoops loops() {
    return loops;
  }

  /**
   * Allocates a solver with the same inner loops.
   *
   * @param otherOrder its n, at least 1
   * @return a solver of its own
   */
  public SymmetricEigenSolver ofOrder(int otherOrder) {
    return new SymmetricEigenSolver(otherOrder, loops);
  }

  /**
   * Decomposes A = V^T diag(values) V with the eigenvectors in the rows of V. |A V^T - V^T
   * diag(values)| and |V V^T - I| stay within a few n units of rounding; a small eigenvalue of a
   * graded positive semidefinite matrix with n &lt;= 8 keeps its own digits. Cost O(n^3), nothing
   * is allocated.
   *
   * @param matrix holds A, n x n row-major, from {@code offset}; only its lower triangle is read
   * @param offset index of the first entry of A
   * @param values receives n eigenvalues, descending, from {@code valuesOffset}
   * @param valuesOffset index of the first eigenvalue
   * @param vectors receives n x n, row j the unit eigenvector of value j, from {@code
   *     vectorsOffset}; may be null
   * @param vectorsOffset index of the first vector
   */
  public void decompose(
      double[] matrix,
      int offset,
      double[] values,
      int valuesOffset,
      double[] vectors,
      int vectorsOffset) {
    factor(matrix, offset, values, valuesOffset);
    if (vectors != null) {
      vectors(vectors, vectorsOffset);
    }
  }

  /**
   * Decomposes A as {@link #decompose} does, without forming eigenvectors: a third of the work or
   * less where n is above {@value #JACOBI_ORDER}. What the other methods return belongs to the
   * matrix that was factored last.
   *
   * @param matrix holds A, n x n row-major, from {@code offset}; only its lower triangle is read
   * @param offset index of the first entry of A
   * @param values receives n eigenvalues, descending, from {@code valuesOffset}
   * @param valuesOffset index of the first eigenvalue
   */
  public void factor(double[] matrix, int offset, double[] values, int valuesOffset) {
    int exponent = Math.getExponent(largestEntry(matrix, offset));
    diagonalise(matrix, offset, exponent);
    rank();
    for (int j = 0; j < order; j++) {
      values[valuesOffset + j] = Math.scalb(diagonal[ranking[j]], exponent);
    }
  }

  /**
   * Computes V x, the components along the eigenvectors, in the order of the eigenvalues. O(n^2).
   *
   * @param x n numbers
   * @param out receives n numbers; may be x
   */
  public void toEigenbasis(double[] x, double[] out) {
    if (isReduced) {
      System.arraycopy(x, 0, turned, 0, order);
      tridiagonal.toEigenbasis(turned);
    } else {
      for (int j = 0; j < order; j++) {
        double dot = 0;
        for (int i = 0; i < order; i++) {
          dot += basis[j * order + i] * x[i];
        }
        turned[j] = dot;
      }
    }
    for (int j = 0; j < order; j++) {
      out[j] = turned[ranking[j]];
    }
  }

  /**
   * Computes V^T a, the vector with the given components along the eigenvectors. O(n^2).
   *
   * @param components n numbers, in the order of the eigenvalues
   * @param out receives n numbers; may be {@code components}
   */
  public void fromEigenbasis(double[] components, double[] out) {
    for (int j = 0; j < order; j++) {
      turned[ranking[j]] = components[j];
    }
    if (isReduced) {
      tridiagonal.fromEigenbasis(turned);
      System.arraycopy(turned, 0, out, 0, order);
      return;
    }
    Arrays.fill(out, 0, order, 0);
    for (int j = 0; j < order; j++) {
      for (int i = 0; i < order; i++) {
        out[i] += turned[j] * basis[j * order + i];
      }
    }
  }

  /**
   * Forms the eigenvectors. O(n^3).
   *
   * @param vectors receives n x n, row j the unit eigenvector of value j
   * @param offset index of the first entry
   */
  public void vectors(double[] vectors, int offset) {
    double[] rows = isReduced ? tridiagonal.vectors() : basis;
    int stride = isReduced ? tridiagonal.stride() : order;
    for (int j = 0; j < order; j++) {
      System.arraycopy(rows, ranking[j] * stride, vectors, offset + j * order, order);
    }
  }

  private double[] basis() {
    if (basis == null) {
      basis = new double[order * order];
    }
    return basis;
  }

  private double largestEntry(double[] matrix, int offset) {
    double largest = 0;
    for (int i = 0; i < order; i++) {
      for (int j = 0; j <= i; j++) {
        largest = Math.max(largest, Math.abs(matrix[offset + i * order + j]));
      }
    }
    return largest;
  }

  private void diagonalise(double[] matrix, int offset, int exponent) {
    if (order > JACOBI_ORDER) {
      tridiagonal = tridiagonal == null ? new Tridiagonal(order, loops, divideOrder) : tridiagonal;
      load(matrix, offset, exponent, tridiagonal.matrix(), tridiagonal.stride());
      isReduced = tridiagonal.diagonalise(diagonal);
    }
    if (!isReduced) {
      work = work == null ? new double[order * order] : work;
      load(matrix, offset, exponent, work, order);
      fillIdentity(basis());
      Jacobi.diagonalise(work, basis, order);
      for (int i = 0; i < order; i++) {
        diagonal[i] = work[i * order + i];
      }
    }
  }

  /** Copies the lower triangle to both, scaled so that the largest entry is in [1, 2). */
  private void load(double[] matrix, int offset, int exponent, double[] to, int stride) {
    int half = -exponent / 2; // 2^-exponent alone may be out of range
    double first = Math.scalb(1.0, half);
    double second = Math.scalb(1.0, -exponent - half);
    for (int i = 0; i < order; i++) {
      for (int j = 0; j <= i; j++) {
        double entry = matrix[offset + i * order + j] * first * second;
        to[i * stride + j] = entry;
        to[j * stride + i] = entry;
      }
    }
  }

  private void fillIdentity(double[] matrix) {
    Arrays.fill(matrix, 0);
    for (int i = 0; i < order; i++) {
      matrix[i * order + i] = 1;
    }
  }

  /** Insertion sort, descending; equal values keep their order. */
  private void rank() {
    for (int i = 0; i < order; i++) {
      int j = i;
      while (j > 0 && diagonal[ranking[j - 1]] < diagonal[i]) {
        ranking[j] = ranking[j - 1];
        j--;
      }
      ranking[j] = i;
    }
  }
}
