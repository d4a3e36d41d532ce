package dev.arete.internal.cpu;

import dev.arete.internal.local.LocalMoments;
import dev.arete.spi.Mixture;
import dev.arete.spi.SpatialOrder;

/**
 * The centres of a mixture, in tiles of neighbours: rows in double for the sums, and coordinates in
 * single precision, coordinate-major inside a tile and in units of sqrt(2h) from the middle of the
 * data, for the screening. Nothing that others see changes; 12 bytes a coordinate.
 */
final class CentreTiles {
  /** Centres per tile: long enough for vector loops, short enough for close boxes. */
  private static final int TILE = 512;

  /** Floats per tile above which tiles get shorter: 128 KiB, a part of a second-level cache. */
  private static final int TILE_FLOATS = 1 << 15;

  private static final int MIN_TILE = 64;

  /** Largest scaled coordinate whose square is safe in single precision. */
  static final double MAX_POSITION = 1e15;

  final int count;
  final int dimension;
  final double variance;
  final int tileSize;
  final int tileCount;

  /** n x d, row-major, in tile order. */
  final double[] rows;

  /** log pi_i minus the largest, in tile order; null if all are equal. */
  final double[] logWeights;

  final double largestLogWeight;

  /** Index of a centre with the largest weight. */
  final int mostWeighted;

  /** Per tile blocks of {@link Kernels#PADDING} centres, each block coordinate-major. */
  final float[][] positions;

  /** d x tiles: the box of a tile. */
  final float[] low;

  final float[] high;

  /** 1 / sqrt(2h). */
  final double scale;

  final double[] origin;

  /** Squared diagonal of the box of all centres, in units of h. */
  final double diameterRatio;

  /** The centres coordinate by coordinate; null where lists are used. */
  final SortedColumns columns;

  /** Whether single precision can hold the positions. */
  final boolean screenable;

  private SharedBlocks shared;

  CentreTiles(Mixture mixture) {
    count = mixture.count();
    dimension = mixture.dimension();
    variance = mixture.variance();
    tileSize = Math.max(MIN_TILE, Math.min(TILE, TILE_FLOATS / dimension));
    tileCount = (count + tileSize - 1) / tileSize;
    scale = Math.sqrt(0.5) / Math.sqrt(variance);
    boolean isColumns = SortedColumns.isFor(dimension);
    int[] sizes = isColumns ? new int[] {tileSize, SortedColumns.TILE} : new int[] {tileSize};
    int[] order = SpatialOrder.of(mixture.centres(), count, dimension, sizes);
    rows = rows(mixture, order);
    largestLogWeight = largestLogWeight(mixture);
    logWeights = logWeights(mixture, order);
    mostWeighted = mostWeighted();
    origin = new double[dimension];
    diameterRatio = findOrigin();
    columns = isColumns ? new SortedColumns(this) : null;
    screenable = diameterRatio < MAX_POSITION * MAX_POSITION;
    positions = new float[tileCount][];
    low = new float[dimension * tileCount];
    high = new float[dimension * tileCount];
    for (int t = 0; t < tileCount && screenable; t++) {
      positions[t] = new float[stride(t) * dimension];
      fill(t);
    }
  }

  private static double[] rows(Mixture mixture, int[] order) {
    int d = mixture.dimension();
    double[] rows = new double[mixture.count() * d];
    for (int i = 0; i < order.length; i++) {
      System.arraycopy(mixture.centres(), order[i] * d, rows, i * d, d);
    }
    return rows;
  }

  private static double largestLogWeight(Mixture mixture) {
    double largest = mixture.logWeight(0);
    for (int i = 1; mixture.logWeights() != null && i < mixture.count(); i++) {
      largest = Math.max(largest, mixture.logWeight(i));
    }
    return largest;
  }

  private double[] logWeights(Mixture mixture, int[] order) {
    if (mixture.logWeights() == null) {
      return null;
    }
    double[] logs = new double[count];
    for (int i = 0; i < count; i++) {
      logs[i] = mixture.logWeight(order[i]) - largestLogWeight;
    }
    return logs;
  }

  private int mostWeighted() {
    int i = 0;
    while (logWeight(i) < 0) {
      i++;
    }
    return i;
  }

  /** Sets the origin to the middle of the data and returns the squared diagonal over h. */
  private double findOrigin() {
    double squares = 0;
    for (int k = 0; k < dimension; k++) {
      double least = rows[k];
      double most = rows[k];
      for (int i = 1; i < count; i++) {
        least = Math.min(least, rows[i * dimension + k]);
        most = Math.max(most, rows[i * dimension + k]);
      }
      origin[k] = least / 2 + most / 2;
      double side = (most - least) / Math.sqrt(variance);
      squares += side * side;
    }
    return squares;
  }

  /** Number of centres in a tile. */
  int length(int tile) {
    return Math.min(tileSize, count - tile * tileSize);
  }

  /** Coordinate k in units of sqrt(2h) from the origin. */
  float position(double coordinate, int k) {
    return (float) ((coordinate - origin[k]) * scale);
  }

  /** log pi_i minus the largest. */
  double logWeight(int i) {
    return logWeights == null ? 0 : logWeights[i];
  }

  /**
   * Returns log p(y).
   *
   * @param total sum of weights relative to an anchor
   * @param anchorEnergy energy of the anchor, with its log weight taken from the largest
   */
  double logDensity(double total, double anchorEnergy) {
    double constant = 0.5 * dimension * (Math.log(2 * Math.PI) + Math.log(variance));
    return Math.log(total) - anchorEnergy + largestLogWeight - constant;
  }

  /**
   * Bounds what dropped centres would change in C/h. They have at most the relative weight M, which
   * shrinks the rest by M and adds M |c_i - m|^2/h; and |c_i - m|^2 &lt;= 2 |c_i - y|^2 + 2 |m -
   * y|^2 where |c_i - y|^2 is at most that of the cut, or |c_i - y|^2 exp(-energy) is largest
   * there.
   *
   * @param mass M
   * @param cut how far above the heaviest they begin
   * @param heaviestEnergy energy of the heaviest centre
   * @param moments what is known without them
   */
  double droppedRatio(double mass, double cut, double heaviestEnergy, LocalMoments moments) {
    double shiftRatio = 0;
    for (double shift : moments.shift) {
      shiftRatio += shift / variance * shift;
    }
    double farthest = 4 * (cut + heaviestEnergy) + 2 * shiftRatio;
    return mass * (moments.trace() + Math.min(farthest, diameterRatio));
  }

  /** Returns the centres as sums that queries share need them, made when they are first needed. */
  synchronized SharedBlocks shared(Kernels kernels) {
    if (shared == null) {
      shared = new SharedBlocks(this, kernels);
    }
    return shared;
  }

  /** Centres in a tile, and what pads them. */
  int stride(int tile) {
    return (length(tile) + Kernels.PADDING - 1) / Kernels.PADDING * Kernels.PADDING;
  }

  private void fill(int tile) {
    int length = length(tile);
    for (int k = 0; k < dimension; k++) {
      float least = Float.POSITIVE_INFINITY;
      float most = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < length; i++) {
        float x = position(rows[(tile * tileSize + i) * dimension + k], k);
        int block = i / Kernels.PADDING;
        positions[tile][(block * dimension + k) * Kernels.PADDING + i % Kernels.PADDING] = x;
        least = Math.min(least, x);
        most = Math.max(most, x);
      }
      low[k * tileCount + tile] = least;
      high[k * tileCount + tile] = most;
    }
  }
}
