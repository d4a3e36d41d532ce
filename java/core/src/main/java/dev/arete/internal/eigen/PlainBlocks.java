package dev.arete.internal.eigen;

/** Blocks in plain Java: four sums at a time, each from the first number to the last. */
final class PlainBlocks implements BlockLoops {
  @Override
  public void products(
      double[] x,
      int xFrom,
      int rows,
      double[] y,
      int yFrom,
      int count,
      int d,
      double[] out,
      int stride) {
    for (int i = 0; i < rows; i++) {
      int row = xFrom + i * d;
      int j = 0;
      for (; j + 4 <= count; j += 4) {
        four(x, row, y, yFrom + j * d, d, out, i * stride + j);
      }
      for (; j < count; j++) {
        out[i * stride + j] = one(x, row, y, yFrom + j * d, d);
      }
    }
  }

  private static void four(double[] x, int row, double[] y, int from, int d, double[] out, int at) {
    double a = 0;
    double b = 0;
    double c = 0;
    double e = 0;
    for (int k = 0; k < d; k++) {
      double f = x[row + k];
      a += f * y[from + k];
      b += f * y[from + d + k];
      c += f * y[from + 2 * d + k];
      e += f * y[from + 3 * d + k];
    }
    out[at] = a;
    out[at + 1] = b;
    out[at + 2] = c;
    out[at + 3] = e;
  }

  private static double one(double[] x, int row, double[] y, int from, int d) {
    double sum = 0;
    for (int k = 0; k < d; k++) {
      sum += x[row + k] * y[from + k];
    }
    return sum;
  }

  @Override
  public void addCombinations(
      double[] x,
      int xFrom,
      int rows,
      double[] factors,
      int stride,
      double[] y,
      int yFrom,
      int count,
      int d) {
    for (int j = 0; j < count; j++) {
      for (int i = 0; i < rows; i++) {
        add(factors[i * stride + j], x, xFrom + i * d, y, yFrom + j * d, d);
      }
    }
  }

  private static void add(double factor, double[] x, int row, double[] y, int from, int d) {
    for (int k = 0; k < d; k++) {
      y[from + k] += factor * x[row + k];
    }
  }
}
