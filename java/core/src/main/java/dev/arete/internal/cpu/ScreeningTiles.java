package dev.arete.internal.cpu;

import dev.arete.internal.screening.ScaledCoordinates;
import java.util.Arrays;

/**
 * Centres in single precision, in tiles of neighbours with a box around the leading coordinates of
 * each, and inside a tile in blocks, coordinate by coordinate. Immutable; 4 bytes a coordinate.
 */
final class ScreeningTiles {
  /** Centres of a block: as {@link Kernels#addSquares} takes them. */
  static final int BLOCK = Kernels.PADDING;

  /** Centres of a tile at least, and at most: close boxes cost time, wide ones exclude little. */
  private static final int LEAST_TILE = 128;

  private static final int MOST_TILE = 512;

  /** Tiles that are too many to look at for each query. */
  private static final int MANY_TILES = 1024;

  /** Centres in every tile but the last. */
  final int tileSize;

  final int tileCount;

  /** The blocks of each tile, one behind the other; what pads the last is 0. */
  final float[][] positions;

  /** Axes x tiles: the box of a tile. */
  final float[] low;

  final float[] high;

  private final int count;
  private final int dimension;
  private final int leading;

  /**
   * Copies centres.
   *
   * @param coordinates where they are
   * @param rows rows in the user's coordinates, in the order of tiles
   * @param count how many
   */
  ScreeningTiles(ScaledCoordinates coordinates, double[] rows, int count) {
    this.count = count;
    dimension = coordinates.dimension;
    leading = coordinates.leading;
    tileSize = tileSize(count);
    tileCount = (count + tileSize - 1) / tileSize;
    positions = new float[tileCount][];
    low = new float[leading * tileCount];
    high = new float[leading * tileCount];
    ScaledCoordinates.Places places = coordinates.new Places(Math.min(tileSize, count));
    for (int t = 0; t < tileCount; t++) {
      places.fill(rows, t * tileSize, length(t));
      positions[t] = new float[blocks(t) * BLOCK * dimension];
      fill(t, places.rows);
    }
  }

  /** Centres in a tile where there are so many. */
  static int tileSize(int count) {
    int size = LEAST_TILE;
    while (size < MOST_TILE && count / size > MANY_TILES) {
      size *= 2;
    }
    return size;
  }

  private void fill(int tile, double[] places) {
    for (int k = 0; k < dimension; k++) {
      float least = Float.POSITIVE_INFINITY;
      float most = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < length(tile); i++) {
        float x = (float) places[i * dimension + k];
        positions[tile][block(i / BLOCK) + k * BLOCK + i % BLOCK] = x;
        least = Math.min(least, x);
        most = Math.max(most, x);
      }
      if (k < leading) {
        low[k * tileCount + tile] = least;
        high[k * tileCount + tile] = most;
      }
    }
  }

  /** Number of centres in a tile. */
  int length(int tile) {
    return Math.min(tileSize, count - tile * tileSize);
  }

  /** Number of blocks in a tile. */
  int blocks(int tile) {
    return (length(tile) + BLOCK - 1) / BLOCK;
  }

  /** Where a block begins in its tile. */
  int block(int index) {
    return index * BLOCK * dimension;
  }

  /**
   * Fills in lower bounds of the energies of each tile, no larger than any energy computed in it.
   *
   * @param position the query's coordinates
   * @param bounds one for each tile
   */
  void bound(float[] position, float[] bounds) {
    Arrays.fill(bounds, 0);
    for (int k = 0; k < leading; k++) {
      float y = position[k];
      int offset = k * tileCount;
      for (int t = 0; t < tileCount; t++) {
        float below = low[offset + t] - y;
        float above = y - high[offset + t];
        float outside = Math.max(Math.max(below, above), 0);
        bounds[t] += outside * outside;
      }
    }
    float safety = 1 - (dimension + 3) * 0x1p-22f;
    for (int t = 0; t < tileCount; t++) {
      bounds[t] *= safety;
    }
  }
}
