package dev.arete.internal.eigen;

/** Inner loops of eigensolvers on rows of a matrix, so that an owner may bring faster ones. */
public interface RowLoops {
  /** Rows are padded with zeros to a multiple of this: a vector of 512 bits of doubles. */
  int PADDING = 8;

  /**
   * Applies a rank-two update to rows of a matrix and multiplies them by a vector on the way: for
   * rows i, a_ij -= v_i q_j + q_i v_j, then sum_j += w_i a_ij.
   *
   * @param a matrix
   * @param stride distance between rows, a multiple of {@link #PADDING}
   * @param first first row
   * @param last row after the last
   * @param from first column that matters; v, q and w are 0 in the columns before it, so that loops
   *     may begin earlier
   * @param v vector of {@code stride} entries
   * @param q vector of {@code stride} entries
   * @param w vector of {@code stride} entries
   * @param sum {@code stride} sums; those before {@code from} are scratch
   */
  void updateRows(
      double[] a,
      int stride,
      int first,
      int last,
      int from,
      double[] v,
      double[] q,
      double[] w,
      double[] sum);

  /**
   * Applies rotations to neighbouring rows, one after the other: (x, y) becomes (c x - s y, s x + c
   * y).
   *
   * @param matrix matrix
   * @param stride distance between rows, a multiple of {@link #PADDING}
   * @param rows the upper row of each rotation
   * @param cosines c
   * @param sines s
   * @param count rotations
   */
  void rotateRows(
      double[] matrix, int stride, int[] rows, double[] cosines, double[] sines, int count);

  /**
   * Computes the inner product of two rows.
   *
   * @param a holds the row x
   * @param x index of its first number
   * @param b holds the row y
   * @param y index of its first number
   * @param length numbers in a row, a multiple of {@link #PADDING}
   * @return x . y
   */
  double product(double[] a, int x, double[] b, int y, int length);

  /**
   * Subtracts a multiple of a row from another, x -= factor y.
   *
   * @param a holds the row x
   * @param x index of its first number
   * @param b holds the row y; another array
   * @param y index of its first number
   * @param length numbers in a row, a multiple of {@link #PADDING}
   * @param factor factor
   * @return x . x afterwards
   */
  double subtract(double[] a, int x, double[] b, int y, int length, double factor);

  /**
   * Replaces two rows by combinations of them: (x, y) becomes (xx x + xy y, yx x + yy y).
   *
   * @param matrix matrix
   * @param x index of the first number of a row
   * @param y the same of the other
   * @param length numbers in a row, a multiple of {@link #PADDING}
   * @param xx factor
   * @param xy factor
   * @param yx factor
   * @param yy factor
   */
  void combine(
      double[] matrix, int x, int y, int length, double xx, double xy, double yx, double yy);

  /**
   * Multiplies rows of a matrix by a vector: y_i = a_i . x.
   *
   * @param a matrix
   * @param stride distance between rows, and what is read of them, a multiple of {@link #PADDING}
   * @param rows how many rows
   * @param x vector of {@code stride} entries
   * @param y receives {@code rows} numbers; not x
   */
  void timesVector(double[] a, int stride, int rows, double[] x, double[] y);

  /**
   * Adds the product of two blocks of matrices to a third: c_ij += sum over k of a_ik b_kj.
   *
   * @param a holds the left factor
   * @param aFrom index of its first entry
   * @param aStride distance between its rows
   * @param rows rows of a and c
   * @param inner columns of a, rows of b
   * @param b holds the right factor
   * @param bFrom index of its first entry
   * @param bStride distance between its rows
   * @param width columns of b and c, a multiple of {@link #PADDING}
   * @param c holds the sum; another array
   * @param cFrom index of its first entry
   * @param cStride distance between its rows
   */
  void addProduct(
      double[] a,
      int aFrom,
      int aStride,
      int rows,
      int inner,
      double[] b,
      int bFrom,
      int bStride,
      int width,
      double[] c,
      int cFrom,
      int cStride);

  /**
   * Returns the least order of a tridiagonal matrix for which divide and conquer is faster than QL
   * with these loops.
   */
  int divideOrder();

  /** Returns new loops on secular equations that go with these; they may hold scratch. */
  SecularLoops secular();

  /**
   * Returns what a row is padded to.
   *
   * @param length numbers in a row
   * @return a multiple of {@link #PADDING}
   */
  static int padded(int length) {
    return (length + PADDING - 1) / PADDING * PADDING;
  }

  /** Returns loops in plain Java. */
  static RowLoops plain() {
    return new PlainRows();
  }
}
