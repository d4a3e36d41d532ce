package dev.arete.internal.ridge;

/**
 * Anderson acceleration of depth one for a fixed-point iteration y &lt;- y + f(y): the secant
 * through the last two points predicts where f vanishes. Not thread-safe.
 *
 * <p>With df = f - f', dy = y - y' for the previous point y', the accelerated step is f - theta (dy
 * + df), theta = (f . df) / |df|^2. Source: Walker and Ni (2011).
 */
final class AndersonAcceleration {
  private final double[] lastPoint;
  private final double[] lastStep;
  private boolean primed;

  /**
   * Allocates the memory of one point.
   *
   * @param dimension d
   */
  AndersonAcceleration(int dimension) {
    lastPoint = new double[dimension];
    lastStep = new double[dimension];
  }

  /** Forgets the previous point. */
  void reset() {
    primed = false;
  }

  /**
   * Replaces a fixed-point step by the accelerated one and remembers the point.
   *
   * @param point y
   * @param step f(y) on entry, the accelerated step on return; unchanged at the first point
   */
  void accelerate(double[] point, double[] step) {
    double theta = primed ? secant(step) : 0;
    for (int i = 0; i < step.length; i++) {
      double plain = step[i];
      if (theta != 0) {
        step[i] -= theta * ((point[i] - lastPoint[i]) + (plain - lastStep[i]));
      }
      lastPoint[i] = point[i];
      lastStep[i] = plain;
    }
    primed = true;
  }

  /** theta, or 0 where the two steps do not differ. */
  private double secant(double[] step) {
    double dot = 0;
    double square = 0;
    for (int i = 0; i < step.length; i++) {
      double change = step[i] - lastStep[i];
      dot += step[i] * change;
      square += change * change;
    }
    double theta = dot / square;
    return Double.isFinite(theta) ? theta : 0;
  }
}
