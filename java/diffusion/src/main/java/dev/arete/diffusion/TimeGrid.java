package dev.arete.diffusion;

import java.util.function.DoubleUnaryOperator;

/**
 * Diffusion times at which a reverse-time sampler stops: t_0 = T down to t_N = t_min. Immutable.
 */
public final class TimeGrid {
  /** Most steps of a grid that is generated; its times then take 0.8 GB. */
  private static final int MOST_STEPS = 100_000_000;

  private final double[] times;

  private TimeGrid(double[] times) {
    this.times = times;
  }

  /**
   * Returns a grid of given times.
   *
   * @param times at least two, positive, finite, strictly falling; copied
   * @return the grid
   * @throws IllegalArgumentException if they are not so
   */
  public static TimeGrid of(double... times) {
    double[] copy = times.clone();
    if (copy.length < 2) {
      throw new IllegalArgumentException("a time grid needs two times, got " + copy.length);
    }
    checkFalling(copy);
    return new TimeGrid(copy);
  }

  /** Refuses times that are not positive, finite and strictly falling. */
  static void checkFalling(double[] times) {
    for (int i = 0; i < times.length; i++) {
      if (!(times[i] > 0 && times[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "times must be positive and finite, got " + times[i] + " at index " + i);
      }
      if (i > 0 && !(times[i] < times[i - 1])) {
        throw new IllegalArgumentException(
            "times must fall, got " + times[i - 1] + " and then " + times[i] + " at index " + i);
      }
    }
  }

  /** A diffusion time, which is positive and finite. */
  static double checked(double time) {
    if (!(time > 0 && time < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("time must be positive and finite, got " + time);
    }
    return time;
  }

  /**
   * Returns the grid t_k = T (t_min/T)^(k/N): steps are a constant share of the time.
   *
   * @param start T
   * @param end t_min
   * @param steps N, 1 to 100,000,000
   * @return the grid
   * @throws IllegalArgumentException if the steps are not as many, or the times do not fall
   */
  public static TimeGrid exponential(double start, double end, int steps) {
    double ratio = Math.log(end / start);
    return generate(start, end, steps, u -> start * Math.exp(ratio * u));
  }

  /**
   * Returns the grid t_k = T - (T - t_min) k/N.
   *
   * @param start T
   * @param end t_min
   * @param steps N, 1 to 100,000,000
   * @return the grid
   * @throws IllegalArgumentException if the steps are not as many, or the times do not fall
   */
  public static TimeGrid linear(double start, double end, int steps) {
    return generate(start, end, steps, u -> start + (end - start) * u);
  }

  /**
   * Returns the grid t_k = t_min + (T - t_min) (1 - sin(pi k / 2N)): steps shrink in proportion to
   * the number of steps left, down to the square of 1/N at the data end.
   *
   * @param start T
   * @param end t_min
   * @param steps N, 1 to 100,000,000
   * @return the grid
   * @throws IllegalArgumentException if the steps are not as many, or the times do not fall
   */
  public static TimeGrid cosine(double start, double end, int steps) {
    // 1 - sin(x) as 2 sin(pi/4 - x/2)^2, which keeps its digits where it is small.
    return generate(
        start,
        end,
        steps,
        u -> {
          double half = Math.sin(Math.PI / 4 * (1 - u));
          return end + (start - end) * 2 * half * half;
        });
  }

  private static TimeGrid generate(double start, double end, int steps, DoubleUnaryOperator time) {
    if (steps < 1 || steps > MOST_STEPS) {
      throw new IllegalArgumentException(
          "a time grid needs 1 to " + MOST_STEPS + " steps, got " + steps);
    }
    double[] times = new double[steps + 1];
    for (int k = 0; k <= steps; k++) {
      times[k] = time.applyAsDouble((double) k / steps);
    }
    times[0] = start;
    times[steps] = end;
    return of(times);
  }

  /**
   * Returns the number of steps N.
   *
   * @return N, one less than the number of times
   */
  public int steps() {
    return times.length - 1;
  }

  /**
   * Returns one time.
   *
   * @param index k, 0 to N
   * @return t_k
   */
  public double time(int index) {
    return times[index];
  }

  /**
   * Returns a copy of all times.
   *
   * @return N + 1 times, falling
   */
  public double[] times() {
    return times.clone();
  }

  /**
   * Returns the index of the time nearest to a given one, on a logarithmic scale.
   *
   * @param time a positive time
   * @return the index k
   */
  public int nearest(double time) {
    int best = 0;
    for (int k = 1; k < times.length; k++) {
      if (Math.abs(Math.log(times[k] / time)) < Math.abs(Math.log(times[best] / time))) {
        best = k;
      }
    }
    return best;
  }

  @Override
  public String toString() {
    return steps() + " steps from " + times[0] + " to " + times[steps()];
  }
}
