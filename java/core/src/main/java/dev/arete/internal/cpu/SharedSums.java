package dev.arete.internal.cpu;

import java.util.Arrays;
import java.util.function.IntConsumer;

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
  /** In more dimensions |u|^2 exceeds its bound at most queries. */
  static final int MAX_DIMENSION = 64;

  /** Centres per block, and per sum: whole tiles of registers of any size. */
  public static final int ROWS = 48;

  /** Centres of one sum: sums run over blocks, then over runs of blocks. */
  private static final int RUN = 16 * ROWS;

  /** Queries that are multiplied at once. */
  public static final int GROUP = 4;

  /**
   * Bound on |u|^2, and so on the rounding of exponents: at 85, in 64 dimensions, moments were off
   * by 37 units, and by as many the other way once the origin was moved. The contract allows 64
   * units between the two. Queries drawn from data in 32 dimensions hardly reach it.
   */
  private static final double MAX_SQUARE = 80;

  private final CentreTiles tiles;
  private final Kernels kernels;
  private final int d;
  private final int chunks;
  private final SharedBlocks centres;
  private final PairBands bands;
  private final Kernels.Product product = new Kernels.Product();
  private final double[] features;
  private final Kernels.WeightSums run;
  private final double[] sums;
  private final LongSums earlier;
  private final LongSums earlierTotals;
  private final LongSums earlierSquares;
  private final double[] circle;
  private final double[] positions;
  private final double[] base;

  /**
   * What is done with every block. The call that may go to any of them is one that Java cannot
   * inline: in one method they are too much for Java 17, and some of their vectors become objects.
   */
  private final IntConsumer[] stages = {
    this::fillExponents, this::weigh, this::addFirst, this::addSecond
  };

  private final IntConsumer[] firstStages = Arrays.copyOf(stages, 3);

  private int count;
  private int firstMean;

  SharedSums(CentreTiles tiles, Kernels kernels, int lanes) {
    this.tiles = tiles;
    this.kernels = kernels;
    d = tiles.dimension;
    bands = new PairBands(d, kernels);
    int slots = (lanes + GROUP - 1) / GROUP * GROUP;
    chunks = (d + ROWS - 1) / ROWS;
    centres = tiles.shared(kernels);
    positions = new double[chunks * slots * ROWS];
    base = new double[slots];
    circle = new double[ROWS * bands.circle + Kernels.PADDING];
    features = new double[ROWS * bands.width + Kernels.PADDING];
    run = new Kernels.WeightSums(slots);
    sums = new double[slots * (bands.total() + centres.width)];
    boolean isLong = tiles.count > RUN;
    earlier = new LongSums(isLong ? sums.length : 0);
    earlierTotals = new LongSums(isLong ? run.totals.length : 0);
    earlierSquares = new LongSums(isLong ? run.squares.length : 0);
  }

  /** A width for products that holds some columns. */
  static int padded(int columns, Kernels kernels) {
    int unit = kernels.productColumns();
    return Math.max(2 * unit, (columns + unit - 1) / unit * unit);
  }

  /** Bytes of a block of centres and its products, whatever the queries. */
  static long blockBytes(int dimension) {
    int products = Math.max(PairBands.COLUMNS, dimension) + Kernels.PADDING;
    return 8L * ROWS * (products + 2 * dimension);
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
    firstMean = second ? bands.total() : 0;
    product.groups = (count + GROUP - 1) / GROUP;
    product.stride = firstMean + centres.width;
    int length = product.groups * GROUP * product.stride;
    Arrays.fill(sums, 0, length, 0);
    boolean isLong = tiles.count > RUN;
    if (isLong) {
      earlier.clear(length);
      earlierTotals.clear(count * ROWS);
      earlierSquares.clear(count * ROWS);
    }
    Arrays.fill(run.weights, 0);
    Arrays.fill(run.totals, 0);
    Arrays.fill(run.squares, 0);
    for (int from = 0; from < tiles.count; from += ROWS) {
      for (IntConsumer stage : second ? stages : firstStages) {
        stage.accept(from);
      }
      if (isLong && ((from + ROWS) % RUN == 0 || from + ROWS >= tiles.count)) {
        putAside();
      }
    }
    if (isLong) {
      earlier.get(sums);
      earlierTotals.get(run.totals);
      earlierSquares.get(run.squares);
    }
    for (int slot = 0; slot < count; slot++) {
      finish(run.totals, slot);
      finish(run.squares, slot);
    }
  }

  /** Begins new sums: a long one is rounded more the longer it gets. */
  private void putAside() {
    earlier.take(sums);
    earlierTotals.take(run.totals);
    earlierSquares.take(run.squares);
  }

  private void weigh(int from) {
    for (int slot = 0; slot < count; slot++) {
      kernels.weigh(run, slot * ROWS, base[slot], centres.halves, from);
    }
  }

  private void addFirst(int from) {
    product.weights = run.weights;
    product.firstWeight = 0;
    product.rows = Math.min(ROWS, tiles.count - from);
    product.features = centres.rows;
    product.firstFeature = from * centres.width;
    product.width = centres.width;
    product.sums = sums;
    product.firstSum = firstMean;
    kernels.add(product);
  }

  /** Adds second moments; the first have come before. */
  private void addSecond(int from) {
    product.features = features;
    product.firstFeature = 0;
    fillCircle(from, product.rows);
    for (int band = 0; band < bands.count; band++) {
      product.width = bands.width(band);
      product.firstSum = band * bands.width;
      kernels.fillPairs(circle, product.rows, bands, band, features);
      kernels.add(product);
    }
  }

  private void fillCircle(int from, int rows) {
    for (int r = 0; r < rows; r++) {
      int row = (from + r) * centres.width;
      int at = r * bands.circle;
      System.arraycopy(centres.rows, row, circle, at, d);
      System.arraycopy(centres.rows, row, circle, at + d, bands.circle - d);
    }
  }

  /** Fills x . u of all slots. */
  private void fillExponents(int from) {
    Arrays.fill(run.exponents, 0, product.groups * GROUP * ROWS, 0);
    int stride = product.stride;
    product.weights = positions;
    product.features = centres.blocks;
    product.width = ROWS;
    product.sums = run.exponents;
    product.firstSum = 0;
    product.stride = ROWS;
    for (int chunk = 0; chunk < chunks; chunk++) {
      int first = chunk * ROWS;
      product.firstWeight = at(chunk, 0);
      product.rows = Math.min(ROWS, d - first);
      product.firstFeature = from * d + first * ROWS;
      kernels.add(product);
    }
    product.stride = stride;
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
    return run.totals[slot * ROWS];
  }

  /** The sum of squared weights. */
  double squares(int slot) {
    return run.squares[slot * ROWS];
  }

  /** (m - z) / sqrt(h) along an axis. */
  double mean(int slot, int axis) {
    return sums[slot * product.stride + firstMean + axis] / total(slot);
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
    for (int row = 0; row < bands.rows(); row++) {
      int at = slot * product.stride + bands.column(row);
      for (int a = 0; a < bands.length(row); a++) {
        int b = (a + row) % d;
        double entry = sums[at + a] / total(slot) - mean(slot, a) * mean(slot, b);
        out[a * d + b] = entry;
        out[b * d + a] = entry;
      }
    }
    double subtracted = 0;
    for (int a = 0; a < d; a++) {
      subtracted += mean(slot, a) * mean(slot, a);
    }
    return subtracted;
  }
}
