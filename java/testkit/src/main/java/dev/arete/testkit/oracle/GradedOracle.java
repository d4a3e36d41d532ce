package dev.arete.testkit.oracle;

/**
 * The ridge at one query of a mixture whose posterior weights may differ by any power, in binary
 * arithmetic of 400 bits (120 digits) or more whose exponents have no bounds. The doubles it is
 * given are taken exactly. Two ways, which share no code with the library: {@link #assembled}
 * builds the covariance with as many bits as its grading needs, {@link #at} factors it.
 */
public final class GradedOracle {
  private static final int BITS = 400;
  private static final int MAX_BITS = 1 << 14;

  /** Bits an eigenvalue must stand above the rounding of the largest. */
  private static final int MARGIN = 200;

  private final WideMixture mixture;

  /**
   * Takes a mixture.
   *
   * @param centres c_i, row-major n x d
   * @param dimension d
   * @param weights n positive numbers in any scale, or null for equal weights
   * @param variance h
   */
  public GradedOracle(double[] centres, int dimension, double[] weights, double variance) {
    mixture = new WideMixture(centres, dimension, weights, variance);
  }

  /**
   * Returns the truth at a query from the assembled covariance.
   *
   * @param query d coordinates
   * @param directions how many eigenvalues must be right relative to themselves; the rank of the
   *     covariance or less
   * @return the truth
   */
  public GradedTruth assembled(double[] query, int directions) {
    for (int bits = BITS; bits <= MAX_BITS; bits *= 2) {
      WidePosterior posterior = new WidePosterior(mixture, query, bits);
      posterior.weigh(0.7 * bits); // exp(-0.7 bits) is the last bit
      WideEigen eigen = new WideEigen(posterior.covariance(), bits, bits);
      GradedTruth truth = new GradedTruth(posterior.shift(), eigen, null, mixture.variance, bits);
      if (truth.grading(directions) < bits - MARGIN) {
        return truth;
      }
    }
    throw new IllegalStateException("more than " + MAX_BITS + " bits are needed");
  }

  /**
   * Returns the truth at a query from a factor of the covariance.
   *
   * @param query d coordinates
   * @param directions how many eigenvalues are asked for
   * @return the truth
   */
  public GradedTruth at(double[] query, int directions) {
    WidePosterior posterior = new WidePosterior(mixture, query, BITS);
    WideFactor factor = WideFactor.of(posterior, directions, BITS);
    WideEigen eigen = new WideEigen(factor.core(), BITS, WideEigen.ALL);
    return new GradedTruth(posterior.shift(), eigen, factor.basis(), mixture.variance, BITS);
  }
}
