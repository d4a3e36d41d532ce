package dev.arete.diffusion.numeric;

/**
 * The bivariate standard normal distribution, and the mean of a product of two rectified normals.
 *
 * <p>Source of the distribution function: Genz, "Numerical computation of rectangular bivariate and
 * trivariate normal and t probabilities", Statistics and Computing 14 (2004), after Drezner and
 * Wesolowsky (1990).
 */
public final class BivariateNormal {
  private static final GaussLegendre SIX = GaussLegendre.of(6);
  private static final GaussLegendre TWELVE = GaussLegendre.of(12);
  private static final GaussLegendre TWENTY = GaussLegendre.of(20);

  /** Beyond this correlation the integrand peaks, and an expansion about 1 is subtracted. */
  private static final double PEAKED = 0.925;

  /** exp(-100) is far below rounding of any sum here. */
  private static final double NEGLIGIBLE = -100;

  /** Phi(-9) is 1e-19: beyond, a rectified normal is a straight line. */
  private static final double CERTAIN = 9;

  private BivariateNormal() {}

  /**
   * Returns P(X &lt; h, Y &lt; k) for standard normals of correlation r, to about 1e-15.
   *
   * @param h bound of X
   * @param k bound of Y
   * @param r correlation, -1 to 1
   * @return the probability
   */
  public static double cdf(double h, double k, double r) {
    double p = Math.abs(r) < PEAKED ? moderate(-h, -k, r) : peaked(-h, -k, r);
    return Math.min(1, Math.max(0, p));
  }

  private static GaussLegendre rule(double r) {
    double size = Math.abs(r);
    if (size < 0.3) {
      return SIX;
    }
    return size < 0.75 ? TWELVE : TWENTY;
  }

  /** P(X > h, Y > k) by integrating over the correlation from 0 to r. */
  private static double moderate(double h, double k, double r) {
    double half = (h * h + k * k) / 2;
    double angle = Math.asin(r);
    GaussLegendre rule = rule(r);
    double sum = 0;
    for (int i = 0; i < rule.nodes().length; i++) {
      double sine = Math.sin(angle * (rule.nodes()[i] + 1) / 2);
      sum += rule.weights()[i] * Math.exp((sine * h * k - half) / (1 - sine * sine));
    }
    return sum * angle / (4 * Math.PI) + Normal.cdf(-h) * Normal.cdf(-k);
  }

  /** P(X > h, Y > k) by integrating over the correlation from r to its sign. */
  private static double peaked(double h, double signedK, double r) {
    double k = r < 0 ? -signedK : signedK;
    double p = Math.abs(r) < 1 ? -remainder(h, k, r) / (2 * Math.PI) : 0;
    if (r > 0) {
      return p + Normal.cdf(-Math.max(h, k));
    }
    double strip = 0;
    if (k > h) {
      strip = h < 0 ? Normal.cdf(k) - Normal.cdf(h) : Normal.cdf(-h) - Normal.cdf(-k);
    }
    return strip - p;
  }

  private static double remainder(double h, double k, double r) {
    double hk = h * k;
    double squared = (1 - r) * (1 + r);
    double a = Math.sqrt(squared);
    double bs = (h - k) * (h - k);
    double c = (4 - hk) / 8;
    double d = (12 - hk) / 16;
    double exponent = -(bs / squared + hk) / 2;
    double sum = 0;
    if (exponent > NEGLIGIBLE) {
      double bracket =
          1 - c * (bs - squared) * (1 - d * bs / 5) / 3 + c * d * squared * squared / 5;
      sum = a * Math.exp(exponent) * bracket;
    }
    if (hk > NEGLIGIBLE) {
      double b = Math.sqrt(bs);
      double outer = Math.exp(-hk / 2) * Math.sqrt(2 * Math.PI) * Normal.cdf(-b / a);
      sum -= outer * b * (1 - c * bs * (1 - d * bs / 5) / 3);
    }
    return sum + peak(a / 2, bs, hk, c, d);
  }

  private static double peak(double a, double bs, double hk, double c, double d) {
    double sum = 0;
    for (int i = 0; i < TWENTY.nodes().length; i++) {
      double x = a * (TWENTY.nodes()[i] + 1);
      double xs = x * x;
      double exponent = -(bs / xs + hk) / 2;
      if (exponent > NEGLIGIBLE) {
        double root = Math.sqrt(1 - xs);
        double exact = Math.exp(-hk * (1 - root) / (2 * (1 + root))) / root;
        sum += a * TWENTY.weights()[i] * Math.exp(exponent) * (exact - (1 + c * xs * (1 + d * xs)));
      }
    }
    return sum;
  }

  /**
   * Returns E max(0, a + X), for a standard normal X.
   *
   * @param a the offset
   * @return a Phi(a) + phi(a)
   */
  public static double rectifiedMean(double a) {
    return Math.max(0, a * Normal.cdf(a) + Normal.density(a));
  }

  /**
   * Returns E max(0, a + X) max(0, b + Y), for standard normals of correlation r:
   *
   * <p>(a b + r) Phi2(a, b; r) + a phi(b) Phi((a - r b)/s) + b phi(a) Phi((b - r a)/s) + s^2
   * phi2(a, b; r) with s^2 = 1 - r^2.
   *
   * @param a offset of X
   * @param b offset of Y
   * @param r correlation, -1 to 1
   * @return the mean of the product, at least 0
   */
  public static double rectifiedProduct(double a, double b, double r) {
    if (a < -CERTAIN || b < -CERTAIN) {
      return 0;
    }
    if (a > CERTAIN) {
      return a * rectifiedMean(b) + r * Normal.cdf(b);
    }
    if (b > CERTAIN) {
      return b * rectifiedMean(a) + r * Normal.cdf(a);
    }
    double squared = (1 - r) * (1 + r);
    if (squared <= 0) {
      return degenerate(a, b, r);
    }
    double s = Math.sqrt(squared);
    double densityA = Normal.density(a);
    double densityB = Normal.density(b);
    double u = (b - r * a) / s;
    double joint = densityA * Normal.density(u) * s; // s^2 phi2
    double edges = a * densityB * Normal.cdf((a - r * b) / s) + b * densityA * Normal.cdf(u);
    return Math.max(0, (a * b + r) * cdf(a, b, r) + edges + joint);
  }

  /** Correlation 1 or -1: a one-dimensional integral in closed form. */
  private static double degenerate(double a, double b, double r) {
    if (r > 0) {
      double low = Math.min(a, b);
      return (a * b + 1) * Normal.cdf(low) + Math.max(a, b) * Normal.density(low);
    }
    if (a + b <= 0) {
      return 0;
    }
    // Y = -X: integral over -a < x < b of (a + x)(b - x) phi(x).
    double inside = Normal.cdf(b) - Normal.cdf(-a);
    return Math.max(0, (a * b - 1) * inside + a * Normal.density(b) + b * Normal.density(a));
  }
}
