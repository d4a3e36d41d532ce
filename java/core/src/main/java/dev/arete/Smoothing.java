package dev.arete;

import dev.arete.internal.Checks;

/**
 * The smoothing of the data: a mixture of normals N(a x_i, h I) with scale a and variance h.
 *
 * @param scale a, the factor applied to every data point; 1 for a plain kernel density estimate
 * @param variance h, the variance per coordinate, in squared units of the coordinates
 */
public record Smoothing(double scale, double variance) {
  /** Smallest and largest variance for which 1/h^2 stays in the range of a double. */
  private static final double MIN_VARIANCE = 1e-150;

  private static final double MAX_VARIANCE = 1e150;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the scale is not in (0, 1] or the variance is not in
   *     [1e-150, 1e150]
   */
  public Smoothing {
    if (!(scale > 0 && scale <= 1)) {
      throw new IllegalArgumentException("scale must be in (0, 1], got " + scale);
    }
    if (!(variance >= MIN_VARIANCE && variance <= MAX_VARIANCE)) {
      throw new IllegalArgumentException(
          "variance must be positive and finite (1e-150 to 1e150), got " + variance);
    }
  }

  /**
   * Returns a plain kernel density estimate with a normal kernel: a = 1, h = bandwidth^2.
   *
   * @param bandwidth standard deviation of the kernel, in units of the coordinates
   * @return the smoothing
   * @throws IllegalArgumentException if the bandwidth is not positive and finite
   */
  public static Smoothing bandwidth(double bandwidth) {
    Checks.positiveFinite("bandwidth", bandwidth);
    return new Smoothing(1, bandwidth * bandwidth);
  }

  /**
   * Returns a plain kernel density estimate with a normal kernel: a = 1, h = variance.
   *
   * @param variance variance of the kernel per coordinate, in squared units of the coordinates
   * @return the smoothing
   * @throws IllegalArgumentException if the variance is not positive and finite
   */
  public static Smoothing variance(double variance) {
    Checks.positiveFinite("variance", variance);
    return new Smoothing(1, variance);
  }

  /**
   * Returns the Ornstein-Uhlenbeck (variance-preserving) diffusion at a time: a = exp(-t), h = 1 -
   * exp(-2t), computed without cancellation for small t.
   *
   * @param time diffusion time t, positive and at most 300
   * @return the smoothing
   * @throws IllegalArgumentException if the time is not in (0, 300]
   */
  public static Smoothing ornsteinUhlenbeck(double time) {
    if (!(time > 0 && time <= 300)) {
      throw new IllegalArgumentException(
          "Ornstein-Uhlenbeck time must be positive and at most 300, got " + time);
    }
    return new Smoothing(Math.exp(-time), -Math.expm1(-2 * time));
  }

  /**
   * Returns the variance-exploding diffusion at a noise level: a = 1, h = sigma^2.
   *
   * @param sigma noise level sigma(t), in units of the coordinates
   * @return the smoothing
   * @throws IllegalArgumentException if sigma is not positive and finite
   */
  public static Smoothing varianceExploding(double sigma) {
    Checks.positiveFinite("sigma", sigma);
    return new Smoothing(1, sigma * sigma);
  }
}
