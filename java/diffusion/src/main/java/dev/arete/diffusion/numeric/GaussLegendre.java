package dev.arete.diffusion.numeric;

/**
 * Gauss-Legendre nodes and weights on [-1, 1].
 *
 * @param nodes zeros of the Legendre polynomial
 * @param weights as many, sum 2
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of two short arrays, never compared
record GaussLegendre(double[] nodes, double[] weights) {
  /** The rule of n points, by Newton's method on the Legendre polynomial. */
  static GaussLegendre of(int n) {
    double[] nodes = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = 0;
      for (int round = 0; round < 20; round++) {
        double[] value = legendre(n, x);
        slope = value[1];
        x -= value[0] / slope;
      }
      nodes[i] = x;
      weights[i] = 2 / ((1 - x * x) * slope * slope);
    }
    return new GaussLegendre(nodes, weights);
  }

  /** P_n(x) and its derivative. */
  private static double[] legendre(int n, double x) {
    double before = 1;
    double value = x;
    for (int k = 2; k <= n; k++) {
      double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
      before = value;
      value = next;
    }
    return new double[] {value, n * (x * value - before) / (x * x - 1)};
  }
}
