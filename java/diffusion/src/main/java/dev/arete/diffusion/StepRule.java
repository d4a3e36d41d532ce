package dev.arete.diffusion;

/**
 * One step of a sampler as a linear map of a point and its posterior mean: Y' = rest Y + pull m +
 * noise Z. Written with m = Y + shift and not with the shift, as there the factors of a long step
 * are both nearly a(s)/a(t) and what they leave of the point is lost in their difference.
 *
 * @param rest factor of the point
 * @param pull factor of the posterior mean that the model gives
 * @param noise factor of a standard normal number
 */
public record StepRule(double rest, double pull, double noise) {
  /** The rule of a one-stage method from time t to the earlier time s. */
  static StepRule of(ReverseMethod method, Schedule schedule, double t, double s) {
    return switch (method) {
      case EULER_MARUYAMA -> euler(schedule, t, s);
      case EXPONENTIAL -> exponential(schedule, t, s);
      case EXPONENTIAL_FLOW -> exponentialFlow(schedule, t, s);
      case HEUN_FLOW -> throw new IllegalArgumentException("Heun's method has two stages");
    };
  }

  private static StepRule euler(Schedule schedule, double t, double s) {
    double step = t - s;
    double g2 = schedule.diffusion(t);
    double pull = step * g2 / schedule.variance(t);
    return new StepRule(1 - step * schedule.drift(t) - pull, pull, Math.sqrt(step * g2));
  }

  /** The law of X_s given X_t and X_0 = m/a_t. */
  private static StepRule exponential(Schedule schedule, double t, double s) {
    double ratio = schedule.scale(t) / schedule.scale(s);
    double h = schedule.variance(t);
    double hs = schedule.variance(s);
    double added = Math.max(0, h - ratio * ratio * hs);
    return new StepRule(ratio * hs / h, added / (h * ratio), Math.sqrt(hs * (added / h)));
  }

  private static StepRule exponentialFlow(Schedule schedule, double t, double s) {
    double scale = schedule.scale(s) / schedule.scale(t);
    double spread = Math.sqrt(schedule.variance(s) / schedule.variance(t));
    return new StepRule(spread, scale - spread, 0);
  }

  /** One coordinate of the slope of the probability flow in u = T - t, per unit of u. */
  static double flowSlope(Schedule schedule, double t, double point, double shift) {
    return -schedule.drift(t) * point + schedule.diffusion(t) / (2 * schedule.variance(t)) * shift;
  }
}
