package dev.arete.testkit.oracle;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * Eigensystem of a small symmetric matrix by the cyclic Jacobi method in decimal arithmetic, to
 * about 34 digits of the largest eigenvalue. Cost grows fast: meant for order 32 and below.
 */
public final class BigEigen {
  private static final MathContext DIGITS = new MathContext(42);
  private static final BigDecimal SMALL = new BigDecimal("1e-34");
  private static final int MAX_SWEEPS = 40;

  private final int order;
  private final BigDecimal[][] matrix;
  private final BigDecimal[][] vectors;

  private BigEigen(BigDecimal[][] symmetric) {
    order = symmetric.length;
    vectors = RoughFrame.of(symmetric, DIGITS);
    matrix = new BigDecimal[order][order];
    for (int i = 0; i < order; i++) {
      BigDecimal[] image = new BigDecimal[order];
      for (int j = 0; j < order; j++) {
        image[j] = RoughFrame.dot(symmetric[j], vectors[i], DIGITS);
      }
      for (int j = 0; j < order; j++) {
        matrix[i][j] = RoughFrame.dot(vectors[j], image, DIGITS);
      }
    }
  }

  /**
   * Returns the eigensystem of a symmetric matrix.
   *
   * @param symmetric n x n; both triangles are read; not changed
   * @return the eigensystem, sorted
   */
  public static BigEigen of(BigDecimal[][] symmetric) {
    BigEigen eigen = new BigEigen(symmetric);
    eigen.iterate();
    eigen.sort();
    return eigen;
  }

  /**
   * Returns the eigensystem of a symmetric matrix of doubles, taken exactly.
   *
   * @param lower n x n, row-major; only entries with row &gt;= column are read
   * @param offset index of the first entry
   * @param order n
   * @return the eigensystem, sorted
   */
  public static BigEigen ofLower(double[] lower, int offset, int order) {
    BigDecimal[][] full = new BigDecimal[order][order];
    for (int i = 0; i < order; i++) {
      for (int j = 0; j <= i; j++) {
        full[i][j] = new BigDecimal(lower[offset + i * order + j]);
        full[j][i] = full[i][j];
      }
    }
    return of(full);
  }

  private void iterate() {
    BigDecimal threshold = largestEntry().multiply(SMALL, DIGITS);
    for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
      if (!sweep(threshold)) {
        return;
      }
    }
    throw new IllegalStateException("Jacobi did not converge in " + MAX_SWEEPS + " sweeps");
  }

  private BigDecimal largestEntry() {
    BigDecimal largest = BigDecimal.ZERO;
    for (BigDecimal[] row : matrix) {
      for (BigDecimal entry : row) {
        largest = largest.max(entry.abs());
      }
    }
    return largest;
  }

  private boolean sweep(BigDecimal threshold) {
    boolean rotated = false;
    for (int p = 0; p < order; p++) {
      for (int q = p + 1; q < order; q++) {
        if (matrix[p][q].abs().compareTo(threshold) > 0) {
          rotate(p, q);
          rotated = true;
        }
      }
    }
    return rotated;
  }

  /** Annihilates entry (p, q): tan 2a = 2 a_pq / (a_pp - a_qq), the smaller angle. */
  private void rotate(int p, int q) {
    BigDecimal apq = matrix[p][q];
    BigDecimal theta =
        matrix[q][q].subtract(matrix[p][p], DIGITS).divide(apq.add(apq, DIGITS), DIGITS);
    BigDecimal root = theta.multiply(theta, DIGITS).add(BigDecimal.ONE, DIGITS).sqrt(DIGITS);
    BigDecimal tan = BigDecimal.ONE.divide(theta.abs().add(root, DIGITS), DIGITS);
    if (theta.signum() < 0) {
      tan = tan.negate();
    }
    BigDecimal square = tan.multiply(tan, DIGITS).add(BigDecimal.ONE, DIGITS);
    BigDecimal cos = BigDecimal.ONE.divide(square.sqrt(DIGITS), DIGITS);
    BigDecimal sin = tan.multiply(cos, DIGITS);
    turnRows(matrix, p, q, cos, sin);
    turnColumns(p, q, cos, sin);
    turnRows(vectors, p, q, cos, sin);
  }

  private void turnRows(BigDecimal[][] rows, int p, int q, BigDecimal cos, BigDecimal sin) {
    for (int j = 0; j < order; j++) {
      BigDecimal a = rows[p][j];
      BigDecimal b = rows[q][j];
      rows[p][j] = cos.multiply(a, DIGITS).subtract(sin.multiply(b, DIGITS), DIGITS);
      rows[q][j] = sin.multiply(a, DIGITS).add(cos.multiply(b, DIGITS), DIGITS);
    }
  }

  private void turnColumns(int p, int q, BigDecimal cos, BigDecimal sin) {
    for (BigDecimal[] row : matrix) {
      BigDecimal a = row[p];
      BigDecimal b = row[q];
      row[p] = cos.multiply(a, DIGITS).subtract(sin.multiply(b, DIGITS), DIGITS);
      row[q] = sin.multiply(a, DIGITS).add(cos.multiply(b, DIGITS), DIGITS);
    }
  }

  private void sort() {
    Integer[] by = new Integer[order];
    Arrays.setAll(by, i -> i);
    Arrays.sort(by, (a, b) -> matrix[b][b].compareTo(matrix[a][a]));
    BigDecimal[] values = new BigDecimal[order];
    BigDecimal[][] rows = new BigDecimal[order][];
    for (int j = 0; j < order; j++) {
      values[j] = matrix[by[j]][by[j]];
      rows[j] = vectors[by[j]];
    }
    for (int j = 0; j < order; j++) {
      matrix[j][j] = values[j];
      vectors[j] = rows[j];
    }
  }

  /**
   * Returns an eigenvalue.
   *
   * @param j index, 0 for the largest
   * @return the value
   */
  public BigDecimal value(int j) {
    return matrix[j][j];
  }

  /** The unit eigenvector of value j; the solver's own array. */
  BigDecimal[] vector(int j) {
    return vectors[j];
  }
}
