package dev.arete.internal.eigen;

/**
 * Inner loops on blocks of vectors, which are rows of d numbers one behind the other. Sums run in a
 * fixed order that does not depend on how many rows a call has.
 */
public interface BlockLoops {
  /**
   * Computes inner products: out_ij = x_i . y_j.
   *
   * @param x holds the rows x_i
   * @param xFrom index of the first number of x_0
   * @param rows how many x_i
   * @param y holds the rows y_j
   * @param yFrom index of the first number of y_0
   * @param count how many y_j
   * @param d numbers in a row
   * @param out receives out_ij at i * stride + j
   * @param stride distance of rows of the result, at least {@code count}
   */
  void products(
      double[] x,
      int xFrom,
      int rows,
      double[] y,
      int yFrom,
      int count,
      int d,
      double[] out,
      int stride);

  /**
   * Adds linear combinations: y_j += sum over i of factors_ij x_i.
   *
   * @param x holds the rows x_i
   * @param xFrom index of the first number of x_0
   * @param rows how many x_i
   * @param factors holds factors_ij at i * stride + j
   * @param stride distance of rows of the factors, at least {@code count}
   * @param y holds the rows y_j; another part of the array if it is x
   * @param yFrom index of the first number of y_0
   * @param count how many y_j
   * @param d numbers in a row
   */
  void addCombinations(
      double[] x,
      int xFrom,
      int rows,
      double[] factors,
      int stride,
      double[] y,
      int yFrom,
      int count,
      int d);

  /**
   * Returns loops in plain Java.
   *
   * @return loops without state
   */
  static BlockLoops plain() {
    return new PlainBlocks();
  }
}
