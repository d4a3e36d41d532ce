package dev.arete.internal.eigen;

/** Secular loops in plain Java, bound by the divider. */
final class PlainSecular implements SecularLoops {
  @Override
  public void sums(
      double[] poles,
      double[] squares,
      int order,
      int[] split,
      double[] shifts,
      double[] offsets,
      int count,
      double[] sums) {
    int section = sums.length / 4;
    for (int a = 0; a < count; a++) {
      int middle = split[a] + 1;
      side(poles, squares, 0, middle, shifts[a], offsets[a], sums, a, section);
      side(poles, squares, middle, order, shifts[a], offsets[a], sums, a + 2 * section, section);
    }
  }

  private static void side(
      double[] poles,
      double[] squares,
      int from,
      int to,
      double shift,
      double offset,
      double[] sums,
      int at,
      int section) {
    double sum = 0;
    double slope = 0;
    for (int i = from; i < to; i++) {
      double inverse = 1 / (poles[i] - shift - offset);
      double term = squares[i] * inverse;
      sum += term;
      slope += term * inverse;
    }
    sums[at] = sum;
    sums[at + section] = slope;
  }

  @Override
  public void weights(double[] poles, double[] shifts, double[] offsets, int order, double[] out) {
    for (int i = 0; i < order; i++) {
      double lower = product(poles, shifts, offsets, i, 0, i);
      double upper = product(poles, shifts, offsets, i, i + 1, order);
      out[i] = (poles[i] - shifts[i] - offsets[i]) * lower * upper;
    }
  }

  private static double product(
      double[] poles, double[] shifts, double[] offsets, int i, int from, int to) {
    double own = poles[i];
    double product = 1;
    for (int j = from; j < to; j++) {
      product *= (own - shifts[j] - offsets[j]) / (own - poles[j]);
    }
    return product;
  }

  @Override
  public void vectors(
      double[] poles,
      double[] weights,
      double[] shifts,
      double[] offsets,
      int order,
      double[] rows) {
    int stride = RowLoops.padded(order);
    for (int j = 0; j < order; j++) {
      quotients(poles, weights, shifts[j], offsets[j], stride, rows, j * stride);
      double squares = 0;
      for (int i = j * stride; i < j * stride + order; i++) {
        squares += rows[i] * rows[i];
      }
      double scale = 1 / Math.sqrt(squares);
      for (int i = j * stride; i < j * stride + order; i++) {
        rows[i] *= scale;
      }
    }
  }

  private static void quotients(
      double[] poles,
      double[] weights,
      double shift,
      double offset,
      int length,
      double[] rows,
      int row) {
    for (int i = 0; i < length; i++) {
      rows[row + i] = weights[i] / (poles[i] - shift - offset);
    }
  }
}
