package dev.arete.internal.cpu;

import java.util.Arrays;

/**
 * The centres of a mixture in two or three dimensions, coordinate by coordinate in the order of
 * {@link CentreTiles}, with a box around every {@value #TILE} of them. Immutable.
 */
public final class SortedColumns {
  /** Centres per box: a few vectors, and small enough for close boxes. */
  public static final int TILE = 128;

  /** {@link #TILE} is 2 to this power. */
  public static final int TILE_BITS = 7;

  /**
   * Boxes come in multiples of this, so that no loop over vectors of them has an end to care for.
   */
  static final int BOXES = 8;

  /** With distances of sqrt(h) this long, exp(-D^2 / (2h)) is 2^-(D^2). */
  public static final double FLOAT_SCALE = 0.8493218002880191;

  /** A coordinate whose weight is 0 in single precision, and whose square is finite. */
  private static final float FAR = 0x1p60f;

  /** d. */
  public final int dimension;

  /** Number of tiles; every tile is full. */
  public final int tileCount;

  /** Coordinates, d arrays of {@link #tileCount} tiles; the last one pads the last tile. */
  public final double[][] columns;

  /** log pi_i minus the largest; what pads the last tile is minus infinity, so that it weighs 0. */
  public final double[] logWeights;

  /** The same as energies in base 2: what pads the last tile costs infinitely much. */
  public final double[] costs;

  /** Middle of each tile's box, d arrays; 0 where boxes fill up the last vector. */
  public final double[][] middle;

  /**
   * Coordinates from the middle of their tile, times {@link #FLOAT_SCALE} / sqrt(h), d arrays; what
   * pads the last tile is far away, so that it weighs 0.
   */
  public final float[][] near;

  /** Whether log weights differ; if not, single precision does without costs. */
  public final boolean isWeighted;

  /** Costs above the least of their tile, in single precision. */
  public final float[] floatCosts;

  /** The least cost in each tile, filled up likewise. */
  public final double[] leastCosts;

  /** The largest cost in each tile, of its centres. */
  final double[] mostCosts;

  /** Least coordinate in each tile, d arrays; infinite where boxes fill up the last vector. */
  public final double[][] low;

  /** Largest coordinate in each tile, d arrays, filled up likewise. */
  public final double[][] high;

  /** Half of the diagonal of each tile's box. */
  final double[] radii;

  SortedColumns(CentreTiles tiles) {
    dimension = tiles.dimension;
    isWeighted = tiles.logWeights != null;
    tileCount = (tiles.count + TILE - 1) / TILE;
    columns = new double[dimension][tileCount * TILE];
    int boxes = (tileCount + BOXES - 1) / BOXES * BOXES;
    low = new double[dimension][boxes];
    high = new double[dimension][boxes];
    middle = new double[dimension][boxes];
    near = new float[dimension][tileCount * TILE];
    logWeights = new double[tileCount * TILE];
    costs = new double[tileCount * TILE];
    floatCosts = new float[tileCount * TILE];
    leastCosts = new double[boxes];
    mostCosts = new double[tileCount];
    Arrays.fill(logWeights, tiles.count, logWeights.length, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < tiles.count; i++) {
      logWeights[i] = tiles.logWeight(i);
    }
    for (int k = 0; k < dimension; k++) {
      for (int i = 0; i < tiles.count; i++) {
        columns[k][i] = tiles.rows[i * dimension + k];
      }
      Arrays.fill(columns[k], tiles.count, columns[k].length, columns[k][tiles.count - 1]);
      Arrays.fill(low[k], tileCount, boxes, Double.POSITIVE_INFINITY);
      Arrays.fill(high[k], tileCount, boxes, Double.POSITIVE_INFINITY);
      for (int t = 0; t < tileCount; t++) {
        fillBox(k, t);
        fillNear(k, t, tiles.variance);
      }
    }
    radii = new double[tileCount];
    for (int t = 0; t < tileCount; t++) {
      radii[t] = radius(t);
    }
    for (int i = 0; i < logWeights.length; i++) {
      costs[i] = -logWeights[i] / Math.log(2);
    }
    for (float[] column : near) {
      Arrays.fill(column, tiles.count, column.length, FAR);
    }
    for (int t = 0; t < tileCount; t++) {
      fillFloatCosts(t, Math.min((t + 1) * TILE, tiles.count));
    }
  }

  /** Whether this form is of use for a dimension. */
  static boolean isFor(int dimension) {
    return dimension == 2 || dimension == 3;
  }

  private void fillNear(int k, int tile, double variance) {
    middle[k][tile] = low[k][tile] / 2 + high[k][tile] / 2;
    double unit = FLOAT_SCALE / Math.sqrt(variance);
    for (int i = tile * TILE; i < (tile + 1) * TILE; i++) {
      near[k][i] = (float) ((columns[k][i] - middle[k][tile]) * unit);
    }
  }

  private void fillFloatCosts(int tile, int end) {
    int from = tile * TILE;
    leastCosts[tile] = Arrays.stream(costs, from, end).min().orElseThrow();
    mostCosts[tile] = Arrays.stream(costs, from, end).max().orElseThrow();
    for (int i = from; i < from + TILE; i++) {
      floatCosts[i] = (float) (costs[i] - leastCosts[tile]);
    }
  }

  private double radius(int tile) {
    double squares = 0;
    for (int k = 0; k < dimension; k++) {
      double half = (high[k][tile] - low[k][tile]) / 2;
      squares += half * half;
    }
    return Math.sqrt(squares);
  }

  private void fillBox(int k, int tile) {
    double least = columns[k][tile * TILE];
    double most = least;
    for (int i = tile * TILE + 1; i < (tile + 1) * TILE; i++) {
      least = Math.min(least, columns[k][i]);
      most = Math.max(most, columns[k][i]);
    }
    low[k][tile] = least;
    high[k][tile] = most;
  }
}
