package dev.arete.internal.eigen;

/** A symmetric positive semidefinite matrix of which only products with vectors are known. */
@FunctionalInterface
public interface SymmetricOperator {
  /**
   * Multiplies.
   *
   * @param x holds vectors, d numbers each, one behind the other
   * @param from index of the first number
   * @param count how many vectors
   * @param out receives the products
   * @param outFrom index of the first number of the first product; no overlap with the vectors
   */
  void apply(double[] x, int from, int count, double[] out, int outFrom);
}
