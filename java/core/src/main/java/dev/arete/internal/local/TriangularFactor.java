package dev.arete.internal.local;

/** Householder QR of a tall matrix in place, of which only the triangle is kept. */
final class TriangularFactor {
  private TriangularFactor() {}

  /**
   * Replaces the leading square of Y = Z S by S; what lies below its diagonal is garbage.
   *
   * @param y row-major, rows x columns
   * @param rows at least the number of columns
   * @param columns number of columns
   */
  static void of(double[] y, int rows, int columns) {
    for (int j = 0; j < columns; j++) {
      double length = length(y, rows, columns, j);
      if (length > 0) {
        reflect(y, rows, columns, j, length);
      }
    }
  }

  private static double length(double[] y, int rows, int columns, int j) {
    double sum = 0;
    for (int i = j; i < rows; i++) {
      sum += y[i * columns + j] * y[i * columns + j];
    }
    return Math.sqrt(sum);
  }

  private static void reflect(double[] y, int rows, int columns, int j, double length) {
    double head = y[j * columns + j];
    double turned = head > 0 ? -length : length;
    y[j * columns + j] = head - turned;
    double scale = 1 / (length * (length + Math.abs(head))); // 2 / |v|^2
    for (int k = j + 1; k < columns; k++) {
      double dot = 0;
      for (int i = j; i < rows; i++) {
        dot += y[i * columns + j] * y[i * columns + k];
      }
      for (int i = j; i < rows; i++) {
        y[i * columns + k] -= dot * scale * y[i * columns + j];
      }
    }
    y[j * columns + j] = turned;
  }
}
