package dev.arete.internal.cpu;

import java.util.Arrays;

/**
 * Finds the centres that may carry weight at a few queries at once, so that a tile is read from
 * memory once for all of them. Tiles whose box lies beyond the limit are skipped; a box bound is
 * lowered by its rounding error, so that it never exceeds an energy in its tile. Holds scratch; not
 * thread-safe.
 */
final class Screening {
  private final CentreTiles tiles;
  private final Kernels kernels;
  private final float[][] energies;
  private final float[][] positions = new float[Kernels.QUERIES][];
  private final Candidates[] group = new Candidates[Kernels.QUERIES];
  private int grouped;

  Screening(CentreTiles tiles, Kernels kernels) {
    this.tiles = tiles;
    this.kernels = kernels;
    this.energies = new float[Kernels.QUERIES][tiles.stride(0)];
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
    for (int t = 0; t < tiles.tileCount; t++) {
      for (int q = 0; q < count; q++) {
        if (queries[q].bounds[t] < queries[q].limit) {
          join(queries[q], t);
        }
      }
      scan(t);
    }
    for (int q = 0; q < count; q++) {
      if (isScreened(queries[q])) {
        queries[q].finish();
      }
    }
  }

  private boolean isScreened(Candidates query) {
    return tiles.screenable && query.isScreenable();
  }

  /** Looks at the nearest tile first, so that the limit is low from the start. */
  private void begin(Candidates query) {
    if (!isScreened(query)) {
      Arrays.fill(query.bounds, Float.POSITIVE_INFINITY);
      query.takeAll(tiles.mostWeighted);
      return;
    }
    bound(query);
    int nearest = 0;
    for (int t = 1; t < tiles.tileCount; t++) {
      if (query.bounds[t] < query.bounds[nearest]) {
        nearest = t;
      }
    }
    join(query, nearest);
    fill(nearest);
    query.look(energies[0], tiles.length(nearest));
    grouped = 0;
  }

  private void bound(Candidates query) {
    float[] bounds = query.bounds;
    Arrays.fill(bounds, 0);
    int count = tiles.tileCount;
    for (int k = 0; k < tiles.dimension; k++) {
      float y = query.position[k];
      int offset = k * count;
      for (int t = 0; t < count; t++) {
        float below = tiles.low[offset + t] - y;
        float above = y - tiles.high[offset + t];
        float outside = Math.max(Math.max(below, above), 0);
        bounds[t] += outside * outside;
      }
    }
    float safety = 1 - (tiles.dimension + 3) * 0x1p-22f;
    for (int t = 0; t < count; t++) {
      bounds[t] *= safety;
    }
  }

  /** Adds a query to those that are scanned together. */
  private void join(Candidates query, int tile) {
    group[grouped] = query;
    grouped++;
    if (grouped == Kernels.QUERIES) {
      scan(tile);
    }
  }

  private void scan(int tile) {
    if (grouped == 0) {
      return;
    }
    fill(tile);
    for (int q = 0; q < grouped; q++) {
      group[q].take(tile * tiles.tileSize, energies[q], tiles.length(tile));
    }
    grouped = 0;
  }

  /** Computes the energies of a tile for the queries that have joined. */
  private void fill(int tile) {
    int stride = tiles.stride(tile);
    for (int q = 0; q < Kernels.QUERIES; q++) {
      // places that are free repeat the first query
      positions[q] = group[q < grouped ? q : 0].position;
      fillLogWeights(energies[q], tile, stride);
    }
    kernels.addSquares(tiles.positions[tile], stride, tiles.dimension, positions, energies);
  }

  private void fillLogWeights(float[] sums, int tile, int stride) {
    if (tiles.logWeights == null) {
      Arrays.fill(sums, 0, stride, 0);
      return;
    }
    int first = tile * tiles.tileSize;
    int length = tiles.length(tile);
    for (int i = 0; i < length; i++) {
      sums[i] = (float) -tiles.logWeights[first + i];
    }
  }
}
