package dev.arete.internal.cpu;

import dev.arete.spi.BackendOptions;

/**
 * How many workers a call uses and how many queries each has in flight, so that scratch stays
 * within the budget even if every centre carries weight at every query.
 *
 * @param workers workers, at least 1
 * @param width queries in flight per worker, at least 1
 */
record MemoryPlan(int workers, int width) {
  /** Queries that share a tile in the cache; more gain nothing. */
  private static final int MAX_WIDTH = 16;

  /** Queries that share products of centres: forming those is then a tenth of the work. */
  private static final int MAX_SHARED_WIDTH = 32;

  /** Index and energy of the screening, energy and weight of the sums, for each centre. */
  private static final int CANDIDATE_BYTES = 24;

  /** Second moments of one query, d x d doubles each. */
  private static final int LANE_MATRICES = 2;

  /** Matrices of the eigensolver and what is around it. */
  private static final int MATRICES = 10;

  /** Products of a block of centres, half a matrix each. */
  private static final int SHARED_MATRICES = SharedSums.ROWS / 2;

  static MemoryPlan of(CentreTiles tiles, BackendOptions options, int queries, long laneBytes) {
    long lane = laneBytes + matrices(LANE_MATRICES, tiles.dimension);
    lane += (long) CANDIDATE_BYTES * tiles.count + 4L * tiles.tileCount;
    long worker = matrices(MATRICES, tiles.dimension);
    if (tiles.dimension <= SharedSums.MAX_DIMENSION) {
      worker += matrices(SHARED_MATRICES, tiles.dimension);
    }
    long affordable = Math.max(1, options.memoryBudget() / (worker + lane));
    int workers = (int) Math.min(options.threads(), affordable);
    long width = (options.memoryBudget() / workers - worker) / lane;
    int fair = Math.max(1, queries / (4 * workers)); // so that all workers have enough to do
    int useful = tiles.columns == null ? mostLanes(tiles.dimension) : 1;
    return new MemoryPlan(workers, (int) Math.max(1, Math.min(width, Math.min(useful, fair))));
  }

  private static int mostLanes(int dimension) {
    return dimension <= SharedSums.MAX_DIMENSION ? MAX_SHARED_WIDTH : MAX_WIDTH;
  }

  /** Bytes of a ridge iteration: frame, eigensolver and Newton step. */
  static long iterationBytes(int dimension) {
    return matrices(MATRICES, dimension);
  }

  private static long matrices(int count, int dimension) {
    return 8L * count * dimension * dimension;
  }
}
