package dev.arete.diffusion.numeric;

/** The standard normal distribution in one dimension. */
public final class Normal {
  private static final double ROOT_2_PI = Math.sqrt(2 * Math.PI);

  /** Where the continued fraction of the tail takes over from the series. */
  private static final double TAIL = 3;

  /** Terms that bring the continued fraction to rounding at {@link #TAIL}. */
  private static final int FRACTION_TERMS = 60;

  private static final double[] CENTRE_TOP = {
    -3.969683028665376e+01,
    2.209460984245205e+02,
    -2.759285104469687e+02,
    1.383577518672690e+02,
    -3.066479806614716e+01,
    2.506628277459239e+00
  };
  private static final double[] CENTRE_BOTTOM = {
    -5.447609879822406e+01,
    1.615858368580409e+02,
    -1.556989798598866e+02,
    6.680131188771972e+01,
    -1.328068155288572e+01,
    1
  };
  private static final double[] TAIL_TOP = {
    -7.784894002430293e-03,
    -3.223964580411365e-01,
    -2.400758277161838e+00,
    -2.549732539343734e+00,
    4.374664141464968e+00,
    2.938163982698783e+00
  };
  private static final double[] TAIL_BOTTOM = {
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1
  };
  private static final double CENTRE = 0.02425;

  private Normal() {}

  /**
   * Returns the density phi(x).
   *
   * @param x the argument
   * @return exp(-x^2/2) / sqrt(2 pi)
   */
  public static double density(double x) {
    return Math.exp(-x * x / 2) / ROOT_2_PI;
  }

  /**
   * Returns the distribution function Phi(x), to 1e-15 of itself below -3 and 2e-16 elsewhere.
   *
   * @param x the argument
   * @return the probability of a number below x
   */
  public static double cdf(double x) {
    if (x < -TAIL) {
      return tail(-x);
    }
    return x > TAIL ? 1 - tail(x) : 0.5 + density(x) * series(x);
  }

  /** (Phi(x) - 1/2) / phi(x) = x + x^3/3 + x^5/15 + ..., all terms of one sign. */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return sum;
  }

  /** Phi(-x) for large x: phi(x) / (x + 1/(x + 2/(x + 3/(x + ...)))). */
  private static double tail(double x) {
    if (x > 40) {
      return 0;
    }
    double fraction = x;
    for (int k = FRACTION_TERMS; k > 0; k--) {
      fraction = x + k / fraction;
    }
    return density(x) / fraction;
  }

  /**
   * Returns the quantile function: Acklam's rational approximation, good to 1.2e-9, and one step of
   * Halley's method.
   *
   * @param probability in (0, 1)
   * @return x with Phi(x) = probability
   */
  public static double quantile(double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException("probability must be in (0, 1), got " + probability);
    }
    double x = rough(probability);
    double error = (cdf(x) - probability) / density(x);
    return x - error / (1 + x * error / 2);
  }

  private static double rough(double p) {
    if (p < CENTRE) {
      return tailQuantile(p);
    }
    if (p > 1 - CENTRE) {
      return -tailQuantile(1 - p);
    }
    double q = p - 0.5;
    double r = q * q;
    return q * polynomial(CENTRE_TOP, r) / polynomial(CENTRE_BOTTOM, r);
  }

  private static double tailQuantile(double p) {
    double q = Math.sqrt(-2 * Math.log(p));
    return polynomial(TAIL_TOP, q) / polynomial(TAIL_BOTTOM, q);
  }

  private static double polynomial(double[] coefficients, double x) {
    double value = 0;
    for (double c : coefficients) {
      value = value * x + c;
    }
    return value;
  }
}
