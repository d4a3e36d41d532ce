package dev.arete.diffusion.analysis;

/**
 * What the ridge residual |P_N s| of samples cannot go below on average: samples at time t carry
 * noise of variance h in each of the d - k normal directions, so that an exact model's residual is
 * a chi number of d - k degrees of freedom over sqrt(h), where the posterior is narrow across the
 * ridge.
 *
 * @param degrees d - k, at least 1
 * @param variance h
 */
public record NoiseFloor(int degrees, double variance) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there is no normal direction or h is not positive
   */
  public NoiseFloor {
    if (degrees < 1 || !(variance > 0)) {
      throw new IllegalArgumentException(
          "a noise floor needs normal directions and a positive variance, got "
              + degrees
              + " and "
              + variance);
    }
  }

  /**
   * Returns the mean residual of an exact model.
   *
   * @return sqrt(2) Gamma((m+1)/2) / Gamma(m/2) / sqrt(h), in 1/unit
   */
  public double mean() {
    // The ratio of Gamma((m+1)/2) to Gamma(m/2) climbs in steps of two from m = 1 or 2.
    double ratio = degrees % 2 == 1 ? 1 / Math.sqrt(Math.PI) : Math.sqrt(Math.PI) / 2;
    for (int m = 2 - degrees % 2; m < degrees; m += 2) {
      ratio *= (m + 1.0) / m;
    }
    return Math.sqrt(2 / variance) * ratio;
  }

  /**
   * Returns a quantile of the residual of an exact model.
   *
   * @param share in (0, 1)
   * @return the quantile, in 1/unit
   */
  public double quantile(double share) {
    double low = 0;
    double high = Math.sqrt(degrees) + 10;
    for (int round = 0; round < 60; round++) {
      double middle = (low + high) / 2;
      if (chiCdf(middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low / Math.sqrt(variance);
  }

  /**
   * Returns the median residual of an exact model.
   *
   * @return the median, in 1/unit
   */
  public double median() {
    return quantile(0.5);
  }

  /**
   * Returns the probability density of the residual of an exact model.
   *
   * @param residual the residual, in 1/unit
   * @return the density, in units
   */
  public double density(double residual) {
    double x = residual * Math.sqrt(variance);
    if (x <= 0) {
      return degrees == 1 && x == 0 ? Math.sqrt(2 * variance / Math.PI) : 0;
    }
    double log = (degrees - 1) * Math.log(x) - x * x / 2 - logNorm();
    return Math.exp(log) * Math.sqrt(variance);
  }

  /** log of 2^{m/2-1} Gamma(m/2). */
  private double logNorm() {
    double logGamma = degrees % 2 == 1 ? Math.log(Math.PI) / 2 : 0;
    for (int m = 2 - degrees % 2; m < degrees; m += 2) {
      logGamma += Math.log(m / 2.0);
    }
    return (degrees / 2.0 - 1) * Math.log(2) + logGamma;
  }

  /** P(chi < x) by the series of the incomplete gamma function, all terms positive. */
  private double chiCdf(double x) {
    double half = x * x / 2;
    double a = degrees / 2.0;
    double term = 1 / a;
    double sum = term;
    for (int k = 1; term > 1e-16 * sum; k++) {
      term *= half / (a + k);
      sum += term;
    }
    double logGamma = logNorm() - (a - 1) * Math.log(2);
    return half == 0 ? 0 : sum * Math.exp(a * Math.log(half) - half - logGamma);
  }
}
