package dev.arete.bench;

/**
 * Least arithmetic of each operation, in slots. A slot is one lane of one vector instruction: a
 * fused multiply-add, an addition or a multiplication of one number.
 *
 * <p>Counts are for the dense sum over all pairs from differences. A backend that skips pairs of no
 * weight does less, so its share of the peak may exceed 100%.
 */
final class CostModel {
  /**
   * Assumed slots of one exponential in double: range reduction 4, polynomial of degree 11, scaling
   * 3, blend 2.
   */
  static final int EXP_FP64 = 20;

  /** The same in float: range reduction 4, polynomial of degree 5, scaling 2, blend 1. */
  static final int EXP_FP32 = 12;

  /** Nominal flops of a symmetric eigensystem with vectors, in units of n^3; two flops a slot. */
  private static final double EIGEN_FLOPS = 9;

  private CostModel() {}

  private static int exp(String precision) {
    return precision.equals("FP32") ? EXP_FP32 : EXP_FP64;
  }

  /** Difference, square, weighted sum for each coordinate; one sum of weights; one exponential. */
  static double scorePair(int d, String precision) {
    return 3.0 * d + 1 + exp(precision);
  }

  /** The score plus one product for each coordinate and the triangle of second moments. */
  static double hessianPair(int d, String precision) {
    return 0.5 * d * (d + 1) + 4.0 * d + 1 + exp(precision);
  }

  /** Nominal slots of one eigensystem. */
  static double eigen(int n) {
    return 0.5 * EIGEN_FLOPS * n * n * n;
  }
}
