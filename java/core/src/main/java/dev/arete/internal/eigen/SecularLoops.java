package dev.arete.internal.eigen;

/**
 * Inner loops on the secular equation f(x) = 1/rho + sum of z_i^2 / (d_i - x) = 0 with ascending
 * poles d_i. A trial value x is held as the nearer pole and an offset from it, so that d_i - x =
 * (d_i - pole) - offset has few relative roundings even where x is next to a pole. Distances must
 * lie between 1e-70 and 1e70: loops may multiply four of them.
 */
public interface SecularLoops {
  /**
   * Evaluates both sides of f at trial values: the terms of poles up to number {@code split}, and
   * those of poles behind it.
   *
   * @param poles poles d_i
   * @param squares z_i^2
   * @param order how many poles
   * @param split of each trial value the last pole on its lower side, ascending
   * @param shifts the pole each is measured from
   * @param offsets the offset of each
   * @param count trial values; their arrays, padded to a multiple of {@link RowLoops#PADDING}, hold
   *     finite distances behind the last one too
   * @param sums receives four sections, each a quarter of its length: sum over the lower side, its
   *     derivative, sum over the upper side, its derivative
   */
  void sums(
      double[] poles,
      double[] squares,
      int order,
      int[] split,
      double[] shifts,
      double[] offsets,
      int count,
      double[] sums);

  /**
   * Computes the squares of the weights whose secular equation has given roots exactly, up to a
   * common factor: product over j of (x_j - d_i) / (d_j - d_i), without the denominator of j = i
   * (Loewner 1934).
   *
   * @param poles poles d_i, padded by one vector with other numbers
   * @param shifts of each root the pole it is measured from
   * @param offsets of each root its offset
   * @param order how many
   * @param out receives the products, of either sign; padded
   */
  void weights(double[] poles, double[] shifts, double[] offsets, int order, double[] out);

  /**
   * Forms the unit eigenvectors w_i / (d_i - x_j), a row for each root.
   *
   * @param poles poles d_i in any order, padded by other numbers
   * @param weights w_i in the same order, padded by zeros
   * @param shifts of each root the pole it is measured from
   * @param offsets of each root its offset
   * @param order how many
   * @param rows receives the vectors, in rows padded to a multiple of {@link RowLoops#PADDING}
   */
  void vectors(
      double[] poles,
      double[] weights,
      double[] shifts,
      double[] offsets,
      int order,
      double[] rows);
}
