package dev.arete.internal.cpu;

import java.util.Arrays;

/**
 * Adds up what the loops over columns compute, run after run, so that rounding does not grow with
 * the number of centres. Not thread-safe.
 */
final class ColumnSweep {
  /** Additions to the same partial sums. */
  private static final int LONGEST_SUM = 16;

  /** Sums of the last sweep. */
  final double[] sums;

  private final ColumnSums.View view;
  private final TileRuns runs;
  private final int lanes;
  private final LongSums earlier;

  /**
   * Allocates the sums.
   *
   * @param view what the loops see
   * @param runs the runs to visit
   * @param lanes partial sums of each quantity
   */
  ColumnSweep(ColumnSums.View view, TileRuns runs, int lanes) {
    this.view = view;
    this.runs = runs;
    this.lanes = lanes;
    sums = new double[view.sums.length / lanes];
    earlier = new LongSums(sums.length);
  }

  /** A sum over a run of tiles. */
  @FunctionalInterface
  interface Pass {
    void run(ColumnSums.View view, int from, int to, int at);
  }

  /**
   * Leaves the sums over all runs in {@link #sums}.
   *
   * @param loops whose pass it is
   * @param pass what to compute of a run
   * @param quantities how many sums
   */
  void run(ColumnSums loops, Pass pass, int quantities) {
    Arrays.fill(sums, 0, quantities, 0);
    int most = LONGEST_SUM - loops.additions(loops.runTiles() * SortedColumns.TILE);
    int added = 0;
    boolean isLong = false;
    int at = 0;
    for (int r = 0; r < runs.count(); r++) {
      int from = runs.from(r);
      int to = runs.to(r);
      pass.run(view, from, to, at);
      at += to - from;
      added += loops.additions(to - from);
      if (added > most && r < runs.count() - 1) {
        putAside(quantities, !isLong);
        isLong = true;
        added = 0;
      }
    }
    flush(quantities);
    if (isLong) {
      earlier.take(sums);
      earlier.get(sums);
    }
  }

  private void putAside(int quantities, boolean isFirst) {
    if (isFirst) {
      earlier.clear(quantities);
    }
    flush(quantities);
    earlier.take(sums);
  }

  private void flush(int quantities) {
    for (int i = 0; i < quantities; i++) {
      double sum = 0;
      for (int lane = i * lanes; lane < (i + 1) * lanes; lane++) {
        sum += view.sums[lane];
        view.sums[lane] = 0;
      }
      sums[i] += sum;
    }
  }
}
