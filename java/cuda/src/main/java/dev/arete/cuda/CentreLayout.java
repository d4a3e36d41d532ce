package dev.arete.cuda;

import dev.arete.internal.eigen.BlockLoops;
import dev.arete.internal.screening.ScaledCoordinates;
import dev.arete.spi.Mixture;
import dev.arete.spi.SpatialOrder;

/**
 * The order of the centres on the device, and where their coordinates lie. Neighbours are together
 * in tiles. Up to {@link #SMALL_DIMENSION} these lie coordinate by coordinate, and the last tile is
 * filled up with its last centre; else row by row, in the order of the user where floats cannot
 * tell which rows are near.
 */
final class CentreLayout {
  /** Up to this dimension the passes over the data have kernels of their own. */
  static final int SMALL_DIMENSION = 4;

  /** Centres of a tile, and of a group of tiles: as in moments.cuh. */
  static final int TILE = 64;

  static final int GROUP = 32 * TILE;

  private final Mixture mixture;
  private final int dimension;

  /** Coordinates that tell which centres are far; null where boxes around all of them do. */
  private final ScaledCoordinates coordinates;

  private final int[] order;

  CentreLayout(Mixture mixture) {
    this.mixture = mixture;
    this.dimension = mixture.dimension();
    this.coordinates = isTiled() ? null : new ScaledCoordinates(mixture, BlockLoops.plain());
    this.order = order();
  }

  private int[] order() {
    double[] centres = mixture.centres();
    if (isTiled()) {
      return SpatialOrder.of(centres, mixture.count(), dimension, GROUP, TILE);
    }
    return isScreenable() ? coordinates.order(centres, mixture.count(), TILE) : null;
  }

  boolean isTiled() {
    return dimension <= SMALL_DIMENSION;
  }

  /** Whether leading coordinates can tell which centres are far. */
  boolean isScreenable() {
    return coordinates != null && coordinates.isScreenable;
  }

  ScaledCoordinates coordinates() {
    return coordinates;
  }

  /** Centres in memory where so many are stored. */
  long stored(long centres) {
    return isTiled() ? (centres + TILE - 1) / TILE * TILE : centres;
  }

  /**
   * Index, in the arrays of the mixture, of the centre at a place of the order of the device; of
   * the last one beyond it.
   */
  int centre(int place) {
    return order == null ? place : order[Math.min(place, order.length - 1)];
  }

  /**
   * Which coordinate of the mixture is element t of the centres from a place on, the first of a
   * tile.
   */
  int coordinate(int first, int t) {
    if (!isTiled()) {
      return centre(first + t / dimension) * dimension + t % dimension;
    }
    int axis = t / TILE % dimension;
    int place = first + t / (TILE * dimension) * TILE + t % TILE;
    return centre(place) * dimension + axis;
  }

  Mixture mixture() {
    return mixture;
  }
}
