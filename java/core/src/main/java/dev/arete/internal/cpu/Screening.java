package dev.arete.internal.cpu;

import dev.arete.internal.screening.PrincipalAxes;
import java.util.Arrays;

/**
 * Finds the centres that may carry weight at a few queries at once, so that a block of them is read
 * from memory once for all queries. A tile whose box lies beyond the limit is skipped, and a block
 * is left as soon as the coordinates that were looked at put all of it beyond: sums of squares only
 * grow. A box bound is lowered by its rounding error, so that it never exceeds an energy in its
 * tile. Holds scratch; not thread-safe.
 */
final class Screening {
  private static final int BLOCK = ScreeningTiles.BLOCK;

  /** Coordinates that are looked at first: the axes along which centres differ most. */
  private static final int FIRST = PrincipalAxes.AXES;

  /** Coordinates of a block that stay in the nearest cache for all queries: 8 KiB. */
  private static final int STEP = 64;

  private final CentreTiles centres;
  private final ScreeningTiles tiles;
  private final Kernels kernels;
  private final float[][] energies;
  private final Candidates[] near;
  private final int[] left;
  private final float[] lowest;

  /**
   * Allocates.
   *
   * @param centres the centres
   * @param kernels inner loops
   * @param most queries at once
   */
  Screening(CentreTiles centres, Kernels kernels, int most) {
    this.centres = centres;
    this.tiles = centres.screening;
    this.kernels = kernels;
    energies = new float[most][BLOCK];
    near = new Candidates[most];
    left = new int[most];
    lowest = new float[most];
  }

  /**
   * Fills candidates that were started.
   *
   * @param queries the candidates of each query
   * @param count how many queries
   */
  void run(Candidates[] queries, int count) {
    for (int q = 0; q < count; q++) {
      begin(queries[q]);
    }
    for (int t = 0; tiles != null && t < tiles.tileCount; t++) {
      scan(t, gather(queries, count, t));
    }
    for (int q = 0; q < count; q++) {
      if (queries[q].isScreenable()) {
        queries[q].finish();
      }
    }
  }

  /** Looks at the nearest tile first, so that the limit is low from the start. */
  private void begin(Candidates query) {
    float[] bounds = query.bounds;
    if (!query.isScreenable()) {
      Arrays.fill(bounds, Float.POSITIVE_INFINITY);
      query.takeAll(centres.mostWeighted);
      return;
    }
    int nearest = nearest(query);
    near[0] = query;
    for (int block = 0; block < tiles.blocks(nearest); block++) {
      if (reduce(nearest, block, 1) > 0) {
        query.look(lowest[0]);
      }
    }
  }

  private int nearest(Candidates query) {
    float[] bounds = query.bounds;
    tiles.bound(query.position, bounds);
    int nearest = 0;
    for (int t = 1; t < tiles.tileCount; t++) {
      if (bounds[t] < bounds[nearest]) {
        nearest = t;
      }
    }
    return nearest;
  }

  /**
   * Returns an energy that so many centres do not exceed, but for rounding: that of the nearest
   * tile is not far above the least of this kind.
   *
   * @param query a query that was started
   * @param rows how many centres
   * @return the energy, infinite if it is not known
   */
  double energyOfRow(Candidates query, int rows) {
    if (!query.isScreenable()) {
      return Double.POSITIVE_INFINITY;
    }
    int nearest = nearest(query);
    int length = tiles.length(nearest);
    if (length < rows) {
      return Double.POSITIVE_INFINITY;
    }
    float[] all = new float[tiles.blocks(nearest) * BLOCK];
    for (int block = 0; block < tiles.blocks(nearest); block++) {
      fillLogWeights(energies[0], nearest, block);
      int first = tiles.block(block);
      int d = centres.dimension;
      kernels.addSquares(tiles.positions[nearest], first, 0, d, query.position, energies[0], 0);
      System.arraycopy(energies[0], 0, all, block * BLOCK, BLOCK);
    }
    return Candidates.last(all, all.length, new float[rows]);
  }

  /** Gathers the queries that a tile may have candidates for. */
  private int gather(Candidates[] queries, int count, int tile) {
    int gathered = 0;
    for (int q = 0; q < count; q++) {
      near[gathered] = queries[q];
      gathered += queries[q].bounds[tile] < queries[q].limit ? 1 : 0;
    }
    return gathered;
  }

  private void scan(int tile, int gathered) {
    for (int block = 0; gathered > 0 && block < tiles.blocks(tile); block++) {
      int remaining = reduce(tile, block, gathered);
      int first = tile * tiles.tileSize + block * BLOCK;
      for (int i = 0; i < remaining; i++) {
        int q = left[i];
        near[q].take(first, energies[q], length(tile, block), lowest[q]);
      }
    }
  }

  private int length(int tile, int block) {
    return Math.min(BLOCK, tiles.length(tile) - block * BLOCK);
  }

  /**
   * Computes the energies of a block for the queries that were gathered, and returns how many are
   * left that it has candidates for.
   */
  private int reduce(int tile, int block, int gathered) {
    for (int q = 0; q < gathered; q++) {
      left[q] = q;
      fillLogWeights(energies[q], tile, block);
    }
    int remaining = gathered;
    int from = 0;
    while (from < centres.dimension && remaining > 0) {
      int to = Math.min(centres.dimension, from == 0 ? FIRST : from + STEP);
      remaining = add(tile, block, from, to, remaining);
      from = to;
    }
    return remaining;
  }

  private int add(int tile, int block, int from, int to, int remaining) {
    float[] x = tiles.positions[tile];
    int first = tiles.block(block);
    int kept = 0;
    for (int i = 0; i < remaining; i++) {
      int q = left[i];
      float[] position = near[q].position;
      lowest[q] = kernels.addSquares(x, first, from, to, position, energies[q], 0);
      left[kept] = q;
      kept += lowest[q] < near[q].limit ? 1 : 0;
    }
    return kept;
  }

  /** What pads the last block is infinitely far. */
  private void fillLogWeights(float[] sums, int tile, int block) {
    int length = length(tile, block);
    Arrays.fill(sums, 0, length, 0);
    Arrays.fill(sums, length, BLOCK, Float.POSITIVE_INFINITY);
    if (centres.logWeights != null) {
      int first = tile * tiles.tileSize + block * BLOCK;
      for (int i = 0; i < length; i++) {
        sums[i] = (float) -centres.logWeights[first + i];
      }
    }
  }
}
