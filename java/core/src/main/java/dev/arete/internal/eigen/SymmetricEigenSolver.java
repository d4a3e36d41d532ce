package dev.arete.internal.eigen;

/**
 * Eigensystem of one symmetric matrix at a time. Holds its workspace; not thread-safe. Scale-free:
 * multiplying the matrix by a power of two multiplies the values by it and leaves the vectors.
 */
public final class SymmetricEigenSolver {
  private final int order;
  private final double[] work;

  /**
   * Allocates a solver.
   *
   * @param order n, at least 1
   */
  public SymmetricEigenSolver(int order) {
    this.order = order;
    this.work = new double[order * order];
  }

  /**
   * Decomposes A = V^T diag(values) V with the eigenvectors in the rows of V.
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
    System.arraycopy(matrix, offset, work, 0, order * order);
    throw new IllegalStateException("being written");
  }
}
