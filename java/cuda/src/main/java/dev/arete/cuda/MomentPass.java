package dev.arete.cuda;

import dev.arete.spi.Monitor;

/**
 * Posterior moments of rows of queries: three passes over the data, each followed by a merge of its
 * splits. The anchor (heaviest centre), the weights about it, the spread about the posterior mean.
 */
final class MomentPass {
  private static final int PASS_THREADS = 128;
  private static final int BLOCK_QUERIES = 16;

  /** Up to this dimension the passes have kernels of their own, one warp a row. */
  private static final int SMALL_DIMENSION = 4;

  private static final int SMALL_BLOCK_QUERIES = 4;

  private final Kernels kernels;
  private final Numbers numbers;
  private final int dimension;

  MomentPass(Kernels kernels, Units units) {
    this.kernels = kernels;
    this.numbers = units.numbers();
    this.dimension = units.dimension();
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
    kernels.launch(
        Launch.threads(numbers.kernel("gather_points"), coordinates),
        arrays.argument(),
        new long[] {points},
        new long[] {active});
    pass(arrays, "anchor", rows, BLOCK_QUERIES);
    merge(arrays, Launch.threads(numbers.kernel("anchor_merge"), coordinates));
    if (monitor.cancelled()) {
      return;
    }
    pass(arrays, "shift", rows, BLOCK_QUERIES);
    merge(arrays, Launch.groups("shift_merge", numbers.suffix(), rows, dimension));
    if (arrays.hasSpread() && !monitor.cancelled()) {
      pass(arrays, "spread", rows, 1);
      merge(arrays, Launch.threads(numbers.kernel("spread_merge"), coordinates * dimension));
    }
  }

  private void pass(MomentArrays arrays, String stem, int rows, int blockRows) {
    boolean small = dimension <= SMALL_DIMENSION;
    String kernel = small ? "small_" + stem + "_d" + dimension : stem + "_partial";
    int perBlock = small ? SMALL_BLOCK_QUERIES : blockRows;
    int blocks = (rows + perBlock - 1) / perBlock;
    arrays
        .data()
        .forEachTile(
            tile ->
                kernels.launch(
                    Launch.blocks(numbers.kernel(kernel), blocks, tile.splitCount(), PASS_THREADS),
                    arrays.argument(tile)));
  }

  private void merge(MomentArrays arrays, Launch launch) {
    kernels.launch(launch, arrays.argument());
  }
}
