package dev.arete.diffusion.analysis;

/**
 * A straight line fitted to pairs.
 *
 * @param slope of y over x
 * @param slopeError standard error of the slope
 * @param correlation of x and y
 * @param residual root mean square of y - mean - slope (x - mean)
 * @param count number of pairs
 */
public record Regression(
    double slope, double slopeError, double correlation, double residual, int count) {
  /**
   * Returns the line that is not there.
   *
   * @return a fit of no pairs, all NaN
   */
  public static Regression none() {
    return new Regression(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);
  }

  /**
   * Returns the least-squares line; pairs with NaN are left out.
   *
   * @param x abscissas
   * @param y ordinates, as many
   * @return the line; NaN where fewer than three pairs are left or x does not vary
   * @throws IllegalArgumentException if there are not as many of both
   */
  public static Regression of(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "a line needs pairs, got " + x.length + " abscissas and " + y.length + " ordinates");
    }
    int n = 0;
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(x[i] + y[i])) {
        n++;
        meanX += (x[i] - meanX) / n;
        meanY += (y[i] - meanY) / n;
      }
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(x[i] + y[i])) {
        xx += (x[i] - meanX) * (x[i] - meanX);
        xy += (x[i] - meanX) * (y[i] - meanY);
        yy += (y[i] - meanY) * (y[i] - meanY);
      }
    }
    if (n < 3 || !(xx > 0)) {
      return new Regression(Double.NaN, Double.NaN, Double.NaN, Double.NaN, n);
    }
    double slope = xy / xx;
    double squares = Math.max(0, yy - slope * xy);
    return new Regression(
        slope,
        Math.sqrt(squares / (n - 2.0) / xx),
        xy / Math.sqrt(xx * yy),
        Math.sqrt(squares / n),
        n);
  }
}
