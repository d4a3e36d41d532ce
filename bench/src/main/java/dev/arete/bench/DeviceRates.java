package dev.arete.bench;

/**
 * What a device does in a clock, from which follows the least time of an evaluation.
 *
 * @param multiprocessors how many there are
 * @param megahertz their highest clock
 * @param floatLanes slots in float of one of them in a clock
 * @param doubleLanes slots in double of one of them in a clock
 */
record DeviceRates(int multiprocessors, double megahertz, int floatLanes, int doubleLanes) {
  /** Exponentials in float of a multiprocessor in a clock: its special function units. */
  private static final int EXPONENTIALS = 16;

  /**
   * Least milliseconds for the dense sum over pairs: all lanes busy, or in float all special
   * function units, whichever takes longer. In double the exponential is arithmetic.
   *
   * @param pairs query and data point
   * @param pairSlots slots a pair, exponential included, from {@link CostModel}
   * @param precision FP32 or FP64
   */
  double leastMilliseconds(double pairs, double pairSlots, String precision) {
    boolean isFloat = precision.equals("FP32");
    double clocks =
        isFloat
            ? Math.max((pairSlots - CostModel.EXP_FP32) / floatLanes, 1.0 / EXPONENTIALS)
            : pairSlots / doubleLanes;
    return pairs * clocks / (multiprocessors * megahertz * 1e3);
  }
}
