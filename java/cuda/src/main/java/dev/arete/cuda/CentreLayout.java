package dev.arete.cuda;

import dev.arete.spi.Mixture;
import dev.arete.spi.SpatialOrder;

/**
 * The order of the centres on the device, and where their coordinates lie. Up to {@link
 * #SMALL_DIMENSION} neighbours are together in tiles, coordinate by coordinate, and the last tile
 * is filled up with its last centre; else rows are as the user gave them.
 */
final class CentreLayout {
  /** Up to this dimension the passes over the data have kernels of their own. */
  static final int SMALL_DIMENSION = 4;

  /** Centres of a tile, and of a group of tiles: as in moments.cuh. */
  static final int TILE = 64;

  static final int GROUP = 32 * TILE;

  private final Mixture mixture;
  private final int dimension;
  private final int[] order;

  CentreLayout(Mixture mixture) {
    this.mixture = mixture;
    this.dimension = mixture.dimension();
    this.order =
        dimension <= SMALL_DIMENSION
            ? SpatialOrder.of(mixture.centres(), mixture.count(), dimension, GROUP, TILE)
            : null;
  }

  boolean isTiled() {
    return order != null;
  }

  /** Centres in memory where so many are stored. */
  long stored(long centres) {
    return isTiled() ? (centres + TILE - 1) / TILE * TILE : centres;
  }

  /** Index, in the arrays of the mixture, of the centre at a place of the order of the device. */
  int centre(int place) {
    return isTiled() ? order[Math.min(place, order.length - 1)] : place;
  }

  /**
   * Which coordinate of the mixture is element t of the centres from a place on, the first of a
   * tile.
   */
  int coordinate(int first, int t) {
    if (!isTiled()) {
      return first * dimension + t;
    }
    int axis = t / TILE % dimension;
    int place = first + t / (TILE * dimension) * TILE + t % TILE;
    return centre(place) * dimension + axis;
  }

  Mixture mixture() {
    return mixture;
  }
}
