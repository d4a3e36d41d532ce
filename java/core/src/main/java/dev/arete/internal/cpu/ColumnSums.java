package dev.arete.internal.cpu;

/**
 * Inner loops over {@link SortedColumns}: energies, weights and moments of all centres in a run of
 * tiles, nothing gathered and nothing listed. Sums are kept in {@link #lanes} partial sums that the
 * caller adds up. Instances hold no state and may be shared.
 *
 * <p>With D = c - c_0, F = D . (D + 2 (c_0 - y)) / (2h) - log(pi/pi_0) and E = D/sqrt(h) - b.
 */
public interface ColumnSums {
  /**
   * Returns the number of partial sums of each quantity.
   *
   * @return at least 1
   */
  int lanes();

  /**
   * Returns how many tiles a run may have.
   *
   * @return at least 1
   */
  int runTiles();

  /**
   * Returns how many additions to a partial sum a run makes: each is rounded by half a unit, and
   * always the same way where rows are repeated.
   *
   * @param centres length of the run
   * @return at least 1
   */
  int additions(int centres);

  /**
   * Computes a lower bound of |c - y|^2 / (2h) for each tile, from its box.
   *
   * @param view the query
   * @param bounds as long as the arrays of boxes; receives one bound a tile
   */
  void bounds(View view, double[] bounds);

  /**
   * Computes the energies |c - y|^2 / (2h) - log pi of a tile.
   *
   * @param view the query
   * @param tile the tile
   * @param energies receives the energies, a tile long
   * @return the least of them
   */
  double least(View view, int tile, double[] energies);

  /**
   * Prepares for the query, anchor and mean of a view; called when these are set, before sums.
   *
   * @param view the query
   * @param fromMean whether second moments about the mean come next, and not sums about the anchor
   */
  void prepare(View view, boolean fromMean);

  /**
   * Adds w, w^2 and w D_k to the sums, in this order, with weights w = exp(-F). The array of
   * weights is scratch, as long as the run at least.
   *
   * @param view query and anchor
   * @param from first centre of the run
   * @param to centre after the last; a multiple of the tile size from {@code from}
   */
  void first(View view, int from, int to);

  /**
   * Does what {@link #first} does, adds w D_j D_k to the sums behind, the lower triangle row by
   * row, and keeps the weights.
   *
   * @param view query and anchor
   * @param from first centre of the run
   * @param to centre after the last; a multiple of the tile size from {@code from}
   * @param at where in the weights the run begins
   */
  void firstTwo(View view, int from, int to, int at);

  /**
   * Adds w E_j E_k to the sums, the lower triangle row by row.
   *
   * @param view query and anchor
   * @param from first centre of the run
   * @param to centre after the last; a multiple of the tile size from {@code from}
   * @param at where in the weights the run begins
   */
  void second(View view, int from, int to, int at);

  /**
   * Adds w E_j E_k E_l to the sums, j &lt;= k &lt;= l in lexicographic order.
   *
   * @param view query and anchor
   * @param from first centre of the run
   * @param to centre after the last
   * @param at where in the weights the run begins
   */
  void third(View view, int from, int to, int at);

  /** What the loops see: the centres, a query, an anchor, and where sums go. */
  final class View {
    /** The centres. */
    public final SortedColumns centres;

    /** 1 / (2h). */
    public final double scale;

    /** 1 / sqrt(h). */
    public final double unit;

    /** Units of single precision: {@link SortedColumns#FLOAT_SCALE} / sqrt(h). */
    public final double floatUnit;

    /** y. */
    public final double[] query;

    /** c_0; in single precision, y in its place. */
    public final double[] anchor;

    /** 2 (c_0 - y); in single precision 0. */
    public final double[] twice;

    /** b. */
    public final double[] mean;

    /** log pi_0 minus the largest. */
    public double anchorLogWeight;

    /** Weights of the centres that count, run after run. */
    public double[] weights = new double[4 * SortedColumns.TILE];

    /** The same from sums in single precision. */
    public float[] floatWeights = new float[0];

    /** Partial sums: those of the first quantity, then those of the next. */
    public final double[] sums;

    /** Where single precision takes coordinates from in each tile, d arrays. */
    public final float[][] origins;

    /** What single precision adds to the costs of each tile: their least, less the anchor's. */
    public final float[] floatLeast;

    /** Sums of one run in single precision, twice as many partial ones; 0 between runs. */
    public final float[] floatSums;

    View(SortedColumns centres, double variance, int lanes) {
      int d = centres.dimension;
      int quantities = 2 + d + d * (d + 1) / 2; // third moments are fewer
      this.centres = centres;
      scale = 0.5 / variance;
      unit = 1 / Math.sqrt(variance);
      floatUnit = SortedColumns.FLOAT_SCALE * unit;
      query = new double[d];
      anchor = new double[d];
      twice = new double[d];
      mean = new double[d];
      sums = new double[quantities * lanes];
      // registers of floats are stored for every half of them that is new
      int tiles = centres.leastCosts.length + SortedColumns.BOXES;
      origins = new float[d][tiles];
      floatLeast = new float[tiles];
      floatSums = new float[quantities * 2 * lanes];
    }
  }
}
