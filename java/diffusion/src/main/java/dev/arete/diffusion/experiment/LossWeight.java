package dev.arete.diffusion.experiment;

/**
 * The weight of a time in the training loss of the posterior mean. In terms of the score error the
 * weights are h^2, h and 1.
 */
public enum LossWeight {
  /** All times alike. */
  ONE(0, "weight 1"),
  /** Divided by h. */
  INVERSE(1, "weight 1/h"),
  /** Divided by h squared. */
  INVERSE_SQUARE(2, "weight 1/h²");

  private final int exponent;
  private final String label;

  LossWeight(int exponent, String label) {
    this.exponent = exponent;
    this.label = label;
  }

  /**
   * Returns q of h^-q.
   *
   * @return 0, 1 or 2
   */
  public int exponent() {
    return exponent;
  }

  @Override
  public String toString() {
    return label;
  }
}
