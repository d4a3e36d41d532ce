package dev.arete.internal.cpu;

import dev.arete.AreteException;
import dev.arete.internal.local.LeadingSpace;
import dev.arete.spi.BackendOptions;
import java.util.Locale;

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
  private static final int MAX_SHARED_WIDTH = 64;

  /** Index and energy of the screening, energy and weight of the sums, for each centre. */
  private static final int CANDIDATE_BYTES = 24;

  /** Second moments of one query and their sums, d x d doubles each. */
  private static final int LANE_MATRICES = 4;

  /** Thin rows of one query, and products of them. */
  private static final int LANE_ROWS = 2;

  /** Vectors of a frame, a step and a query. */
  private static final int VECTORS = 32;

  /**
   * Covariance, its sums, and an eigensolver's matrix and rotations: what one query cannot lack.
   */
  private static final int SPECTRUM_MATRICES = 7;

  /** Matrices of the eigensolver and what is around it. */
  private static final int MATRICES = 10;

  /**
   * Plans an evaluation, or the evaluations of a projection: what a query keeps between them is
   * beside its moments.
   *
   * @param tiles the mixture
   * @param options threads and budget
   * @param queries how many
   * @param second what is wanted of second moments
   * @param leading how many leading directions are looked for, 0 if all eigenvalues are computed
   */
  static MemoryPlan of(
      CentreTiles tiles, BackendOptions options, int queries, SecondMoments second, int leading) {
    long laneBytes = laneBytes(tiles.dimension, second, leading);
    int d = tiles.dimension;
    long lane =
        laneBytes
            + (long) CANDIDATE_BYTES * tiles.count
            + 4L * tiles.count / ScreeningTiles.tileSize(tiles.count);
    long worker = laneBytes > 0 && hasMatrices(d, leading) ? matrices(MATRICES, d) : 0;
    if (laneBytes > 0 && d <= SharedSums.MAX_DIMENSION) {
      worker += SharedSums.blockBytes(d);
    }
    if (leading > 0) {
      long rows = mostRows(second, d);
      worker += LeadingSpace.bytes(d, leading) + 8 * MATRICES * rows * rows;
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

  /**
   * Refuses a covariance that the heap has no room for.
   *
   * @param dimension d
   * @param heap bytes
   * @throws AreteException if it is too large
   */
  static void checkHeap(int dimension, long heap) {
    long needed = matrices(SPECTRUM_MATRICES, dimension);
    if (needed > heap) {
      throw new AreteException(
          String.format(
              Locale.ROOT,
              "a covariance in %d dimensions and all its eigenvalues need %d MiB, the heap has %d;"
                  + " ask for leading eigenvalues only (leadingGeometry, --leading), or give Java"
                  + " more (-Xmx)",
              dimension,
              needed >> 20,
              heap >> 20));
    }
  }

  private static boolean hasMatrices(int dimension, int leading) {
    return leading == 0 || dimension <= HighDimension.LARGEST_MATRIX;
  }

  private static long laneBytes(int dimension, SecondMoments second, int leading) {
    if (!second.areWanted()) {
      return 0;
    }
    long bytes = 0;
    if (hasMatrices(dimension, leading)) {
      bytes += matrices(LANE_MATRICES, dimension);
    }
    if (leading > 0) {
      long rows = mostRows(second, dimension);
      bytes += 8 * LANE_ROWS * rows * (dimension + rows);
      bytes += CovarianceRows.bytes(dimension) + LeadingSpace.frameBytes(dimension, leading);
      bytes += 8L * VECTORS * dimension;
    }
    return bytes;
  }

  private static long mostRows(SecondMoments second, int dimension) {
    return Math.min(second.mostRows(), dimension / 2);
  }

  private static long matrices(int count, int dimension) {
    return 8L * count * dimension * dimension;
  }
}
