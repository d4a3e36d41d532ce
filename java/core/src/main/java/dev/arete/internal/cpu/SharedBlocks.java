package dev.arete.internal.cpu;

/**
 * The centres as {@link SharedSums} use them: x = (c - z)/sqrt(h) with z their mean, in rows and in
 * blocks of {@link SharedSums#ROWS} coordinate by coordinate. Immutable; 16 bytes a coordinate.
 */
final class SharedBlocks {
  private static final int ROWS = SharedSums.ROWS;

  /** Numbers in {@link #rows} beyond which lists are used: 128 MiB. */
  private static final long MAX_NUMBERS = 1 << 24;

  /** z. */
  final double[] origin;

  /** Length of a row of {@link #rows}. */
  final int width;

  /** x in rows, padded with 0. */
  final double[] rows;

  /** x in blocks, d x {@link SharedSums#ROWS} each. */
  final double[] blocks;

  /** |x|^2/2 - log(pi_i / max pi); infinite where there is no centre any more. */
  final double[] halves;

  SharedBlocks(CentreTiles tiles, Kernels kernels) {
    int d = tiles.dimension;
    int padded = (tiles.count + ROWS - 1) / ROWS * ROWS;
    origin = mean(tiles);
    width = SharedSums.padded(d, kernels);
    rows = new double[padded * width + Kernels.PADDING];
    blocks = new double[padded * d];
    halves = new double[padded];
    double unit = 1 / Math.sqrt(tiles.variance);
    for (int i = 0; i < padded; i++) {
      halves[i] = i < tiles.count ? -tiles.logWeight(i) : Double.POSITIVE_INFINITY;
      for (int k = 0; k < d && i < tiles.count; k++) {
        double x = (tiles.rows[i * d + k] - origin[k]) * unit;
        rows[i * width + k] = x;
        blocks[i / ROWS * ROWS * d + k * ROWS + i % ROWS] = x;
        halves[i] += x * x / 2;
      }
    }
  }

  /** Whether this form is of use for a mixture. */
  static boolean isFor(CentreTiles tiles, Kernels kernels) {
    return isFor(tiles.count, tiles.dimension, kernels);
  }

  /** Whether so many centres are few enough for it, in not too many dimensions. */
  static boolean isFor(int count, int dimension, Kernels kernels) {
    return dimension <= SharedSums.MAX_DIMENSION
        && (long) count * SharedSums.padded(dimension, kernels) <= MAX_NUMBERS;
  }

  private static double[] mean(CentreTiles tiles) {
    int d = tiles.dimension;
    double[] mean = new double[d];
    for (int i = 0; i < tiles.count; i++) {
      for (int k = 0; k < d; k++) {
        mean[k] += (tiles.rows[i * d + k] - tiles.origin[k]) / tiles.count;
      }
    }
    for (int k = 0; k < d; k++) {
      mean[k] += tiles.origin[k];
    }
    return mean;
  }
}
