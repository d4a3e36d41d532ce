package dev.arete.internal.cpu;

/**
 * Order of the products x_a x_b of two coordinates: d to a row, row k those of x_a and the
 * coordinate k behind it, in a circle; half of a row for the last k where d is even. So all
 * products appear once, and rows are products of x and x from k on. Rows come in bands: so few
 * products that those of a block of centres stay in the nearest cache while the weights of all
 * queries are multiplied with them. A band is padded to a width that products may have. Immutable.
 */
public final class PairBands {
  /** Products of a band at most, unless a row has more. */
  static final int COLUMNS = 64;

  private final int d;
  private final int rows;
  private final int lastLength;
  private final Kernels kernels;

  /** Rows of a band. */
  private final int height;

  final int count;

  /** Coordinates of a centre with those that follow once more. */
  public final int circle;

  /** Columns of all bands but the last. */
  final int width;

  PairBands(int dimension, Kernels kernels) {
    d = dimension;
    this.kernels = kernels;
    rows = d / 2 + 1;
    circle = d + d / 2;
    lastLength = d % 2 == 0 ? d / 2 : d;
    height = Math.max(1, COLUMNS / d);
    count = (rows + height - 1) / height;
    width = SharedSums.padded(height * d, kernels);
  }

  /** The first row of a band; of the band behind the last, the number of rows. */
  public int first(int band) {
    return Math.min(rows, band * height);
  }

  /** Columns of a band. */
  public int width(int band) {
    int last = first(band + 1) - 1;
    return SharedSums.padded((last - first(band)) * d + length(last), kernels);
  }

  /** Products in a row. */
  public int length(int row) {
    return row == rows - 1 ? lastLength : d;
  }

  /** The column of the first product of a row, among all. */
  int column(int row) {
    return row / height * width + row % height * d;
  }

  /** Columns of all bands. */
  int total() {
    return (count - 1) * width + width(count - 1);
  }

  int rows() {
    return rows;
  }
}
