package dev.arete.diffusion.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Fixed points of a posterior mean along a line, u = m(u): where sliding stops. In the clock -log t
 * a path moves by m(u) - u; a fixed point of slope below 1 attracts, one of slope k above 1 repels,
 * and the mass left near it falls like t_min^(k - 1).
 */
public final class FixedPoints {
  private static final int BISECTIONS = 60;

  private FixedPoints() {}

  /**
   * One fixed point.
   *
   * @param position u
   * @param slope dm/du there
   */
  public record FixedPoint(double position, double slope) {
    /**
     * Returns whether paths are drawn to it.
     *
     * @return true for a slope below 1
     */
    public boolean attracts() {
      return slope < 1;
    }
  }

  /**
   * Returns the fixed points that a scan finds.
   *
   * @param mean m, along the line
   * @param low where the scan begins
   * @param high where it ends
   * @param cells number of cells; two fixed points in one cell are missed
   * @return fixed points, rising
   */
  public static List<FixedPoint> along(
      DoubleUnaryOperator mean, double low, double high, int cells) {
    List<FixedPoint> found = new ArrayList<>();
    double width = (high - low) / cells;
    double left = pull(mean, low);
    for (int i = 0; i < cells; i++) {
      double from = low + i * width;
      double right = pull(mean, from + width);
      if (left == 0 || left * right < 0) {
        double position = bisect(mean, from, from + width, left);
        double step = width / 8;
        double slope =
            (mean.applyAsDouble(position + step) - mean.applyAsDouble(position - step))
                / (2 * step);
        found.add(new FixedPoint(position, slope));
      }
      left = right;
    }
    return found;
  }

  private static double pull(DoubleUnaryOperator mean, double u) {
    return mean.applyAsDouble(u) - u;
  }

  private static double bisect(DoubleUnaryOperator mean, double from, double to, double sign) {
    double low = from;
    double high = to;
    for (int round = 0; round < BISECTIONS && sign != 0; round++) {
      double middle = (low + high) / 2;
      if (pull(mean, middle) * sign > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
