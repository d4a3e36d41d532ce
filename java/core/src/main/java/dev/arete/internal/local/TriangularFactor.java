package dev.arete.internal.local;

import dev.arete.internal.eigen.InnerProduct;

/** Householder QR of a tall matrix in place, of which only the triangle is kept. */
final class TriangularFactor {
  private TriangularFactor() {}

  /**
   * Replaces the first numbers of the columns of Y = Z S by the triangle S; what follows them is
   * garbage.
   *
   * @param y column after column
   * @param rows numbers in a column, at least as many as there are columns
   * @param columns number of columns
   */
  static void of(double[] y, int rows, int columns) {
    for (int j = 0; j < columns; j++) {
      int diagonal = j * rows + j;
      double length = Math.sqrt(InnerProduct.of(y, diagonal, y, diagonal, rows - j));
      if (length > 0) {
        reflect(y, rows, columns, j, length);
      }
    }
  }

  private static void reflect(double[] y, int rows, int columns, int j, double length) {
    int own = j * rows;
    double head = y[own + j];
    double turned = head > 0 ? -length : length;
    y[own + j] = head - turned;
    double scale = 1 / (length * (length + Math.abs(head))); // 2 / |v|^2
    for (int k = j + 1; k < columns; k++) {
      int other = k * rows;
      double factor = scale * InnerProduct.of(y, own + j, y, other + j, rows - j);
      for (int i = j; i < rows; i++) {
        y[other + i] -= factor * y[own + i];
      }
    }
    y[own + j] = turned;
  }
}
