package dev.arete.bench;

/**
 * cost = factor x^exponent, fitted by least squares to the logarithms.
 *
 * @param exponent slope of log cost over log x
 * @param factor cost at x = 1
 */
record PowerLaw(double exponent, double factor) {
  /** Fits positive numbers, at least two of them with different x. */
  static PowerLaw fit(double[] x, double[] cost) {
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < x.length; i++) {
      meanX += Math.log(x[i]) / x.length;
      meanY += Math.log(cost[i]) / x.length;
    }
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = Math.log(x[i]) - meanX;
      xx += dx * dx;
      xy += dx * (Math.log(cost[i]) - meanY);
    }
    double exponent = xy / xx;
    return new PowerLaw(exponent, Math.exp(meanY - exponent * meanX));
  }

  /** The cost it gives. */
  double at(double x) {
    return factor * Math.pow(x, exponent);
  }
}
