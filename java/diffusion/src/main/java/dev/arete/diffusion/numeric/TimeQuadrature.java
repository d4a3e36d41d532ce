package dev.arete.diffusion.numeric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** A quadrature rule over diffusion times: sum of weight times value stands for the integral. */
public final class TimeQuadrature {
  private final double[] nodes;
  private final double[] weights;
  private final String name;

  private TimeQuadrature(double[] nodes, double[] weights, String name) {
    this.nodes = nodes;
    this.weights = weights;
    this.name = name;
  }

  /**
   * Returns Simpson's rule with equal steps in time: the paper's. It is far off for integrands that
   * grow like 1/h^2 towards a small first node; use {@link #graded} there.
   *
   * @param from first time, positive
   * @param to last time
   * @param intervals number of steps, even
   * @return the rule
   */
  public static TimeQuadrature linear(double from, double to, int intervals) {
    requireEven(intervals);
    double step = (to - from) / intervals;
    double[] edges = new double[intervals / 2 + 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = from + 2 * i * step;
    }
    return panels(edges, "Simpson, " + intervals + " equal steps in t");
  }

  /**
   * Returns Simpson's rule with equal steps in log t.
   *
   * @param from first time, positive
   * @param to last time
   * @param intervals number of steps, even
   * @return the rule
   */
  public static TimeQuadrature logarithmic(double from, double to, int intervals) {
    requireEven(intervals);
    double step = Math.log(to / from) / intervals;
    double[] nodes = new double[intervals + 1];
    double[] weights = new double[intervals + 1];
    for (int i = 0; i <= intervals; i++) {
      nodes[i] = i == intervals ? to : from * Math.exp(i * step);
      double simpson = i == 0 || i == intervals ? 1 : 2 + 2 * (i % 2);
      weights[i] = simpson * step / 3 * nodes[i];
    }
    return new TimeQuadrature(nodes, weights, "Simpson, " + intervals + " equal steps in log t");
  }

  private static void requireEven(int intervals) {
    if (intervals < 2 || intervals % 2 != 0) {
      throw new IllegalArgumentException(
          "Simpson's rule needs an even number of intervals, got " + intervals);
    }
  }

  /**
   * Returns Simpson's rule on panels that grow in proportion to time up to a largest width, for
   * integrands that vary on the scale of t near 0 and oscillate in t far from it.
   *
   * @param from first time, positive
   * @param to last time
   * @param growth width of a panel as a share of the time where it starts
   * @param widest largest width of a panel
   * @return the rule
   */
  public static TimeQuadrature graded(double from, double to, double growth, double widest) {
    List<Double> edges = new ArrayList<>();
    for (double t = from; t < to; t += Math.min(widest, growth * t)) {
      edges.add(t);
    }
    if (to - edges.get(edges.size() - 1) < Math.min(widest, growth * to) / 2 && edges.size() > 1) {
      edges.remove(edges.size() - 1);
    }
    edges.add(to);
    double[] array = edges.stream().mapToDouble(Double::doubleValue).toArray();
    return panels(
        array,
        "Simpson, " + edges.size() + " panels of width min(" + growth + " t, " + widest + ")");
  }

  /**
   * Returns Simpson's rule on panels that are narrow at both ends: their width is a share of the
   * time from the nearer end, counted from the first time, up to a largest width. Models whose time
   * features repeat after T have a boundary layer at T too.
   *
   * @param from first time, positive
   * @param to last time
   * @param growth width of a panel as a share of its distance from the end plus the first time
   * @param widest largest width of a panel
   * @return the rule
   */
  public static TimeQuadrature gradedBothWays(
      double from, double to, double growth, double widest) {
    List<Double> half = new ArrayList<>();
    double middle = (to - from) / 2;
    for (double u = 0; u < middle; u += Math.min(widest, growth * (u + from))) {
      half.add(u);
    }
    int n = half.size();
    double[] edges = new double[2 * n];
    for (int i = 0; i < n; i++) {
      edges[i] = from + half.get(i);
      edges[2 * n - 1 - i] = to - half.get(i);
    }
    return panels(
        edges,
        "Simpson, " + (2 * n - 1) + " panels, graded to both ends, at most " + widest + " wide");
  }

  /** Simpson's rule on each panel; neighbours share a node. */
  private static TimeQuadrature panels(double[] edges, String name) {
    double[] nodes = new double[2 * edges.length - 1];
    double[] weights = new double[nodes.length];
    for (int i = 0; i < edges.length; i++) {
      nodes[2 * i] = edges[i];
    }
    for (int i = 1; i < edges.length; i++) {
      double width = edges[i] - edges[i - 1];
      nodes[2 * i - 1] = edges[i - 1] + width / 2;
      weights[2 * i - 2] += width / 6;
      weights[2 * i - 1] += 4 * width / 6;
      weights[2 * i] += width / 6;
    }
    return new TimeQuadrature(nodes, weights, name);
  }

  /**
   * Returns the number of nodes.
   *
   * @return at least 3
   */
  public int count() {
    return nodes.length;
  }

  /**
   * Returns a node.
   *
   * @param index 0 to count - 1
   * @return a time; they rise
   */
  public double node(int index) {
    return nodes[index];
  }

  /**
   * Returns the weight of a node.
   *
   * @param index 0 to count - 1
   * @return a positive weight
   */
  public double weight(int index) {
    return weights[index];
  }

  /**
   * Returns the integral of a function.
   *
   * @param function the integrand, of time
   * @return the weighted sum of its values
   */
  public double integrate(DoubleUnaryOperator function) {
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      sum += weights[i] * function.applyAsDouble(nodes[i]);
    }
    return sum;
  }

  @Override
  public String toString() {
    return name;
  }
}
