package dev.arete.diffusion;

import dev.arete.Smoothing;
import java.util.function.DoubleUnaryOperator;

/**
 * A forward diffusion dX = f(t) X dt + g(t) dW in terms of what it does to data: X_t = a(t) X_0 +
 * sqrt(h(t)) Z with Z standard normal. From scale a and variance h follow f = (log a)' and g^2 = h'
 * - 2 f h. Implementations are immutable.
 */
public interface Schedule {
  /**
   * Returns the scale a(t) of the data.
   *
   * @param time diffusion time t, positive
   * @return a, in (0, 1]; 0 where it is too small for a double
   * @throws IllegalArgumentException if the time is not positive and finite
   */
  double scale(double time);

  /**
   * Returns the variance h(t) of the noise per coordinate.
   *
   * @param time diffusion time t, positive
   * @return h, positive, in squared units of the coordinates
   * @throws IllegalArgumentException if the time is not positive and finite
   */
  double variance(double time);

  /**
   * Returns the drift coefficient f(t) = d/dt log a(t).
   *
   * @param time diffusion time t
   * @return f, in 1/time
   */
  double drift(double time);

  /**
   * Returns the squared diffusion coefficient g(t)^2 = h'(t) - 2 f(t) h(t).
   *
   * @param time diffusion time t
   * @return g^2, in squared units of the coordinates per time
   */
  double diffusion(double time);

  /**
   * Returns the smoothing that makes the data's empirical density the density of X_t.
   *
   * @param time diffusion time t
   * @return scale a(t) and variance h(t)
   * @throws IllegalArgumentException if the time is not positive and finite, or scale or variance
   *     are not in the range of a smoothing
   */
  default Smoothing smoothing(double time) {
    return new Smoothing(scale(time), variance(time));
  }

  /**
   * Returns the Ornstein-Uhlenbeck schedule dX = -X dt + sqrt(2) dW: a = exp(-t), h = 1 - exp(-2t).
   *
   * @return the schedule
   */
  static Schedule ornsteinUhlenbeck() {
    return OrnsteinUhlenbeck.INSTANCE;
  }

  /**
   * Returns the variance-exploding schedule whose time is the noise level: a = 1, h = t^2.
   *
   * @return the schedule
   */
  static Schedule varianceExploding() {
    return VarianceExploding.INSTANCE;
  }

  /**
   * Returns a schedule given by its scale and variance. Their derivatives are central differences
   * of log a and h with a step of t 2^-17, good to about ten digits for smooth functions.
   *
   * @param scale a(t), in (0, 1]
   * @param variance h(t), positive and such that the noise never shrinks: h' - 2 (log a)' h at
   *     least 0
   * @return the schedule
   */
  static Schedule of(DoubleUnaryOperator scale, DoubleUnaryOperator variance) {
    return new UserSchedule(scale, variance);
  }
}
