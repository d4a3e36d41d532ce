package dev.arete.internal.cpu;

import java.util.Arrays;

/**
 * Weighted sums over all centres for several queries at once, where most centres carry weight at
 * each of them. With x = (c - z)/sqrt(h) and u = (y - z)/sqrt(h), z the mean of the centres, the
 * exponents are x . u - |x|^2/2, less that of the anchor, and the products x_a x_b and the x_a are
 * computed once for a block of centres and multiplied with the weights of every query: matrix
 * products, near the peak of the machine.
 *
 * <p>Exponents are rounded in proportion to |x|^2 + |u|^2, which is why |u| is bounded. Second
 * moments about z are larger than those about the posterior mean m, by |m - z|^2/h. That is what
 * they may lose; whoever takes the sums has to look at it. A query's sums do not depend on the
 * others. Holds scratch; not thread-safe.
 */
public final class SharedSums {
  /** Above it the products of a block leave the cache. */
  static final int MAX_DIMENSION = 64;

  /** Centres per block, and per sum: whole tiles of registers of any size. */
  public static final int ROWS = 48;

  /** Queries that are multiplied at once. */
  static final int GROUP = 4;

  /**
   * Bound on |u|^2: the rounding of exponents is then that of some hundred, as for a query in the
   * middle of data in 64 dimensions.
   */
  private static final double MAX_SQUARE = 128;

  private final CentreTiles tiles;
  private final Kernels kernels;
  private final int d;
  private final int pairs;
  private final int chunks;
  private final SharedBlocks centres;
  private final double[] features;
  private final double[] exponents;
  private final double[] weights;
  private final double[] sums;
  private final double[] totals;
  private final double[] squares;
  private final double[] positions;
  private final double[] base;
  private int count;
  private int width;
  private int firstFeature;

  SharedSums(CentreTiles tiles, Kernels kernels, int lanes) {
    this.tiles = tiles;
    this.kernels = kernels;
    d = tiles.dimension;
    pairs = d * (d + 1) / 2;
    int slots = (lanes + GROUP - 1) / GROUP * GROUP;
    int widest = padded(pairs + d, kernels);
    chunks = (d + ROWS - 1) / ROWS;
    centres = tiles.shared(kernels);
    positions = new double[chunks * slots * ROWS];
    base = new double[slots];
    features = new double[ROWS * widest + Kernels.PADDING];
    exponents = new double[(slots + 1) * ROWS];
    weights = new double[(slots + 1) * ROWS];
    sums = new double[slots * widest];
    totals = new double[slots * ROWS];
    squares = new double[slots * ROWS];
  }

  /** A width for products that holds some columns. */
  static int padded(int columns, Kernels kernels) {
    int unit = kernels.productColumns();
    return Math.max(2 * unit, (columns + unit - 1) / unit * unit);
  }

  /** Removes all queries. */
  void clear() {
    count = 0;
  }

  /**
   * Adds a query.
   *
   * @param sight anchor and query
   * @param ownLogWeight log weight of the anchor
   * @return the slot it has from now on, or -1 if it is too far from z
   */
  int add(Kernels.Sight sight, double ownLogWeight) {
    double unit = sight.unit;
    double square = 0;
    double own = ownLogWeight;
    for (int k = 0; k < d; k++) {
      double u = (sight.query[k] - centres.origin[k]) * unit;
      double x = (sight.anchor[k] - centres.origin[k]) * unit;
      square += u * u;
      own += x * (u - x / 2);
      positions[at(k / ROWS, count) + k % ROWS] = u;
    }
    base[count] = own;
    return square <= MAX_SQUARE ? count++ : -1;
  }

  /** Where u of a slot begins, from an axis on. */
  private int at(int chunk, int slot) {
    return (chunk * base.length + slot) * ROWS;
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
    width = second ? padded(firstFeature + d, kernels) : centres.width;
    int slots = (count + GROUP - 1) / GROUP * GROUP;
    Arrays.fill(sums, 0, slots * width, 0);
    Arrays.fill(weights, 0);
    Arrays.fill(features, 0);
    Arrays.fill(totals, 0);
    Arrays.fill(squares, 0);
    for (int from = 0; from < tiles.count; from += ROWS) {
      int rows = Math.min(ROWS, tiles.count - from);
      if (second) {
        fillFeatures(from, rows);
      }
      for (int slot = 0; slot < count; slot += GROUP) {
        fillExponents(slot, from);
      }
      for (int slot = 0; slot < count; slot++) {
        fillWeights(slot, from);
      }
      for (int slot = 0; slot < count; slot += GROUP) {
        addProducts(slot, from, rows, second);
      }
    }
    for (int slot = 0; slot < count; slot++) {
      finish(totals, slot);
      finish(squares, slot);
    }
  }

  private void addProducts(int slot, int from, int rows, boolean second) {
    double[] x = second ? features : centres.rows;
    int first = second ? 0 : from * width;
    kernels.addGroup(weights, slot * ROWS, rows, x, first, width, sums, slot * width);
  }

  private void fillFeatures(int from, int rows) {
    for (int r = 0; r < rows; r++) {
      int row = (from + r) * centres.width;
      int at = r * width;
      kernels.fillPairs(centres.rows, row, d, features, at);
      System.arraycopy(centres.rows, row, features, at + firstFeature, d);
    }
  }

  /** Fills x . u of a group of slots. */
  private void fillExponents(int slot, int from) {
    int out = slot * ROWS;
    Arrays.fill(exponents, out, out + GROUP * ROWS, 0);
    for (int chunk = 0; chunk < chunks; chunk++) {
      int first = chunk * ROWS;
      int axes = Math.min(ROWS, d - first);
      int block = from * d + first * ROWS;
      kernels.addGroup(
          positions, at(chunk, slot), axes, centres.blocks, block, ROWS, exponents, out);
    }
  }

  private void fillWeights(int slot, int from) {
    int at = slot * ROWS;
    double own = base[slot];
    for (int r = 0; r < ROWS; r++) {
      exponents[at + r] = own - (exponents[at + r] - centres.halves[from + r]);
    }
    kernels.exponentials(exponents, 0, at, at + ROWS, weights);
    for (int r = at; r < at + ROWS; r++) {
      totals[r] += weights[r];
      squares[r] += weights[r] * weights[r];
    }
  }

  /** Adds the partial sums of a slot up and leaves the sum in the first. */
  private void finish(double[] partial, int slot) {
    int at = slot * ROWS;
    for (int r = at + 1; r < at + ROWS; r++) {
      partial[at] += partial[r];
    }
  }

  /** The sum of weights relative to the anchor's. */
  double total(int slot) {
    return totals[slot * ROWS];
  }

  /** The sum of squared weights. */
  double squares(int slot) {
    return squares[slot * ROWS];
  }

  /** (m - z) / sqrt(h) along an axis. */
  double mean(int slot, int axis) {
    return sums[slot * width + firstFeature + axis] / total(slot);
  }

  /** z along an axis. */
  double origin(int axis) {
    return centres.origin[axis];
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
        double entry = sums[pair] / total(slot) - mean * mean(slot, b);
        out[a * d + b] = entry;
        out[b * d + a] = entry;
        pair++;
      }
    }
    return subtracted;
  }
}
