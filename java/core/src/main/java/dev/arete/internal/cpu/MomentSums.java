package dev.arete.internal.cpu;

/**
 * Weighted sums over chosen rows, seen from an anchor row and in units of sqrt(h): D_i = (c_i -
 * c_0)/sqrt(h). Sums run over blocks of rows, then over blocks, in the order of the indices.
 */
interface MomentSums {
  /** Rows per block: short against the loss of digits, long against the cost of adding blocks. */
  int BLOCK = 256;

  /** The rows a sum runs over; a view that is filled anew for every query. */
  final class Selection {
    final Kernels.Sight sight;
    int[] indices;
    double[] weights = new double[0];

    /** Square roots of the weights. */
    double[] roots = weights;

    int size;

    /** Whether second moments may be summed in single precision. */
    boolean single;

    Selection(Kernels.Sight sight) {
      this.sight = sight;
    }
  }

  /**
   * Adds the sum w_i (c_i - c_0) of one block.
   *
   * @param chosen rows and weights
   * @param from first index to use
   * @param to index after the last
   * @param sum d sums
   */
  void addFirst(Selection chosen, int from, int to, double[] sum);

  /**
   * Returns whether second moments can be summed in single precision.
   *
   * @return true if {@link Selection#single} makes a difference
   */
  default boolean hasSingle() {
    return false;
  }

  /** Begins a sum of second moments. */
  void clear();

  /**
   * Adds w_i (D_i - b)(D_i - b)^T of some rows to that sum.
   *
   * @param chosen rows and weights
   * @param from first index to use
   * @param to index after the last
   * @param centre b, d numbers
   */
  void addSecond(Selection chosen, int from, int to, double[] centre);

  /**
   * Ends a sum of second moments.
   *
   * @param out receives d x d, the lower triangle
   */
  void finish(double[] out);
}
