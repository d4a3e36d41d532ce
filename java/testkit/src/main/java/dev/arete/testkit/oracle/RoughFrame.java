package dev.arete.testkit.oracle;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * An orthogonal matrix that nearly diagonalises a symmetric one: Jacobi in double, then made
 * orthogonal in decimal arithmetic. It only shortens the work of {@link BigEigen}, whose result
 * does not depend on it.
 */
final class RoughFrame {
  private static final int SWEEPS = 8;

  private final int order;
  private final double[][] matrix;
  private final double[][] vectors;

  private RoughFrame(BigDecimal[][] symmetric) {
    order = symmetric.length;
    matrix = new double[order][order];
    vectors = new double[order][order];
    for (int i = 0; i < order; i++) {
      vectors[i][i] = 1;
      for (int j = 0; j < order; j++) {
        matrix[i][j] = symmetric[i][j].doubleValue();
      }
    }
  }

  /** Rows that are orthonormal to the given digits. */
  static BigDecimal[][] of(BigDecimal[][] symmetric, MathContext digits) {
    RoughFrame frame = new RoughFrame(symmetric);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int p = 0; p < frame.order; p++) {
        for (int q = p + 1; q < frame.order; q++) {
          frame.rotate(p, q);
        }
      }
    }
    return frame.orthonormal(digits);
  }

  private void rotate(int p, int q) {
    double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
    double tan = Math.signum(theta) / (Math.abs(theta) + Math.hypot(1, theta));
    if (theta == 0) {
      tan = 1;
    }
    if (!(Math.abs(tan) > 0)) {
      return;
    }
    double cos = 1 / Math.hypot(1, tan);
    double sin = tan * cos;
    for (int j = 0; j < order; j++) {
      turn(matrix[p], matrix[q], j, cos, sin);
      turn(vectors[p], vectors[q], j, cos, sin);
    }
    for (double[] row : matrix) {
      double a = row[p];
      row[p] = cos * a - sin * row[q];
      row[q] = sin * a + cos * row[q];
    }
  }

  private static void turn(double[] first, double[] second, int j, double cos, double sin) {
    double a = first[j];
    first[j] = cos * a - sin * second[j];
    second[j] = sin * a + cos * second[j];
  }

  /** Gram and Schmidt, modified. */
  private BigDecimal[][] orthonormal(MathContext digits) {
    BigDecimal[][] rows = new BigDecimal[order][];
    for (int i = 0; i < order; i++) {
      BigDecimal[] row = Big.exact(vectors[i], 0, order);
      for (int j = 0; j < i; j++) {
        BigDecimal dot = dot(rows[j], row, digits);
        for (int l = 0; l < order; l++) {
          row[l] = row[l].subtract(dot.multiply(rows[j][l], digits), digits);
        }
      }
      BigDecimal norm = dot(row, row, digits).sqrt(digits);
      for (int l = 0; l < order; l++) {
        row[l] = row[l].divide(norm, digits);
      }
      rows[i] = row;
    }
    return rows;
  }

  static BigDecimal dot(BigDecimal[] a, BigDecimal[] b, MathContext digits) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < a.length; i++) {
      sum = sum.add(a[i].multiply(b[i], digits), digits);
    }
    return sum;
  }
}
