package dev.arete.internal.cpu;

import dev.arete.internal.eigen.BlockLoops;
import dev.arete.internal.eigen.RowLoops;

/**
 * The inner loops of this backend. There are two forms of them: plain loops, and loops on vector
 * registers where the Java module for them is present. Both take sums in a fixed order, and keep
 * the bounds that callers state; they may differ in the last digits. Instances hold no state and
 * may be shared.
 */
public interface Kernels {
  /** Lengths of tiles and of weights are multiples of this: two vectors of 512 bits of floats. */
  int PADDING = 32;

  /**
   * Says for people which loops these are.
   *
   * @return a few words
   */
  String name();

  /**
   * Adds (x_i - y)^2 along some axes, in single precision, to the energies of {@link #PADDING}
   * centres.
   *
   * @param x holds the centres, coordinate by coordinate
   * @param block where they begin
   * @param from first axis
   * @param to axis after the last
   * @param y the query
   * @param energies sums
   * @param at where they begin
   * @return the least sum by now
   */
  float addSquares(float[] x, int block, int from, int to, float[] y, float[] energies, int at);

  /**
   * Computes the energies of rows above the anchor, without log weights: D_i . (D_i + 2 (c_0 - y))
   * / (2h) with D_i = c_i - c_0, a sum of products of differences.
   *
   * @param sight where they are seen from
   * @param indices rows
   * @param from first index to use
   * @param to index after the last
   * @param out receives the energies at the same indices
   */
  void energies(Sight sight, int[] indices, int from, int to, double[] out);

  /**
   * Turns energies into weights exp(base - energy). Energies more than 708 above the base give 0.
   *
   * @param energies energies; the next {@link #PADDING} behind {@code to} may hold anything
   * @param base an energy not above the least
   * @param from first index to use
   * @param to index after the last
   * @param weights receives the weights; the next {@link #PADDING} behind {@code to} are scratch
   */
  void exponentials(double[] energies, double base, int from, int to, double[] weights);

  /**
   * Adds sum w_i (c_i - c_0).
   *
   * @param sight where rows are seen from
   * @param indices rows
   * @param weights weights
   * @param from first index to use
   * @param to index after the last
   * @param sum d sums
   */
  void addFirst(Sight sight, int[] indices, double[] weights, int from, int to, double[] sum);

  /**
   * Fills rows of a panel with sqrt(w_i) (D_i - b), D_i = (c_i - c_0)/sqrt(h).
   *
   * @param sight where rows are seen from
   * @param indices rows
   * @param roots square roots of the weights
   * @param from first index to use
   * @param to index after the last
   * @param centre b
   * @param panel (to - from) x {@code width}; columns from d on are left alone
   * @param width a multiple of {@link #columns}
   */
  void fillPanel(
      Sight sight,
      int[] indices,
      double[] roots,
      int from,
      int to,
      double[] centre,
      double[] panel,
      int width);

  /**
   * Returns the multiple that widths of panels of doubles must be of.
   *
   * @return columns
   */
  int columns();

  /**
   * Adds X^T X to the lower triangle; what is above it is scratch.
   *
   * @param panel X, {@code rows} x {@code width}
   * @param rows rows of the panel
   * @param width a multiple of {@link #columns}
   * @param triangle {@code width} x {@code width}
   */
  void addProducts(double[] panel, int rows, int width, double[] triangle);

  /**
   * Does what the other form does, for a panel of floats; differences and products are in double.
   *
   * @param sight where rows are seen from
   * @param indices rows
   * @param roots square roots of the weights
   * @param from first index to use
   * @param to index after the last
   * @param centre b
   * @param panel (to - from) x {@code width}; columns from d on are left alone
   * @param width a multiple of {@link #floatColumns}
   */
  void fillPanel(
      Sight sight,
      int[] indices,
      double[] roots,
      int from,
      int to,
      double[] centre,
      float[] panel,
      int width);

  /**
   * Returns the multiple that widths of panels of floats must be of.
   *
   * @return columns
   */
  int floatColumns();

  /**
   * Adds X^T X to the lower triangle in single precision; what is above it is scratch.
   *
   * @param panel X, {@code rows} x {@code width}
   * @param rows rows of the panel
   * @param width a multiple of {@link #floatColumns}
   * @param triangle {@code width} x {@code width}
   */
  void addProducts(float[] panel, int rows, int width, float[] triangle);

  /**
   * Fills in products of coordinates, in the order of {@link PairBands}.
   *
   * @param circle x of every centre, and x once more from the beginning as far as is needed
   * @param centres how many
   * @param pairs order of the products
   * @param band which of them
   * @param out receives the products; up to {@link #PADDING} behind them are scratch
   */
  void fillPairs(double[] circle, int centres, PairBands pairs, int band, double[] out);

  /**
   * Turns exponents into weights and adds them up.
   *
   * @param sums exponents, weights and sums
   * @param at where they begin
   * @param own exponent of the anchor
   * @param halves what is to be subtracted from the exponents
   * @param from where that begins
   */
  void weigh(WeightSums sums, int at, double own, double[] halves, int from);

  /** Runs of {@link SharedSums#ROWS} numbers for each query. */
  final class WeightSums {
    /** x . u. */
    public final double[] exponents;

    public final double[] weights;

    /** Sums of weights, a centre of every block each. */
    public final double[] totals;

    /** Sums of squared weights. */
    public final double[] squares;

    WeightSums(int queries) {
      int padded = (queries + 1) * SharedSums.ROWS;
      exponents = new double[padded];
      weights = new double[padded];
      totals = new double[padded];
      squares = new double[padded];
    }
  }

  /**
   * Returns the multiple that widths of a {@link Product} must be of; they must be at least twice
   * that.
   *
   * @return columns
   */
  int productColumns();

  /**
   * Adds W^T F.
   *
   * @param product W, F and the sums
   */
  void add(Product product);

  /** W^T F for the weights W of groups of {@link SharedSums#GROUP} queries. */
  final class Product {
    /** Runs of {@link SharedSums#ROWS} weights for each query. */
    public double[] weights;

    /** Where the first run begins. */
    public int firstWeight;

    public int groups;

    /** Rows that count, at most {@link SharedSums#ROWS}. */
    public int rows;

    /** F, row-major. */
    public double[] features;

    public int firstFeature;

    /** Columns of F, a multiple of {@link Kernels#productColumns}. */
    public int width;

    /** Runs of {@link #stride} sums for each query. */
    public double[] sums;

    public int firstSum;

    public int stride;
  }

  /**
   * Returns loops over columns.
   *
   * @param dimension d, for which {@link SortedColumns} are of use
   * @return loops without state
   */
  ColumnSums columnSums(int dimension);

  /**
   * Returns loops over columns whose first and second moments are sums in single precision, from
   * {@link SortedColumns#near} to {@link ColumnSums.View#floatSums}.
   *
   * @param dimension d, for which {@link SortedColumns} are of use
   * @return loops without state, or null where single precision is no faster
   */
  ColumnSums floatColumnSums(int dimension);

  /**
   * Returns the loops of eigensolvers.
   *
   * @return loops without state
   */
  RowLoops rowLoops();

  /**
   * Returns the loops on blocks of vectors.
   *
   * @return loops without state
   */
  BlockLoops blockLoops();

  /** Where rows are seen from: an anchor row c_0, a query y, and the unit sqrt(h). */
  final class Sight {
    /** n x d, row-major. */
    public final double[] rows;

    /** d. */
    public final int dimension;

    /** 1 / (2h). */
    public final double scale;

    /** 1 / sqrt(h). */
    public final double unit;

    /** c_0. */
    public final double[] anchor;

    /** y. */
    public final double[] query;

    /** c_0 - y. */
    public final double[] fromQuery;

    /** 2 (c_0 - y). */
    public final double[] twice;

    /** Scratch for the lanes of four rows. */
    public final double[] lanes = new double[4 * PADDING];

    Sight(CentreTiles tiles) {
      rows = tiles.rows;
      dimension = tiles.dimension;
      scale = 0.5 / tiles.variance;
      unit = 1 / Math.sqrt(tiles.variance);
      anchor = new double[dimension];
      query = new double[dimension];
      fromQuery = new double[dimension];
      twice = new double[dimension];
    }
  }
}
