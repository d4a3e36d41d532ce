package dev.arete.diffusion;

/** How a reverse-time sampler takes a step from time t to an earlier time. */
public enum ReverseMethod {
  /**
   * Euler-Maruyama on the reverse equation dY = (-f Y + g^2 s) du + g dW in u = T - t: strong and
   * weak order 1 here (the noise does not depend on Y). The paper's sampler.
   */
  EULER_MARUYAMA,
  /**
   * The reverse equation solved exactly with the estimate of X_0 held over the step, also known as
   * ancestral sampling: exact for one data point. A step in which a/sqrt(h) grows r times leaves
   * about 16 - log10 r digits of the noise, see {@link ReverseSampler#method}.
   */
  EXPONENTIAL,
  /**
   * Heun's method on the probability-flow equation dY = (-f Y + g^2 s / 2) du: no noise, order 2.
   */
  HEUN_FLOW,
  /**
   * The probability-flow equation solved exactly with the estimate of X_0 held over the step, also
   * known as DDIM: no noise, order 1, exact for one data point, with as many digits as {@link
   * #EXPONENTIAL}.
   */
  EXPONENTIAL_FLOW;

  /**
   * Returns whether steps draw noise.
   *
   * @return true for the two methods of the stochastic equation
   */
  public boolean isStochastic() {
    return this == EULER_MARUYAMA || this == EXPONENTIAL;
  }

  /** Whether the estimate of X_0 is held over a step, however long. */
  boolean holdsEstimate() {
    return this == EXPONENTIAL || this == EXPONENTIAL_FLOW;
  }
}
