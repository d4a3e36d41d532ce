package dev.arete;

/** Floating-point type of the arithmetic per pair of query and data point. */
public enum Precision {
  /**
   * Pairs in single precision. Score and Hessian keep a relative error of about 1e-6. A GPU forms
   * differences, exponents and weights in float and sums by block; the CPU finds the centres that
   * carry weight in float, drops 1.5e-8 of the weight at most, and sums the rest in double.
   */
  FP32,
  /** Everything in double precision. The default. */
  FP64;

  /**
   * Returns the scale-free ridge residual a projection is asked to reach where the user states
   * none: 1e-6 in double precision, 1e-5 in single precision, where the residual itself is known to
   * about 1e-6 only.
   *
   * @return the default tolerance, a pure number
   */
  public double defaultTolerance() {
    return this == FP64 ? 1e-6 : 1e-5;
  }
}
