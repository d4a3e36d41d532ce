package dev.arete.internal.eigen;

/**
 * Rows and columns {@code begin} to {@code end} of a tridiagonal matrix in divide and conquer, T =
 * V^T diag(values) V, with V as the factor that this part adds to those of its halves.
 */
abstract class TridiagonalPart {
  final int begin;
  final int end;

  TridiagonalPart(int begin, int end) {
    this.begin = begin;
    this.end = end;
  }

  /**
   * Diagonalises, once the halves are.
   *
   * @param system what all parts share
   * @return whether the iteration converged
   */
  abstract boolean solve(TridiagonalSystem system);

  /**
   * Multiplies a vector by this part's factor.
   *
   * @param x entries {@code begin} to {@code end} are overwritten
   * @param system lends workspace
   */
  abstract void apply(double[] x, TridiagonalSystem system);

  /** Multiplies a vector by the transpose of this part's factor. */
  abstract void applyInverse(double[] x, TridiagonalSystem system);

  /**
   * Multiplies rows {@code begin} to {@code end} of a matrix, which hold V of the halves, by this
   * part's factor.
   *
   * @param basis rows of the system's stride
   * @param spare another matrix of the same size
   * @param system lends loops
   */
  abstract void turnRows(double[] basis, double[] spare, TridiagonalSystem system);
}
