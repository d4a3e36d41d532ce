package dev.arete.diffusion.analysis;

import dev.arete.diffusion.numeric.TimeQuadrature;
import java.util.List;

/**
 * An error integrated over time, with its standard error.
 *
 * @param normal integral of h^-q E|P_N e|^2 dt
 * @param normalError its standard error
 * @param tangent integral of h^-q E|P_T e|^2 dt
 * @param tangentError its standard error
 */
public record IntegratedError(
    double normal, double normalError, double tangent, double tangentError) {
  /**
   * Returns the integral over time of splits.
   *
   * @param quadrature the times
   * @param splits one split a node, from independent points
   * @param exponent q: the posterior-mean error is divided by h^q; q = 0, 1, 2 weigh the score
   *     error with h^2, h, 1
   * @return the integrals
   * @throws IllegalArgumentException if there are not as many splits as nodes
   */
  public static IntegratedError of(
      TimeQuadrature quadrature, List<ErrorSplit> splits, double exponent) {
    if (splits.size() != quadrature.count()) {
      throw new IllegalArgumentException(
          "one split a node, got " + splits.size() + " for " + quadrature.count() + " nodes");
    }
    double[] sums = new double[4];
    for (int i = 0; i < splits.size(); i++) {
      ErrorSplit split = splits.get(i);
      double weight = quadrature.weight(i) * Math.pow(split.variance(), -exponent);
      sums[0] += weight * split.normal().mean();
      sums[1] += square(weight * split.normal().standardError());
      sums[2] += weight * split.tangent().mean();
      sums[3] += square(weight * split.tangent().standardError());
    }
    return new IntegratedError(sums[0], Math.sqrt(sums[1]), sums[2], Math.sqrt(sums[3]));
  }

  private static double square(double x) {
    return x * x;
  }
}
