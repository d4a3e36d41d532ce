package dev.arete.internal.local;

import dev.arete.internal.eigen.InnerProduct;

/** Euclidean lengths, also where the squares leave the range of a double. */
final class VectorLength {
  /** Squares between these have neither overflown nor lost bits. */
  private static final double SMALLEST_SQUARE = 0x1p-900;

  private static final double LARGEST_SQUARE = 0x1p900;

  private VectorLength() {}

  /** The length of the numbers from one index up to another. */
  static double of(double[] values, int from, int to) {
    return of(values, from, to, InnerProduct.of(values, from, values, from, to - from));
  }

  /** The same where the sum of their squares is known. */
  static double of(double[] values, int from, int to, double square) {
    return square > SMALLEST_SQUARE && square < LARGEST_SQUARE
        ? Math.sqrt(square)
        : scaled(values, from, to);
  }

  /** The same by shares of the largest number, for few numbers or such as overflow. */
  static double scaled(double[] values, int from, int to) {
    double largest = 0;
    for (int k = from; k < to; k++) {
      largest = Math.max(largest, Math.abs(values[k]));
    }
    if (largest == 0) {
      return 0;
    }
    double sum = 0;
    for (int k = from; k < to; k++) {
      double share = values[k] / largest;
      sum += share * share;
    }
    return largest * Math.sqrt(sum);
  }
}
