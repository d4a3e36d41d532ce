package dev.arete.diffusion.features;

import dev.arete.Points;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.numeric.TimeQuadrature;

/**
 * What a random feature model is trained on: E over data and noise, integrated over time with the
 * weight h(t)^-q, of |m_A(x_t, t) - a(t) x|^2 / d.
 *
 * @param data the data points, weighted or not
 * @param schedule a(t) and h(t)
 * @param quadrature times and their weights
 * @param exponent q: 0 weighs all times alike ("U"), 1 divides by h ("U/h"), 2 by h^2 ("U/h^2")
 */
public record TrainingProblem(
    Points data, Schedule schedule, TimeQuadrature quadrature, double exponent) {
  /** Refuses features of points of another dimension. */
  void check(RandomFeatures features) {
    if (features.dimension() != data.dimension()) {
      throw new IllegalArgumentException(
          "features have dimension "
              + features.dimension()
              + ", the data have dimension "
              + data.dimension());
    }
  }

  /** The weight of a node: its share of the integral times h^-q. */
  double weight(int node) {
    return quadrature.weight(node) * Math.pow(schedule.variance(quadrature.node(node)), -exponent);
  }

  /**
   * Returns the constant of the loss, axis by axis: the integral of w a^2 times the mean of x^2.
   *
   * @return d numbers, in squared units of the coordinates
   */
  public double[] constant() {
    double signal = 0;
    for (int node = 0; node < quadrature.count(); node++) {
      double a = schedule.scale(quadrature.node(node));
      signal += weight(node) * a * a;
    }
    int dimension = data.dimension();
    double[] weights = data.weights();
    double[] constant = new double[dimension];
    for (int i = 0; i < data.count(); i++) {
      for (int axis = 0; axis < dimension; axis++) {
        double x = data.coordinate(i, axis);
        constant[axis] += signal * weights[i] * x * x;
      }
    }
    return constant;
  }
}
