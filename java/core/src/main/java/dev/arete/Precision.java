package dev.arete;

/** Floating-point type of the arithmetic per pair of query and data point. */
public enum Precision {
  /**
   * Single precision per pair where the backend gains by it; score and Hessian keep a relative
   * error below 1e-5. Coordinates, eigensystems and steps stay in double on the CPU, which screens
   * pairs in single precision whatever is asked for and only drops more of the smallest weights
   * here.
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
