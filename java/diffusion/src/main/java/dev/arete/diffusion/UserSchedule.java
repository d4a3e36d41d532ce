package dev.arete.diffusion;

import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** A schedule given by two functions, differentiated numerically. */
final class UserSchedule implements Schedule {
  /** Near the cube root of the rounding unit, where truncation and rounding balance. */
  private static final double RELATIVE_STEP = 0x1p-17;

  private final DoubleUnaryOperator scale;
  private final DoubleUnaryOperator variance;

  UserSchedule(DoubleUnaryOperator scale, DoubleUnaryOperator variance) {
    this.scale = Objects.requireNonNull(scale, "scale");
    this.variance = Objects.requireNonNull(variance, "variance");
  }

  @Override
  public double scale(double time) {
    double a = scale.applyAsDouble(TimeGrid.checked(time));
    if (!(a > 0 && a <= 1)) {
      throw new IllegalArgumentException("scale must be in (0, 1], got " + a + " at time " + time);
    }
    return a;
  }

  @Override
  public double variance(double time) {
    double h = variance.applyAsDouble(TimeGrid.checked(time));
    if (!(h > 0 && h < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "variance must be positive and finite, got " + h + " at time " + time);
    }
    return h;
  }

  @Override
  public double drift(double time) {
    return derivative(t -> Math.log(scale(t)), time);
  }

  @Override
  public double diffusion(double time) {
    double h = variance(time);
    double squared = derivative(this::variance, time) - 2 * drift(time) * h;
    if (!(squared >= -1e-6 * h / time)) {
      throw new IllegalArgumentException(
          "the noise shrinks at time " + time + ": h' - 2 (log a)' h is " + squared);
    }
    return Math.max(squared, 0);
  }

  private static double derivative(DoubleUnaryOperator function, double time) {
    double low = time * (1 - RELATIVE_STEP);
    double high = time * (1 + RELATIVE_STEP);
    return (function.applyAsDouble(high) - function.applyAsDouble(low)) / (high - low);
  }
}
