package dev.arete.diffusion.numeric;

import dev.arete.spi.DenseAlgebra;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Sums S^T S over blocks of rows: the lower triangle of a large Gram matrix.
 *
 * <p>Tiles of the matrix run in parallel, each adds its rows in order: the sum does not depend on
 * the number of threads. A library that {@link ChosenAlgebra} names does the work instead, and then
 * the last digits are its. Not thread-safe.
 */
public final class OuterProducts {
  /** A tile's two rows, and the eight rows that are added to them, stay in the first cache. */
  private static final int TILE = 256;

  /** Rows that are added while a tile is at hand. */
  private static final int ROWS = 128;

  private final int order;
  private final double[] sum;
  private final Optional<HeldRows> library;

  /**
   * Creates a sum that is zero.
   *
   * @param order p, columns of a row
   * @throws dev.arete.BackendUnavailableException if a library is named that cannot run
   */
  public OuterProducts(int order) {
    this(order, ChosenAlgebra.get());
  }

  OuterProducts(int order, Optional<DenseAlgebra> algebra) {
    this.order = order;
    this.sum = new double[Math.multiplyExact(order, order)];
    this.library = algebra.map(found -> new HeldRows(found, order, sum));
  }

  /**
   * Adds the outer products of rows.
   *
   * @param rows row-major count x p; read only
   * @param count number of rows, a multiple of 4; fill up with zeros
   */
  public void add(double[] rows, int count) {
    if (count % 4 != 0) {
      throw new IllegalArgumentException(
          "the number of rows must be a multiple of 4, got " + count);
    }
    library.ifPresentOrElse(held -> held.add(rows, count), () -> addTiles(rows, count));
  }

  private void addTiles(double[] rows, int count) {
    int tiles = (order + TILE - 1) / TILE;
    IntStream.range(0, tiles * (tiles + 1) / 2).parallel().forEach(pair -> tile(pair, rows, count));
  }

  private void tile(int pair, double[] rows, int count) {
    int i = 0;
    int j = pair;
    while (j > i) {
      j -= ++i;
    }
    int toI = Math.min(order, (i + 1) * TILE);
    int fromJ = j * TILE;
    int width = Math.min(order, fromJ + TILE) - fromJ;
    double[] one = new double[width];
    double[] two = new double[width];
    for (int from = 0; from < count; from += ROWS) {
      int to = Math.min(count, from + ROWS);
      for (int row = i * TILE; row < toI; row += 2) {
        int second = Math.min(row + 1, toI - 1);
        addPair(rows, from, to, row, second, fromJ, one, two);
      }
    }
  }

  /** Adds rows from..to to two rows of a tile; both are the same at an odd end. */
  private void addPair(
      double[] rows,
      int from,
      int to,
      int row,
      int second,
      int column,
      double[] one,
      double[] two) {
    int width = one.length;
    System.arraycopy(sum, row * order + column, one, 0, width);
    System.arraycopy(sum, second * order + column, two, 0, width);
    for (int r = from; r < to; r += 4) {
      addFour(rows, r * order, row, second, column, one, two);
    }
    System.arraycopy(two, 0, sum, second * order + column, width);
    System.arraycopy(one, 0, sum, row * order + column, width);
  }

  /** The inner loop is left to the compiler to vectorise: no calls, no branches. */
  private void addFour(
      double[] rows, int start, int row, int second, int column, double[] one, double[] two) {
    int start1 = start + order;
    int start2 = start1 + order;
    int start3 = start2 + order;
    double a0 = rows[start + row];
    double a1 = rows[start1 + row];
    double a2 = rows[start2 + row];
    double a3 = rows[start3 + row];
    double b0 = rows[start + second];
    double b1 = rows[start1 + second];
    double b2 = rows[start2 + second];
    double b3 = rows[start3 + second];
    int width = one.length;
    for (int j = 0; j < width; j++) {
      double x0 = rows[start + column + j];
      double x1 = rows[start1 + column + j];
      double x2 = rows[start2 + column + j];
      double x3 = rows[start3 + column + j];
      one[j] = Math.fma(a0, x0, Math.fma(a1, x1, Math.fma(a2, x2, Math.fma(a3, x3, one[j]))));
      two[j] = Math.fma(b0, x0, Math.fma(b1, x1, Math.fma(b2, x2, Math.fma(b3, x3, two[j]))));
    }
  }

  /**
   * Returns the sum, symmetric.
   *
   * @return row-major p x p, the object's own array; its upper triangle is filled by this call
   */
  public double[] matrix() {
    library.ifPresent(HeldRows::flush);
    for (int i = 0; i < order; i++) {
      for (int j = 0; j < i; j++) {
        sum[j * order + i] = sum[i * order + j];
      }
    }
    return sum;
  }
}
