package dev.arete.cuda;

import dev.arete.spi.Monitor;

/**
 * Posterior moments of rows of queries: three passes over the data, each followed by a merge of its
 * splits. The anchor (heaviest centre), the weights about it, the spread about the posterior mean.
 */
final class MomentPass {
  private static final int PASS_THREADS = 128;

  /** Rows of a block of pairs, PAIR_ROWS in pairs.cuh. */
  private static final int PAIR_ROWS = 32;

  private static final int WARPS = 4;

  private static final int SORT_THREADS = 1024;

  private final Kernels kernels;
  private final Numbers numbers;
  private final int dimension;
  private final boolean isSmall;

  MomentPass(Kernels kernels, Units units) {
    this.kernels = kernels;
    this.numbers = units.numbers();
    this.dimension = units.dimension();
    this.isSmall = dimension <= CentreLayout.SMALL_DIMENSION;
  }

  /**
   * Puts neighbours side by side, where the passes gain by it. Results do not depend on it.
   *
   * @param points address of the points
   * @param order address of the order, or 0 where none is wanted
   * @param rows how many
   */
  void sort(long points, long order, int rows) {
    if (isSmall && order != 0) {
      kernels.launch(
          Launch.blocks("sort_rows", 1, 1, SORT_THREADS),
          new long[] {points},
          new long[] {order},
          new int[] {rows},
          new int[] {dimension});
    }
  }

  /**
   * Launches the passes.
   *
   * @param arrays where the rows are
   * @param rows upper bound of the rows in use
   * @param points address of the points of the queries
   * @param active address of the query of each row, or 0 where they are the same
   * @param monitor asked before every pass; once cancelled the rest is left out
   */
  void launch(MomentArrays arrays, int rows, long points, long active, Monitor monitor) {
    long coordinates = (long) rows * dimension;
    Launch gather =
        isSmall
            ? Launch.blocks(small("gather"), blocks(rows, WARPS), 1, PASS_THREADS)
            : Launch.threads(numbers.kernel("gather_points"), coordinates);
    kernels.launch(gather, arrays.argument(), new long[] {points}, new long[] {active});
    pass(arrays, "anchor", rows, isSmall ? WARPS : PAIR_ROWS);
    merge(arrays, Launch.threads(numbers.kernel("anchor_merge"), coordinates));
    if (monitor.cancelled()) {
      return;
    }
    pass(arrays, "shift", rows, isSmall ? WARPS * shiftRows() : PAIR_ROWS);
    merge(arrays, Launch.groups("shift_merge", numbers.suffix(), rows, dimension));
    if (arrays.hasSpread() && !monitor.cancelled()) {
      pass(arrays, "spread", rows, isSmall ? WARPS * spreadRows() : 1);
      merge(arrays, Launch.threads(numbers.kernel("spread_merge"), coordinates * dimension));
    }
  }

  /** Rows of a warp, SHIFT_ROWS in small.cuh. */
  private int shiftRows() {
    return (dimension <= 3 ? 4 : 2) / (numbers == Numbers.FP32 ? 1 : 2);
  }

  /** Rows of a warp, SPREAD_ROWS in small.cuh. */
  private int spreadRows() {
    return (dimension <= 2 ? 4 : 2) / (numbers == Numbers.FP32 ? 1 : 2);
  }

  private String small(String stem) {
    return numbers.kernel("small_" + stem + "_d" + dimension);
  }

  private static int blocks(int rows, int rowsPerBlock) {
    return (rows + rowsPerBlock - 1) / rowsPerBlock;
  }

  private void pass(MomentArrays arrays, String stem, int rows, int rowsPerBlock) {
    String kernel = isSmall ? small(stem) : numbers.kernel(stem + "_partial");
    int blocks = blocks(rows, rowsPerBlock);
    arrays
        .data()
        .forEachTile(
            tile ->
                kernels.launch(
                    Launch.blocks(kernel, blocks, tile.splitCount(), PASS_THREADS),
                    arrays.argument(tile)));
  }

  private void merge(MomentArrays arrays, Launch launch) {
    kernels.launch(launch, arrays.argument());
  }
}
