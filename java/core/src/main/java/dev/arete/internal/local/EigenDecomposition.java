package dev.arete.internal.local;

import dev.arete.internal.eigen.SymmetricEigenSolver;

/** Eigensystem of one symmetric matrix, as {@link SymmetricEigenSolver#decompose} gives it. */
@FunctionalInterface
public interface EigenDecomposition {
  /**
   * Decomposes A = V^T diag(values) V with the eigenvectors in the rows of V.
   *
   * @param matrix holds A, row-major, from {@code offset}; only its lower triangle is read
   * @param offset index of the first entry of A
   * @param values receives the eigenvalues, descending, from {@code valuesOffset}
   * @param valuesOffset index of the first eigenvalue
   * @param vectors receives row j, the unit eigenvector of value j, from {@code vectorsOffset}
   * @param vectorsOffset index of the first vector
   */
  void decompose(
      double[] matrix,
      int offset,
      double[] values,
      int valuesOffset,
      double[] vectors,
      int vectorsOffset);
}
