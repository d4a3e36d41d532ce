package dev.arete.cli.plot;

import java.util.stream.DoubleStream;

/**
 * An interval on an axis.
 *
 * @param low its lower end
 * @param high its upper end, above the lower
 */
record Range(double low, double high) {
  /** Share of the interval left free at each end. */
  private static final double MARGIN = 0.02;

  /**
   * The interval that holds all numbers but NaN, with a margin; of length 2 where all are equal.
   */
  static Range around(DoubleStream numbers) {
    double[] defined = numbers.filter(v -> !Double.isNaN(v)).toArray();
    double low = DoubleStream.of(defined).min().orElse(0);
    double high = DoubleStream.of(defined).max().orElse(0);
    double smallest = Math.max(Math.ulp(low), Math.ulp(high)) * 1e3;
    double margin = high - low > smallest ? MARGIN * (high - low) : Math.max(1, smallest);
    return new Range(low - margin, high + margin);
  }

  double length() {
    return high - low;
  }

  /** The interval of another length with the same middle. */
  Range ofLength(double length) {
    double more = (length - length()) / 2;
    return new Range(low - more, high + more);
  }
}
