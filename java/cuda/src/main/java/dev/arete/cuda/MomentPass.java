package dev.arete.cuda;

import dev.arete.spi.Monitor;
import java.util.List;

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
    if (arrays.isScreened()) {
      screen(arrays, rows);
    }
    pass(arrays, sweeps(arrays, "anchor", rows, WARPS));
    merge(arrays, Launch.threads(numbers.kernel("anchor_merge"), coordinates));
    if (monitor.cancelled()) {
      return;
    }
    pass(arrays, sweeps(arrays, "shift", rows, WARPS * shiftRows()));
    merge(arrays, Launch.groups("shift_merge", numbers.suffix(), rows, dimension));
    if (arrays.hasSpread() && !monitor.cancelled()) {
      pass(arrays, List.of(spread(rows)));
      merge(arrays, Launch.threads(numbers.kernel("spread_merge"), coordinates * dimension));
    }
  }

  /**
   * A kernel that goes through the data.
   *
   * @param kernel entry point
   * @param blocks in the direction of the rows
   */
  private record Sweep(String kernel, int blocks) {}

  /** The kernels of a pass: one for all rows, or one for those that are screened beside it. */
  private List<Sweep> sweeps(MomentArrays arrays, String stem, int rows, int smallRows) {
    if (isSmall) {
      return List.of(new Sweep(small(stem), blocks(rows, smallRows)));
    }
    Sweep all = new Sweep(numbers.kernel(stem + "_partial"), blocks(rows, PAIR_ROWS));
    Sweep few = new Sweep(numbers.kernel(stem + "_screened"), blocks(rows, WARPS));
    return arrays.isScreened() ? List.of(all, few) : List.of(all);
  }

  private Sweep spread(int rows) {
    return isSmall
        ? new Sweep(small("spread"), blocks(rows, WARPS * spreadRows()))
        : new Sweep(numbers.kernel("spread_partial"), rows);
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

  /** Lists the centres that matter to each row, where they are few. */
  private void screen(MomentArrays arrays, int rows) {
    int blocks = blocks(rows, WARPS);
    kernels.launch(
        Launch.blocks(numbers.kernel("screen_near"), blocks, 1, PASS_THREADS), arrays.argument());
    Launch floor = Launch.blocks(numbers.kernel("screen_floor"), blocks, 1, PASS_THREADS);
    arrays.data().forEachTile(tile -> kernels.launch(floor, arrays.argument(tile)));
    kernels.launch(
        Launch.blocks(
            numbers.kernel("screen_list"), blocks, arrays.data().splits().count(), PASS_THREADS),
        arrays.argument());
  }

  private static int blocks(int rows, int rowsPerBlock) {
    return (rows + rowsPerBlock - 1) / rowsPerBlock;
  }

  private void pass(MomentArrays arrays, List<Sweep> sweeps) {
    arrays
        .data()
        .forEachTile(
            tile -> {
              for (Sweep sweep : sweeps) {
                kernels.launch(
                    Launch.blocks(sweep.kernel(), sweep.blocks(), tile.splitCount(), PASS_THREADS),
                    arrays.argument(tile));
              }
            });
  }

  private void merge(MomentArrays arrays, Launch launch) {
    kernels.launch(launch, arrays.argument());
  }
}
