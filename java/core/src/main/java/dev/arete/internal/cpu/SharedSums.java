package dev.arete.internal.cpu;

import java.util.Arrays;

/**
 * Weighted sums over all centres for several queries at once, where most centres carry weight at
 * each of them. With x = (c - z)/sqrt(h), z the mean of the centres, the products x_a x_b, the x_a
 * and 1 are computed once for a block of centres and multiplied with the weights of every query: a
 * matrix product, near the peak of the machine.
 *
 * <p>Second moments about z are larger than those about the posterior mean m, by |m - z|^2/h. That
 * is what they may lose; whoever takes the sums has to look at it. Energies are taken about each
 * query's own anchor, as everywhere. A query's sums do not depend on the others. Holds scratch; not
 * thread-safe.
 */
final class SharedSums {
  /** Above it the products of a block leave the cache. */
  static final int MAX_DIMENSION = 64;

  /** Centres per block, and per sum. */
  static final int ROWS = Kernels.PADDING;

  /** Queries that are multiplied at once. */
  static final int GROUP = 4;

  private final CentreTiles tiles;
  private final Kernels kernels;
  private final int d;
  private final int pairs;
  private final double[] origin;
  private final double[] offsets;
  private final double[] block;
  private final double[] features;
  private final double[] energies;
  private final double[] blockWeights;
  private final double[] weights;
  private final double[] sums;
  private final double[] totals;
  private final double[] squares;
  private final Kernels.Sight[] sights;
  private final double[] ownLogWeights;
  private int count;
  private int width;
  private int firstFeature;

  SharedSums(CentreTiles tiles, Kernels kernels, int lanes) {
    this.tiles = tiles;
    this.kernels = kernels;
    d = tiles.dimension;
    pairs = d * (d + 1) / 2;
    int slots = (lanes + GROUP - 1) / GROUP * GROUP;
    int widest = padded(pairs + d + 1);
    origin = mean(tiles);
    offsets = new double[d + Kernels.PADDING];
    block = new double[d * ROWS];
    features = new double[ROWS * widest + Kernels.PADDING];
    energies = new double[ROWS + Kernels.PADDING];
    blockWeights = new double[ROWS + Kernels.PADDING];
    weights = new double[slots * ROWS + Kernels.PADDING];
    sums = new double[slots * widest];
    totals = new double[slots];
    squares = new double[slots];
    sights = new Kernels.Sight[slots];
    ownLogWeights = new double[slots];
  }

  private int padded(int columns) {
    int unit = kernels.productColumns();
    return (columns + unit - 1) / unit * unit;
  }

  private static double[] mean(CentreTiles tiles) {
    int d = tiles.dimension;
    double[] mean = new double[d];
    for (int i = 0; i < tiles.count; i++) {
      for (int k = 0; k < d; k++) {
        mean[k] += (tiles.rows[i * d + k] - tiles.origin[k]) / tiles.count;
      }
    }
    for (int k = 0; k < d; k++) {
      mean[k] += tiles.origin[k];
    }
    return mean;
  }

  /** Whether this form of the sums is the faster one: at least half of the centres are listed. */
  boolean suits(Candidates query) {
    return 2L * query.size >= tiles.count && query.isSharp();
  }

  /** Removes all queries. */
  void clear() {
    count = 0;
  }

  /**
   * Adds a query.
   *
   * @param sight anchor and query, which must not change until the sums are taken
   * @param ownLogWeight log weight of the anchor
   * @return the slot it has from now on
   */
  int add(Kernels.Sight sight, double ownLogWeight) {
    sights[count] = sight;
    ownLogWeights[count] = ownLogWeight;
    return count++;
  }

  /**
   * Computes the sums of all queries.
   *
   * @param second whether second moments are wanted
   */
  void run(boolean second) {
    if (count == 0) {
      return;
    }
    firstFeature = second ? pairs : 0;
    width = padded(firstFeature + d + 1);
    int slots = (count + GROUP - 1) / GROUP * GROUP;
    Arrays.fill(sums, 0, slots * width, 0);
    Arrays.fill(weights, 0);
    Arrays.fill(features, 0);
    Arrays.fill(totals, 0);
    Arrays.fill(squares, 0);
    for (int from = 0; from < tiles.count; from += ROWS) {
      int rows = Math.min(ROWS, tiles.count - from);
      fillBlock(from, rows, second);
      for (int slot = 0; slot < count; slot++) {
        fillWeights(slot, from, rows);
      }
      for (int slot = 0; slot < count; slot += GROUP) {
        kernels.addGroup(weights, slot * ROWS, rows, features, 0, width, sums, slot * width);
      }
    }
  }

  private void fillBlock(int from, int rows, boolean second) {
    double unit = 1 / Math.sqrt(tiles.variance);
    for (int r = 0; r < rows; r++) {
      int row = (from + r) * d;
      for (int k = 0; k < d; k++) {
        double c = tiles.rows[row + k];
        block[k * ROWS + r] = c;
        offsets[k] = (c - origin[k]) * unit;
      }
      int at = r * width;
      if (second) {
        kernels.fillPairs(offsets, d, features, at);
      }
      System.arraycopy(offsets, 0, features, at + firstFeature, d);
      features[at + firstFeature + d] = 1;
    }
  }

  private void fillWeights(int slot, int from, int rows) {
    kernels.blockEnergies(block, sights[slot], energies);
    int at = slot * ROWS;
    if (tiles.logWeights != null) {
      for (int r = 0; r < rows; r++) {
        energies[r] -= tiles.logWeights[from + r] - ownLogWeights[slot];
      }
    }
    Arrays.fill(energies, rows, ROWS, Double.POSITIVE_INFINITY);
    kernels.exponentials(energies, 0, 0, ROWS, blockWeights);
    double total = 0;
    double square = 0;
    for (int r = 0; r < rows; r++) {
      double w = blockWeights[r];
      weights[at + r] = w;
      total += w;
      square += w * w;
    }
    totals[slot] += total;
    squares[slot] += square;
  }

  /** The sum of weights relative to the anchor's. */
  double total(int slot) {
    return totals[slot];
  }

  /** The sum of squared weights. */
  double squares(int slot) {
    return squares[slot];
  }

  /** (m - z) / sqrt(h) along an axis. */
  double mean(int slot, int axis) {
    return sums[slot * width + firstFeature + axis] / totals[slot];
  }

  /** z along an axis. */
  double origin(int axis) {
    return origin[axis];
  }

  /**
   * Fills in C/h.
   *
   * @param slot the query
   * @param out d x d
   * @return |m - z|^2 / h, which was subtracted from the trace
   */
  double covariance(int slot, double[] out) {
    int pair = slot * width;
    double subtracted = 0;
    for (int a = 0; a < d; a++) {
      double mean = mean(slot, a);
      subtracted += mean * mean;
      for (int b = 0; b <= a; b++) {
        double entry = sums[pair] / totals[slot] - mean * mean(slot, b);
        out[a * d + b] = entry;
        out[b * d + a] = entry;
        pair++;
      }
    }
    return subtracted;
  }
}
