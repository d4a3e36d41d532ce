package dev.arete.internal.ridge;

/** Gaussian elimination with partial pivoting for one small dense system. Not thread-safe. */
final class SmallLu {
  private final int order;

  /**
   * Creates a solver.
   *
   * @param order n, at least 1
   */
  SmallLu(int order) {
    this.order = order;
  }

  /**
   * Solves A x = b. Singular or non-finite matrices are answered with false, not with numbers.
   *
   * @param matrix A, n x n row-major; overwritten
   * @param rhs b on entry, x on return
   * @return whether x was found and is finite
   */
  boolean solve(double[] matrix, double[] rhs) {
    for (int column = 0; column < order; column++) {
      swapRows(matrix, rhs, column, pivotRow(matrix, column));
      double pivot = matrix[column * order + column];
      if (!(Math.abs(pivot) > 0 && Math.abs(pivot) < Double.POSITIVE_INFINITY)) {
        return false;
      }
      for (int row = column + 1; row < order; row++) {
        eliminate(matrix, rhs, row, column, matrix[row * order + column] / pivot);
      }
    }
    return backSubstitute(matrix, rhs);
  }

  private int pivotRow(double[] matrix, int column) {
    int best = column;
    for (int row = column + 1; row < order; row++) {
      if (Math.abs(matrix[row * order + column]) > Math.abs(matrix[best * order + column])) {
        best = row;
      }
    }
    return best;
  }

  private void swapRows(double[] matrix, double[] rhs, int first, int second) {
    if (first == second) {
      return;
    }
    for (int j = 0; j < order; j++) {
      double kept = matrix[first * order + j];
      matrix[first * order + j] = matrix[second * order + j];
      matrix[second * order + j] = kept;
    }
    double kept = rhs[first];
    rhs[first] = rhs[second];
    rhs[second] = kept;
  }

  private void eliminate(double[] matrix, double[] rhs, int row, int column, double factor) {
    for (int j = column + 1; j < order; j++) {
      matrix[row * order + j] -= factor * matrix[column * order + j];
    }
    rhs[row] -= factor * rhs[column];
  }

  private boolean backSubstitute(double[] matrix, double[] rhs) {
    boolean finite = true;
    for (int row = order - 1; row >= 0; row--) {
      double sum = rhs[row];
      for (int j = row + 1; j < order; j++) {
        sum -= matrix[row * order + j] * rhs[j];
      }
      rhs[row] = sum / matrix[row * order + row];
      finite &= Double.isFinite(rhs[row]);
    }
    return finite;
  }
}
