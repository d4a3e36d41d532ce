package dev.arete.internal.eigen;

/** What the parts of a tridiagonal matrix share in divide and conquer, with their workspace. */
final class TridiagonalSystem {
  final int n;
  final int stride;
  final RowLoops loops;

  /** Of the matrix; then the eigenvalues of parts, each in its place. */
  double[] diagonal;

  /** Numbers of values, those of each part ascending. */
  final int[] sorted;

  double[] offDiagonal;

  /** Entries that change eigenvalues by this much are zeros. */
  double negligible;

  /** First and last column of V of each part: what the next merge is made of. */
  final double[] firstColumn;

  final double[] lastColumn;

  final double[] input;
  final double[] output;
  final SecularEquation secular;

  TridiagonalSystem(int n, RowLoops loops) {
    this.n = n;
    this.loops = loops;
    stride = RowLoops.padded(n);
    sorted = new int[n];
    firstColumn = new double[n];
    lastColumn = new double[n];
    input = new double[stride];
    output = new double[stride];
    secular = new SecularEquation(n, loops.secular());
  }

  /** Sorts the numbers of a part's values by insertion: most of them are in order. */
  void sort(int begin, int end) {
    for (int i = begin; i < end; i++) {
      int at = i;
      while (at > begin && diagonal[sorted[at - 1]] > diagonal[i]) {
        sorted[at] = sorted[at - 1];
        at--;
      }
      sorted[at] = i;
    }
  }
}
