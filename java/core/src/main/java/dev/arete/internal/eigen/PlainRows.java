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
  public double product(double[] a, int x, double[] b, int y, int length) {
    return InnerProduct.of(a, x, b, y, length);
  }

  @Override
  public double subtract(double[] a, int x, double[] b, int y, int length, double factor) {
    double even = 0;
    double odd = 0;
    for (int i = 0; i < length; i += 2) {
      double p = a[x + i] - factor * b[y + i];
      double q = a[x + i + 1] - factor * b[y + i + 1];
      a[x + i] = p;
      a[x + i + 1] = q;
      even += p * p;
      odd += q * q;
    }
    return even + odd;
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

  @Override
  public void timesVector(double[] a, int stride, int rows, double[] x, double[] y) {
    for (int i = 0; i < rows; i++) {
      y[i] = dot(a, i * stride, x, stride);
    }
  }

  private static double dot(double[] matrix, int row, double[] x, int length) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int i = 0; i < length; i += 4) {
      a += matrix[row + i] * x[i];
      b += matrix[row + i + 1] * x[i + 1];
      c += matrix[row + i + 2] * x[i + 2];
      d += matrix[row + i + 3] * x[i + 3];
    }
    return (a + b) + (c + d);
  }

  /** Four rows of b at a time: c is read and written a fourth as often. */
  @Override
  public void addProduct(
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
      int cStride) {
    for (int i = 0; i < rows; i++) {
      int own = aFrom + i * aStride;
      int to = cFrom + i * cStride;
      int k = 0;
      for (; k + 4 <= inner; k += 4) {
        addFour(a, own + k, b, bFrom + k * bStride, bStride, width, c, to);
      }
      for (; k < inner; k++) {
        addOne(a[own + k], b, bFrom + k * bStride, width, c, to);
      }
    }
  }

  private static void addFour(
      double[] a, int own, double[] b, int row, int stride, int width, double[] c, int to) {
    double f0 = a[own];
    double f1 = a[own + 1];
    double f2 = a[own + 2];
    double f3 = a[own + 3];
    int second = row + stride;
    int third = second + stride;
    int fourth = third + stride;
    for (int j = 0; j < width; j++) {
      double lower = f0 * b[row + j] + f1 * b[second + j];
      double upper = f2 * b[third + j] + f3 * b[fourth + j];
      c[to + j] += lower + upper;
    }
  }

  private static void addOne(double factor, double[] b, int row, int width, double[] c, int to) {
    for (int j = 0; j < width; j++) {
      c[to + j] += factor * b[row + j];
    }
  }

  /** At 24 values take a tenth longer than by QL and vectors as long; at 64 both gain. */
  @Override
  public int divideOrder() {
    return 48;
  }

  @Override
  public SecularLoops secular() {
    return new PlainSecular();
  }
}
