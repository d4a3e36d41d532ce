package dev.arete.internal.eigen;

/** Row loops that the compiler is left to put on vector registers. */
final class PlainRows implements RowLoops {
  @Override
  public void updateRows(
      double[] a,
      int stride,
      int first,
      int last,
      int from,
      double[] v,
      double[] q,
      double[] w,
      double[] sum) {
    for (int i = first; i < last; i++) {
      int row = i * stride;
      double x = v[i];
      double y = q[i];
      double z = w[i];
      for (int j = from; j < stride; j++) {
        double entry = a[row + j] - (x * q[j] + y * v[j]);
        a[row + j] = entry;
        sum[j] += z * entry;
      }
    }
  }

  @Override
  public void rotateRows(
      double[] matrix, int stride, int[] rows, double[] cosines, double[] sines, int count) {
    for (int k = 0; k < count; k++) {
      rotate(matrix, rows[k] * stride, stride, cosines[k], sines[k]);
    }
  }

  private static void rotate(double[] matrix, int row, int length, double c, double s) {
    for (int r = row; r < row + length; r++) {
      double x = matrix[r];
      double y = matrix[r + length];
      matrix[r] = c * x - s * y;
      matrix[r + length] = s * x + c * y;
    }
  }

  @Override
  public double product(double[] matrix, int x, int y, int length) {
    return InnerProduct.of(matrix, x, matrix, y, length);
  }

  @Override
  public void combine(
      double[] matrix, int x, int y, int length, double xx, double xy, double yx, double yy) {
    for (int i = 0; i < length; i++) {
      double a = matrix[x + i];
      double b = matrix[y + i];
      matrix[x + i] = xx * a + xy * b;
      matrix[y + i] = yx * a + yy * b;
    }
  }
}
