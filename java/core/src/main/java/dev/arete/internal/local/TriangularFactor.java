package dev.arete.internal.local;

import dev.arete.internal.eigen.RowLoops;

/**
 * Householder QR of a tall matrix Y = Z S, of which only the triangle S is kept. Columns may end
 * early, so that little is done where Y is nearly triangular already. Holds its workspace; not
 * thread-safe.
 */
final class TriangularFactor {
  /** A square of what follows the diagonal that is below rounding beside that of the diagonal. */
  private static final double NEGLIGIBLE = 0x1p-116;

  private final RowLoops loops;
  private double[] reflector = new double[0];
  private int columns;
  private int stride;
  private double[] y;
  private int[] ends;

  /** Row j of S, from column j on, {@code columns} numbers a row. */
  double[] triangle = new double[0];

  TriangularFactor(RowLoops loops) {
    this.loops = loops;
  }

  /**
   * Factors.
   *
   * @param matrix column after column, each padded with zeros to {@code length}; destroyed
   * @param length numbers from one column to the next, a multiple of {@link RowLoops#PADDING}
   * @param lasts of each column, the row after the last that is not 0; destroyed
   * @param count number of columns, no more than rows
   */
  void run(double[] matrix, int length, int[] lasts, int count) {
    y = matrix;
    stride = length;
    ends = lasts;
    columns = count;
    if (triangle.length < columns * columns) {
      triangle = new double[columns * columns];
    }
    if (reflector.length < stride) {
      reflector = new double[stride];
    }
    for (int j = 0; j < columns; j++) {
      reflect(j);
    }
  }

  /** Fills row j of S, and leaves the rest of its columns with 0 in that row. */
  private void reflect(int j) {
    int own = j * stride;
    int begin = j / RowLoops.PADDING * RowLoops.PADDING;
    int length = RowLoops.padded(Math.max(ends[j], j + 1)) - begin;
    double head = y[own + j];
    y[own + j] = 0;
    double tail = loops.product(y, own + begin, y, own + begin, length);
    if (tail <= NEGLIGIBLE * head * head) {
      for (int k = j; k < columns; k++) {
        triangle[j * columns + k] = k == j ? head : y[k * stride + j];
        y[k * stride + j] = 0;
      }
      return;
    }
    double norm = Math.sqrt(head * head + tail);
    double turned = head > 0 ? -norm : norm;
    double ownHead = head - turned;
    double scale = 1 / (norm * (norm + Math.abs(head))); // 2 / |v|^2
    System.arraycopy(y, own + begin, reflector, 0, length);
    triangle[j * columns + j] = turned;
    for (int k = j + 1; k < columns; k++) {
      int other = k * stride;
      double entry = y[other + j];
      y[other + j] = 0;
      double rest = loops.product(y, other + begin, reflector, 0, length);
      double share = scale * (ownHead * entry + rest);
      triangle[j * columns + k] = entry - share * ownHead;
      if (share != 0) {
        loops.subtract(y, other + begin, reflector, 0, length, share);
        ends[k] = Math.max(ends[k], ends[j]);
      }
    }
  }
}
