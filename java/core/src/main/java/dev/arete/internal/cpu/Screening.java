package dev.arete.internal.cpu;

import java.util.Arrays;

/**
 * Finds the centres that may carry weight at a few queries at once, so that a tile is read from
 * memory once for all of them. Tiles whose box lies beyond the limit are skipped: box bounds and
 * energies are rounded in the same order, so that a bound never exceeds an energy in its tile.
 * Holds scratch; not thread-safe.
 */
final class Screening {
  private final CentreTiles tiles;
  private final float[] energies;

  Screening(CentreTiles tiles) {
    this.tiles = tiles;
    this.energies = new float[tiles.tileSize];
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
          scan(queries[q], t);
        }
      }
    }
    for (int q = 0; q < count; q++) {
      if (isScreened(queries[q])) {
        queries[q].prune();
      }
    }
  }

  private boolean isScreened(Candidates query) {
    return tiles.screenable && query.isScreenable();
  }

  /** Scans the nearest tile first, so that the limit is low from the start. */
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
    scan(query, nearest);
    query.bounds[nearest] = Float.POSITIVE_INFINITY;
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
  }

  private void scan(Candidates query, int tile) {
    int length = tiles.length(tile);
    fillLogWeights(tile, length);
    float[] x = tiles.positions[tile];
    float[] y = query.position;
    int k = 0;
    for (; k + 4 <= tiles.dimension; k += 4) {
      addFour(energies, x, k * length, length, y, k);
    }
    if (k + 2 <= tiles.dimension) {
      addTwo(energies, x, k * length, length, y[k], y[k + 1]);
      k += 2;
    }
    if (k < tiles.dimension) {
      addOne(energies, x, k * length, length, y[k]);
    }
    query.take(tile * tiles.tileSize, energies, length);
  }

  private void fillLogWeights(int tile, int length) {
    if (tiles.logWeights == null) {
      Arrays.fill(energies, 0, length, 0);
      return;
    }
    int first = tile * tiles.tileSize;
    for (int i = 0; i < length; i++) {
      energies[i] = (float) -tiles.logWeights[first + i];
    }
  }

  private static void addOne(float[] sum, float[] x, int first, int length, float y) {
    for (int i = 0; i < length; i++) {
      float a = x[first + i] - y;
      sum[i] += a * a;
    }
  }

  private static void addTwo(float[] sum, float[] x, int first, int length, float y0, float y1) {
    int second = first + length;
    for (int i = 0; i < length; i++) {
      float a = x[first + i] - y0;
      float b = x[second + i] - y1;
      sum[i] = sum[i] + a * a + b * b;
    }
  }

  private static void addFour(float[] sum, float[] x, int first, int length, float[] y, int k) {
    float y0 = y[k];
    float y1 = y[k + 1];
    float y2 = y[k + 2];
    float y3 = y[k + 3];
    int second = first + length;
    int third = second + length;
    int fourth = third + length;
    for (int i = 0; i < length; i++) {
      float a = x[first + i] - y0;
      float b = x[second + i] - y1;
      float c = x[third + i] - y2;
      float d = x[fourth + i] - y3;
      sum[i] = sum[i] + a * a + b * b + c * c + d * d;
    }
  }
}
