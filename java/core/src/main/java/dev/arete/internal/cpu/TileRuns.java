package dev.arete.internal.cpu;

import java.util.Arrays;

/** Runs of tiles that count for a query: those next to each other. Not thread-safe. */
final class TileRuns {
  private static final int TILE = SortedColumns.TILE;

  private final SortedColumns columns;

  /** First centre and centre after the last, in turn. */
  private int[] runs = new int[64];

  private int count;
  private int centres;

  TileRuns(SortedColumns columns) {
    this.columns = columns;
  }

  /**
   * Chooses the tiles whose least energy is below a limit.
   *
   * @param bounds least energy of each tile
   * @param limit the limit
   * @param longest tiles a run may have
   * @return the largest radius of a chosen tile
   */
  double choose(double[] bounds, double limit, int longest) {
    count = 0;
    centres = 0;
    double radius = 0;
    int t = 0;
    while (t < columns.tileCount) {
      int from = t;
      int most = Math.min(from + longest, columns.tileCount);
      while (t < most && bounds[t] < limit) {
        radius = columns.radii[t] > radius ? columns.radii[t] : radius;
        t++;
      }
      if (t > from) {
        add(from * TILE, t * TILE);
      } else {
        t++;
      }
    }
    return radius;
  }

  private void add(int from, int to) {
    if (runs.length == 2 * count) {
      runs = Arrays.copyOf(runs, 2 * runs.length);
    }
    runs[2 * count] = from;
    runs[2 * count + 1] = to;
    count++;
    centres += to - from;
  }

  /** How many runs there are. */
  int count() {
    return count;
  }

  /** How many centres they have together, with what pads the last tile. */
  int centres() {
    return centres;
  }

  /** First centre of a run. */
  int from(int run) {
    return runs[2 * run];
  }

  /** Centre after the last of a run. */
  int to(int run) {
    return runs[2 * run + 1];
  }
}
