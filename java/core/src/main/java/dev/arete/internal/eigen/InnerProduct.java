package dev.arete.internal.eigen;

/** Inner products in plain Java. */
public final class InnerProduct {
  private InnerProduct() {}

  /**
   * Computes x . y as four sums that are added at the end: one sum alone takes four times as long,
   * since each addition waits for the one before.
   *
   * @param x holds x
   * @param xFrom index of its first number
   * @param y holds y
   * @param yFrom index of its first number
   * @param length how many numbers
   * @return the inner product
   */
  public static double of(double[] x, int xFrom, double[] y, int yFrom, int length) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      a += x[xFrom + i] * y[yFrom + i];
      b += x[xFrom + i + 1] * y[yFrom + i + 1];
      c += x[xFrom + i + 2] * y[yFrom + i + 2];
      d += x[xFrom + i + 3] * y[yFrom + i + 3];
    }
    for (; i < length; i++) {
      a += x[xFrom + i] * y[yFrom + i];
    }
    return (a + b) + (c + d);
  }
}
