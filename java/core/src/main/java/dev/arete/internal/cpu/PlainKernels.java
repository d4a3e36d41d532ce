package dev.arete.internal.cpu;

import dev.arete.internal.eigen.BlockLoops;
import dev.arete.internal.eigen.RowLoops;

/** Loops that the compiler is left to put on vector registers, or not. */
final class PlainKernels implements Kernels {
  private static final int COLUMNS = 4;

  @Override
  public String name() {
    return "plain loops";
  }

  @Override
  public float addSquares(
      float[] x, int block, int from, int to, float[] y, float[] energies, int at) {
    int k = from;
    for (; k + 4 <= to; k += 4) {
      addFour(energies, at, x, block + k * PADDING, y, k);
    }
    for (; k < to; k++) {
      addOne(energies, at, x, block + k * PADDING, y[k]);
    }
    float least = energies[at];
    for (int i = at + 1; i < at + PADDING; i++) {
      least = energies[i] < least ? energies[i] : least;
    }
    return least;
  }

  private static void addOne(float[] sum, int at, float[] x, int first, float y) {
    for (int i = 0; i < PADDING; i++) {
      float a = x[first + i] - y;
      sum[at + i] += a * a;
    }
  }

  private static void addFour(float[] sum, int at, float[] x, int first, float[] y, int k) {
    float y0 = y[k];
    float y1 = y[k + 1];
    float y2 = y[k + 2];
    float y3 = y[k + 3];
    for (int i = 0; i < PADDING; i++) {
      float a = x[first + i] - y0;
      float b = x[first + PADDING + i] - y1;
      float c = x[first + 2 * PADDING + i] - y2;
      float d = x[first + 3 * PADDING + i] - y3;
      sum[at + i] = sum[at + i] + a * a + b * b + c * c + d * d;
    }
  }

  @Override
  public void energies(Sight sight, int[] indices, int from, int to, double[] out) {
    int d = sight.dimension;
    for (int i = from; i < to; i++) {
      out[i] = energy(sight, indices[i] * d, d);
    }
  }

  private static double energy(Sight sight, int row, int d) {
    double[] anchor = sight.anchor;
    double[] twice = sight.twice;
    double scale = sight.scale;
    double even = 0;
    double odd = 0;
    int k = 0;
    for (; k + 2 <= d; k += 2) {
      double a = sight.rows[row + k] - anchor[k];
      double b = sight.rows[row + k + 1] - anchor[k + 1];
      even += (a * scale) * (a + twice[k]);
      odd += (b * scale) * (b + twice[k + 1]);
    }
    if (k < d) {
      double a = sight.rows[row + k] - anchor[k];
      even += (a * scale) * (a + twice[k]);
    }
    return even + odd;
  }

  @Override
  public void exponentials(double[] energies, double base, int from, int to, double[] weights) {
    for (int i = from; i < to; i++) {
      weights[i] = Math.exp(base - energies[i]);
    }
  }

  @Override
  public void addFirst(
      Sight sight, int[] indices, double[] weights, int from, int to, double[] sum) {
    int d = sight.dimension;
    double[] anchor = sight.anchor;
    for (int i = from; i < to; i++) {
      int row = indices[i] * d;
      double w = weights[i];
      for (int k = 0; k < d; k++) {
        sum[k] += w * (sight.rows[row + k] - anchor[k]);
      }
    }
  }

  @Override
  public void fillPanel(
      Sight sight,
      int[] indices,
      double[] roots,
      int from,
      int to,
      double[] centre,
      double[] panel,
      int width) {
    int d = sight.dimension;
    double[] anchor = sight.anchor;
    double unit = sight.unit;
    for (int i = from; i < to; i++) {
      int row = indices[i] * d;
      int out = (i - from) * width;
      double root = roots[i];
      for (int k = 0; k < d; k++) {
        panel[out + k] = root * ((sight.rows[row + k] - anchor[k]) * unit - centre[k]);
      }
    }
  }

  @Override
  public int columns() {
    return COLUMNS;
  }

  @Override
  public void addProducts(double[] panel, int rows, int width, double[] triangle) {
    for (int column = 0; column < width; column += COLUMNS) {
      for (int row = column; row < width; row += 2) {
        addTile(panel, rows, width, row, column, triangle);
      }
    }
  }

  /** Two rows and four columns of the triangle in registers: 3.5 sums a nanosecond, d = 32. */
  private static void addTile(
      double[] panel, int rows, int width, int row, int column, double[] triangle) {
    double a0 = 0;
    double a1 = 0;
    double a2 = 0;
    double a3 = 0;
    double b0 = 0;
    double b1 = 0;
    double b2 = 0;
    double b3 = 0;
    for (int r = 0, k = 0; r < rows; r++, k += width) {
      double x0 = panel[k + column];
      double x1 = panel[k + column + 1];
      double x2 = panel[k + column + 2];
      double x3 = panel[k + column + 3];
      double y = panel[k + row];
      double z = panel[k + row + 1];
      a0 += y * x0;
      a1 += y * x1;
      a2 += y * x2;
      a3 += y * x3;
      b0 += z * x0;
      b1 += z * x1;
      b2 += z * x2;
      b3 += z * x3;
    }
    int out = row * width + column;
    triangle[out] += a0;
    triangle[out + 1] += a1;
    triangle[out + 2] += a2;
    triangle[out + 3] += a3;
    out += width;
    triangle[out] += b0;
    triangle[out + 1] += b1;
    triangle[out + 2] += b2;
    triangle[out + 3] += b3;
  }

  @Override
  public void fillPairs(double[] circle, int centres, PairBands pairs, int band, double[] out) {
    int width = pairs.width(band);
    for (int i = 0; i < centres; i++) {
      int x = i * pairs.circle;
      int at = i * width;
      for (int row = pairs.first(band); row < pairs.first(band + 1); row++) {
        int length = pairs.length(row);
        for (int a = 0; a < length; a++) {
          out[at + a] = circle[x + a] * circle[x + row + a];
        }
        at += length;
      }
    }
  }

  @Override
  public void weigh(WeightSums sums, int at, double own, double[] halves, int from) {
    for (int r = 0; r < SharedSums.ROWS; r++) {
      double weight = Math.exp(sums.exponents[at + r] - halves[from + r] - own);
      sums.weights[at + r] = weight;
      sums.totals[at + r] += weight;
      sums.squares[at + r] += weight * weight;
    }
  }

  @Override
  public int productColumns() {
    return 1;
  }

  @Override
  public void add(Product p) {
    for (int query = 0; query < p.groups * SharedSums.GROUP; query++) {
      int own = p.firstWeight + query * SharedSums.ROWS;
      int out = p.firstSum + query * p.stride;
      int r = 0;
      int row = p.firstFeature;
      for (; r + 8 <= p.rows; r += 8, row += 8 * p.width) {
        addEightRows(p.weights, own + r, p.features, row, p.width, p.sums, out);
      }
      for (; r < p.rows; r++, row += p.width) {
        addRow(p.weights[own + r], p.features, row, p.width, p.sums, out);
      }
    }
  }

  private static void addRow(
      double w, double[] features, int from, int width, double[] sums, int out) {
    for (int p = 0; p < width; p++) {
      sums[out + p] += w * features[from + p];
    }
  }

  /** Eight at a time: a sum is rounded as seldom as it is added to. */
  private static void addEightRows(
      double[] weights, int at, double[] features, int from, int width, double[] sums, int out) {
    double w0 = weights[at];
    double w1 = weights[at + 1];
    double w2 = weights[at + 2];
    double w3 = weights[at + 3];
    double w4 = weights[at + 4];
    double w5 = weights[at + 5];
    double w6 = weights[at + 6];
    double w7 = weights[at + 7];
    for (int p = 0, f = from; p < width; p++, f++) {
      double front = w0 * features[f] + w1 * features[f + width];
      front += w2 * features[f + 2 * width] + w3 * features[f + 3 * width];
      double back = w4 * features[f + 4 * width] + w5 * features[f + 5 * width];
      back += w6 * features[f + 6 * width] + w7 * features[f + 7 * width];
      sums[out + p] += front + back;
    }
  }

  @Override
  public ColumnSums columnSums(int dimension) {
    return new PlainColumns();
  }

  @Override
  public ColumnSums floatColumnSums(int dimension) {
    return null;
  }

  @Override
  public BlockLoops blockLoops() {
    return BlockLoops.plain();
  }

  @Override
  public RowLoops rowLoops() {
    return RowLoops.plain();
  }

  @Override
  public void fillPanel(
      Sight sight,
      int[] indices,
      double[] roots,
      int from,
      int to,
      double[] centre,
      float[] panel,
      int width) {
    int d = sight.dimension;
    double[] anchor = sight.anchor;
    double unit = sight.unit;
    for (int i = from; i < to; i++) {
      int row = indices[i] * d;
      int out = (i - from) * width;
      double root = roots[i];
      for (int k = 0; k < d; k++) {
        panel[out + k] = (float) (root * ((sight.rows[row + k] - anchor[k]) * unit - centre[k]));
      }
    }
  }

  @Override
  public int floatColumns() {
    return COLUMNS;
  }

  @Override
  public void addProducts(float[] panel, int rows, int width, float[] triangle) {
    for (int column = 0; column < width; column += COLUMNS) {
      for (int row = column; row < width; row += 2) {
        addTile(panel, rows, width, row, column, triangle);
      }
    }
  }

  private static void addTile(
      float[] panel, int rows, int width, int row, int column, float[] triangle) {
    float a0 = 0;
    float a1 = 0;
    float a2 = 0;
    float a3 = 0;
    float b0 = 0;
    float b1 = 0;
    float b2 = 0;
    float b3 = 0;
    for (int r = 0, k = 0; r < rows; r++, k += width) {
      float x0 = panel[k + column];
      float x1 = panel[k + column + 1];
      float x2 = panel[k + column + 2];
      float x3 = panel[k + column + 3];
      float y = panel[k + row];
      float z = panel[k + row + 1];
      a0 += y * x0;
      a1 += y * x1;
      a2 += y * x2;
      a3 += y * x3;
      b0 += z * x0;
      b1 += z * x1;
      b2 += z * x2;
      b3 += z * x3;
    }
    int out = row * width + column;
    triangle[out] += a0;
    triangle[out + 1] += a1;
    triangle[out + 2] += a2;
    triangle[out + 3] += a3;
    out += width;
    triangle[out] += b0;
    triangle[out + 1] += b1;
    triangle[out + 2] += b2;
    triangle[out + 3] += b3;
  }
}
