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
    double[] rows;
    int[] indices;
    double[] weights;
    int size;
    double[] anchor;
    double unit;
  }

  /**
   * Sums w_i D_i.
   *
   * @param chosen rows and weights
   * @param out receives d numbers
   */
  void first(Selection chosen, double[] out);

  /**
   * Sums w_i (D_i - b)(D_i - b)^T.
   *
   * @param chosen rows and weights
   * @param centre b, d numbers
   * @param out receives d x d, the lower triangle
   */
  void second(Selection chosen, double[] centre, double[] out);

  /**
   * Returns the sums for a dimension.
   *
   * @param dimension d
   * @return sums with their own scratch
   */
  static MomentSums of(int dimension) {
    return switch (dimension) {
      case 2 -> new MomentSums2();
      case 3 -> new MomentSums3();
      default -> new MomentSumsAny(dimension);
    };
  }
}
