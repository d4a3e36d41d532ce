package dev.arete.diffusion.experiment;

/** The ridge of a circle that is filled evenly: a circle of smaller radius. */
final class RingRidge {
  /** The midpoint rule on a period converges exponentially; enough for r^2/h up to 1e4. */
  private static final int NODES = 4000;

  private static final int BISECTIONS = 60;

  private RingRidge() {}

  /**
   * The radius rho of the ridge of a circle of radius r smoothed with variance h: the positive
   * solution of r I_1(r rho/h) / I_0(r rho/h) = rho, the radial part of m = y; 0 where there is
   * none, for h of at least r^2/2.
   */
  static double radius(double r, double h) {
    double low = 0;
    double high = r;
    for (int round = 0; round < BISECTIONS; round++) {
      double middle = (low + high) / 2;
      if (r * besselRatio(r * middle / h) > middle) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** I_1(x) / I_0(x) as the mean of cos over the density exp(x cos). */
  private static double besselRatio(double x) {
    double sum = 0;
    double weights = 0;
    for (int k = 0; k < NODES; k++) {
      double cosine = Math.cos(Math.PI * (k + 0.5) / NODES);
      double weight = Math.exp(x * (cosine - 1));
      weights += weight;
      sum += weight * cosine;
    }
    return sum / weights;
  }
}
