package dev.arete.testkit.data;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Samples on a coarse grid of binary fractions, on which moves of the plane are exact in floating
 * point: what changes in a result is then the library's rounding, not that of the input.
 */
public final class Exact {
  private static final double GRID = 0.125;

  private Exact() {}

  /**
   * Returns points with coordinates k/8, |k| at most 24, and queries likewise. Neither ties nor
   * duplicates are avoided.
   *
   * @param seed of the draw
   * @param n points
   * @param d dimension
   * @param q queries
   * @return a sample with variance 1
   */
  public static Sample grid(long seed, int n, int d, int q) {
    Draw draw = new Draw(seed);
    double[] centres = snapped(draw.normal(n * d, 1));
    double[] queries = snapped(draw.normal(q * d, 1));
    return new Sample("seed " + seed + ", grid", d, centres, null, 1, queries);
  }

  private static double[] snapped(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = GRID * Math.rint(Math.max(-24, Math.min(24, values[i] / GRID)));
    }
    return values;
  }

  /**
   * Returns a sample moved by the same amount along every axis.
   *
   * @param sample what to move
   * @param by an integer below 2^20, so that the sum is exact even in float
   * @return the moved sample
   */
  public static Sample shifted(Sample sample, double by) {
    return mapped(sample, sample.variance(), values -> values + by);
  }

  /**
   * Returns a sample in other units.
   *
   * @param sample what to scale
   * @param factor a power of two
   * @return the scaled sample, its variance scaled with the square
   */
  public static Sample scaled(Sample sample, double factor) {
    double h = sample.variance() * factor * factor;
    return mapped(sample, h, values -> values * factor);
  }

  private static Sample mapped(Sample sample, double h, DoubleUnaryOperator map) {
    return new Sample(
        sample.label(),
        sample.dimension(),
        Arrays.stream(sample.centres()).map(map).toArray(),
        sample.weights(),
        h,
        Arrays.stream(sample.queries()).map(map).toArray());
  }

  /**
   * Returns a sample turned by the angle with cosine 3/5 in the planes of axes (0, 1), (2, 3) and
   * so on, then scaled by 5 so that all coordinates stay on the grid. An axis without a partner is
   * only scaled.
   *
   * @param sample what to turn
   * @return the turned sample, its variance times 25
   */
  public static Sample turned(Sample sample) {
    return new Sample(
        sample.label(),
        sample.dimension(),
        turned(sample.centres(), sample.dimension()),
        sample.weights(),
        25 * sample.variance(),
        turned(sample.queries(), sample.dimension()));
  }

  /**
   * Returns rows turned and scaled by 5, as {@link #turned(Sample)} does.
   *
   * @param rows row-major, each of d numbers
   * @param d dimension
   * @return the turned rows
   */
  public static double[] turned(double[] rows, int d) {
    double[] out = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int axis = i % d;
      if (axis % 2 == 1) {
        out[i] = 4 * rows[i - 1] + 3 * rows[i];
      } else {
        out[i] = axis == d - 1 ? 5 * rows[i] : 3 * rows[i] - 4 * rows[i + 1];
      }
    }
    return out;
  }
}
