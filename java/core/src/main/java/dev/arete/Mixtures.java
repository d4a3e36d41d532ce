package dev.arete;

import dev.arete.spi.Mixture;

/** Turns data and smoothing into the mixture a backend takes. */
final class Mixtures {
  /**
   * Largest exponent |y - c|^2/(2h) that is let through: far inside the range of a double, so that
   * no sum of exponents overflows.
   */
  private static final double MAX_EXPONENT = 1e300;

  private Mixtures() {}

  static Mixture of(Points data, Smoothing smoothing) {
    if (data.count() == 0) {
      throw new IllegalArgumentException("a density needs at least one data point, got none");
    }
    checkRange(data, data, smoothing);
    double[] centres = data.coordinatesShared();
    if (smoothing.scale() != 1) {
      centres = new double[centres.length];
      for (int i = 0; i < centres.length; i++) {
        centres[i] = smoothing.scale() * data.coordinatesShared()[i];
      }
    }
    return new Mixture(
        centres, logWeights(data), data.count(), data.dimension(), smoothing.variance());
  }

  private static double[] logWeights(Points data) {
    if (!data.isWeighted()) {
      return null;
    }
    double[] logs = data.weights();
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(logs[i]);
    }
    return logs;
  }

  /** Refuses coordinates whose squared distances, in units of h, could overflow. */
  static void checkRange(Points queries, Points data, Smoothing smoothing) {
    double farthest = queries.largestCoordinate() + smoothing.scale() * data.largestCoordinate();
    double exponent = farthest * farthest * data.dimension() / smoothing.variance();
    if (!(exponent <= MAX_EXPONENT)) {
      throw new IllegalArgumentException(
          "coordinates up to "
              + Math.max(queries.largestCoordinate(), data.largestCoordinate())
              + " are too large for the variance "
              + smoothing.variance()
              + ": squared distances would overflow; rescale the data");
    }
  }
}
