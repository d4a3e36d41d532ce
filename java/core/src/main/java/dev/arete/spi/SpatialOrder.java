package dev.arete.spi;

/**
 * Finds an order of points in which neighbours lie together: the leaves of a k-d tree, split at
 * multiples of the tile size across the widest side. For backends that leave out tiles of data.
 */
public final class SpatialOrder {
  /** Above this dimension boxes of data hardly exclude each other; the order is left alone. */
  public static final int MAX_DIMENSION = 16;

  private final double[] points;
  private final int dimension;
  private final int[] tiles;
  private final int[] order;

  private SpatialOrder(double[] points, int count, int dimension, int[] tiles) {
    this.points = points;
    this.dimension = dimension;
    this.tiles = tiles;
    this.order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
  }

  /**
   * Returns the order. Time O(n d log n).
   *
   * @param points row-major
   * @param count n
   * @param dimension d
   * @param tiles points in a tile; more than one number, each dividing the one before: points in a
   *     group of tiles, and so on down to a tile
   * @return indices of rows, tile after tile
   */
  public static int[] of(double[] points, int count, int dimension, int... tiles) {
    SpatialOrder sorter = new SpatialOrder(points, count, dimension, tiles);
    if (dimension <= MAX_DIMENSION) {
      sorter.split(0, count, 0);
    }
    return sorter.order;
  }

  private void split(int from, int to, int level) {
    int tile = tiles[level];
    int count = (to - from + tile - 1) / tile;
    if (count > 1) {
      int middle = from + count / 2 * tile;
      select(from, to, middle, widestSide(from, to));
      split(from, middle, level);
      split(middle, to, level);
    } else if (level + 1 < tiles.length) {
      split(from, to, level + 1);
    }
  }

  private int widestSide(int from, int to) {
    int widest = 0;
    double width = -1;
    for (int k = 0; k < dimension; k++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        double x = key(i, k);
        low = Math.min(low, x);
        high = Math.max(high, x);
      }
      if (high - low > width) {
        width = high - low;
        widest = k;
      }
    }
    return widest;
  }

  private double key(int i, int k) {
    return points[order[i] * dimension + k];
  }

  /** Quickselect with three-way partition, which copes with equal keys. */
  private void select(int from, int to, int rank, int k) {
    int low = from;
    int high = to;
    while (high - low > 1) {
      double pivot = median(key(low, k), key((low + high) >>> 1, k), key(high - 1, k));
      int less = low;
      int next = low;
      int more = high;
      while (next < more) {
        double x = key(next, k);
        if (x < pivot) {
          swap(less++, next++);
        } else if (x > pivot) {
          swap(next, --more);
        } else {
          next++;
        }
      }
      if (rank < less) {
        high = less;
      } else if (rank >= more) {
        low = more;
      } else {
        return;
      }
    }
  }

  private static double median(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  private void swap(int i, int j) {
    int held = order[i];
    order[i] = order[j];
    order[j] = held;
  }
}
