package dev.arete.internal.eigen;

import java.util.Arrays;

/**
 * Eigensystem of one symmetric matrix at a time. Holds its workspace; not thread-safe. Scale-free:
 * multiplying the matrix by a power of two multiplies the values by it and leaves the vectors.
 *
 * <p>Small matrices are done by Jacobi rotations (one of them is the closed form for n = 2), large
 * ones by Householder reduction and implicit QL.
 */
public final class SymmetricEigenSolver {
  /**
   * Largest order for Jacobi, which keeps the small eigenvalues of graded matrices. Measured on an
   * AMD EPYC, JDK 17: Jacobi takes 1.3 times as long as QL at n = 3, 2.5 times at n = 8, 4 times at
   * n = 16.
   */
  static final int JACOBI_ORDER = 8;

  private final int order;
  private final double[] work;
  private final double[] basis;
  private final double[] diagonal;
  private final int[] ranking;
  private final Tridiagonal tridiagonal;

  /**
   * Allocates a solver.
   *
   * @param order n, at least 1
   */
  public SymmetricEigenSolver(int order) {
    this.order = order;
    this.work = new double[order * order];
    this.basis = new double[order * order];
    this.diagonal = new double[order];
    this.ranking = new int[order];
    this.tridiagonal = order > JACOBI_ORDER ? new Tridiagonal(order) : null;
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
    int exponent = Math.getExponent(largestEntry(matrix, offset));
    double[] turned = vectors == null ? null : basis;
    diagonalise(matrix, offset, exponent, turned);
    rank();
    for (int j = 0; j < order; j++) {
      values[valuesOffset + j] = Math.scalb(diagonal[ranking[j]], exponent);
      if (vectors != null) {
        System.arraycopy(basis, ranking[j] * order, vectors, vectorsOffset + j * order, order);
      }
    }
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

  private void diagonalise(double[] matrix, int offset, int exponent, double[] turned) {
    load(matrix, offset, exponent);
    if (tridiagonal != null && tridiagonal.diagonalise(work, diagonal, turned)) {
      return;
    }
    if (tridiagonal != null) {
      load(matrix, offset, exponent);
    }
    if (turned != null) {
      fillIdentity(turned);
    }
    Jacobi.diagonalise(work, turned, order);
    for (int i = 0; i < order; i++) {
      diagonal[i] = work[i * order + i];
    }
  }

  /** Copies the lower triangle to both, scaled so that the largest entry is in [1, 2). */
  private void load(double[] matrix, int offset, int exponent) {
    int half = -exponent / 2; // 2^-exponent alone may be out of range
    double first = Math.scalb(1.0, half);
    double second = Math.scalb(1.0, -exponent - half);
    for (int i = 0; i < order; i++) {
      for (int j = 0; j <= i; j++) {
        double entry = matrix[offset + i * order + j] * first * second;
        work[i * order + j] = entry;
        work[j * order + i] = entry;
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
