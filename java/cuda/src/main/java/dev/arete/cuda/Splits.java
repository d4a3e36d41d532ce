package dev.arete.cuda;

/**
 * How the data are cut for the kernels. A function of the data alone: whatever else is cut, sums
 * are formed in the same order.
 *
 * @param length centres a split, a multiple of the 64 of a tile, or of a group of tiles
 * @param count number of splits
 */
record Splits(int length, int count) {
  /** Centres a split; as many as a float may sum are handed over on the way. */
  private static final int LENGTH = 4096;

  /** Limit of the second moments of all splits of one query, in bytes. */
  private static final long PARTIAL_BYTES = 32L << 20;

  /** Limit of the second direction of a grid. */
  private static final int MOST = 65535;

  /** PAIR_CENTRES in pairs.cuh. */
  private static final int TILE = 64;

  /**
   * Most splits where centres lie in tiles of neighbours: a query needs few of them, and each costs
   * it a set of partial sums.
   */
  private static final int MOST_TILED = 32;

  static Splits of(int centres, int dimension) {
    long bytes = 4L * dimension * (dimension + 1);
    boolean tiled = dimension <= CentreLayout.SMALL_DIMENSION;
    long most = tiled ? MOST_TILED : Math.min(MOST, Math.max(1, PARTIAL_BYTES / bytes));
    long wanted = Math.min(most, (centres + LENGTH - 1L) / LENGTH);
    long length = (centres + wanted - 1) / wanted;
    long unit = tiled ? CentreLayout.GROUP : TILE;
    length = (length + unit - 1) / unit * unit;
    return new Splits(
        (int) Math.min(length, Integer.MAX_VALUE), (int) ((centres + length - 1) / length));
  }
}
