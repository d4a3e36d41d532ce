package dev.arete.testkit.oracle;

/**
 * Eigensystem of a symmetric positive semidefinite matrix by the cyclic Jacobi method with many
 * bits. Eigenvalues are right relative to themselves as long as they exceed 2^-bits of the largest,
 * or if the matrix is D M D with D diagonal and M well conditioned (Demmel and Veselic 1992).
 */
final class WideEigen {
  /** Bits to which vectors are made orthogonal in the matrix's own terms. */
  private static final int ANGLE_BITS = 140;

  private static final int MAX_SWEEPS = 60;

  /** A range in which nothing is rounding. */
  static final long ALL = Long.MAX_VALUE / 4;

  private final int order;
  private final int bits;
  private final long range;
  private final Wide[][] matrix;
  private final Wide[][] vectors;

  /**
   * Diagonalises.
   *
   * @param range entries 2^-range of the largest eigenvalue and below are rounding
   */
  WideEigen(Wide[][] symmetric, int bits, long range) {
    this.range = range;
    this.order = symmetric.length;
    this.bits = bits;
    matrix = new Wide[order][];
    vectors = new Wide[order][order];
    for (int i = 0; i < order; i++) {
      matrix[i] = symmetric[i].clone();
      for (int j = 0; j < order; j++) {
        vectors[i][j] = i == j ? Wide.ONE : Wide.ZERO;
      }
    }
    int sweeps = 0;
    while (sweep()) {
      sweeps++;
      if (sweeps > MAX_SWEEPS) {
        throw new IllegalStateException("Jacobi did not converge in " + MAX_SWEEPS + " sweeps");
      }
    }
    sort();
  }

  private boolean sweep() {
    long floor = largest() - range + 16;
    boolean rotated = false;
    for (int p = 0; p < order; p++) {
      for (int q = p + 1; q < order; q++) {
        if (matters(p, q, floor)) {
          rotate(p, q);
          rotated = true;
        }
      }
    }
    return rotated;
  }

  private long largest() {
    long largest = Long.MIN_VALUE / 2;
    for (int i = 0; i < order; i++) {
      largest = Math.max(largest, matrix[i][i].top());
    }
    return largest;
  }

  /** Against the two diagonal entries, as befits a graded matrix, or against the rounding. */
  private boolean matters(int p, int q, long floor) {
    long off = matrix[p][q].top();
    long diagonal = (matrix[p][p].top() + matrix[q][q].top()) / 2;
    return matrix[p][q].signum() != 0 && off > floor && off > diagonal - ANGLE_BITS;
  }

  private void rotate(int p, int q) {
    Wide apq = matrix[p][q];
    Wide theta = matrix[q][q].minus(matrix[p][p], bits).over(apq.plus(apq, bits), bits);
    Wide root = theta.times(theta, bits).plus(Wide.ONE, bits).sqrt(bits);
    Wide tan = Wide.ONE.over(theta.abs().plus(root, bits), bits);
    tan = theta.signum() < 0 ? tan.negate() : tan;
    Wide cos = Wide.ONE.over(tan.times(tan, bits).plus(Wide.ONE, bits).sqrt(bits), bits);
    Wide sin = tan.times(cos, bits);
    turnRows(matrix, p, q, cos, sin);
    for (Wide[] row : matrix) {
      Wide a = row[p];
      Wide b = row[q];
      row[p] = cos.times(a, bits).minus(sin.times(b, bits), bits);
      row[q] = sin.times(a, bits).plus(cos.times(b, bits), bits);
    }
    matrix[p][q] = Wide.ZERO;
    matrix[q][p] = Wide.ZERO;
    turnRows(vectors, p, q, cos, sin);
  }

  private void turnRows(Wide[][] rows, int p, int q, Wide cos, Wide sin) {
    for (int j = 0; j < order; j++) {
      Wide a = rows[p][j];
      Wide b = rows[q][j];
      rows[p][j] = cos.times(a, bits).minus(sin.times(b, bits), bits);
      rows[q][j] = sin.times(a, bits).plus(cos.times(b, bits), bits);
    }
  }

  private void sort() {
    for (int j = 1; j < order; j++) {
      for (int i = j; i > 0 && matrix[i][i].compareTo(matrix[i - 1][i - 1]) > 0; i--) {
        Wide value = matrix[i][i];
        matrix[i][i] = matrix[i - 1][i - 1];
        matrix[i - 1][i - 1] = value;
        Wide[] vector = vectors[i];
        vectors[i] = vectors[i - 1];
        vectors[i - 1] = vector;
      }
    }
  }

  Wide value(int j) {
    return matrix[j][j];
  }

  Wide[] vector(int j) {
    return vectors[j];
  }
}
