package dev.arete.testkit.data;

import dev.arete.testkit.plain.PlainDouble;
import dev.arete.testkit.plain.PlainPosterior;

/** Data along curves whose ridge is known or nearly so, with queries beside them. */
public final class Curves {
  private Curves() {}

  /**
   * Returns points on the first axis from -5 to 5, 1/8 apart, h = 1/16, with queries within about
   * two standard deviations of its middle part. The ridge is the axis.
   *
   * @param d dimension, at least 2
   * @return the sample
   */
  public static Sample line(int d) {
    double[] centres = new double[81 * d];
    for (int i = 0; i < 81; i++) {
      centres[i * d] = (i - 40) / 8.0;
    }
    double[] queries = new Draw(d).normal(20 * d, 0.25);
    for (int q = 0; q < 20; q++) {
      queries[q * d] = (q - 10) / 4.0 + 0.03125;
    }
    return new Sample("line", d, centres, null, 0.0625, queries);
  }

  /**
   * Returns 128 points at equal angles on a circle of radius 2 in the plane of the first two axes,
   * h = 0.09, with queries at most 1.5 standard deviations beside it. The points are so close that
   * the ridge is a circle to 20 digits, of radius {@link #circleRidgeRadius}.
   *
   * @param d dimension, at least 2
   * @return the sample
   */
  public static Sample circle(int d) {
    double[] centres = new double[128 * d];
    for (int i = 0; i < 128; i++) {
      centres[i * d] = (float) (2 * Math.cos(i * Math.PI / 64));
      centres[i * d + 1] = (float) (2 * Math.sin(i * Math.PI / 64));
    }
    double[] queries = new Draw(d).normal(25 * d, 0.1);
    for (int q = 0; q < 25; q++) {
      double radius = 1.95 + 0.9 * (q % 5 - 2) / 5;
      queries[q * d] = (float) (radius * Math.cos(q));
      queries[q * d + 1] = (float) (radius * Math.sin(q));
    }
    return new Sample("circle", d, centres, null, 0.09, queries);
  }

  /**
   * Returns the radius r of the ridge of {@link #circle}: where the posterior mean, which by
   * symmetry lies on the ray of the query, is the query.
   *
   * @return r, by bisection of a plain double loop
   */
  public static double circleRidgeRadius() {
    Sample circle = circle(2);
    double low = 1.5;
    double high = 2;
    while (high - low > 1e-15) {
      double middle = 0.5 * (low + high);
      double[] query = {middle, 0};
      PlainPosterior plain = PlainDouble.at(circle.centres(), 2, null, circle.variance(), query, 0);
      if (plain.shift()[0] > 0) {
        low = middle;
      } else {
        high = middle;
      }
      if (middle == 0.5 * (low + high)) {
        break;
      }
    }
    return 0.5 * (low + high);
  }

  /**
   * Returns points scattered around the circle of radius 2, with a standard deviation of 0.1 in
   * every direction, h = 0.09, with queries beside it.
   *
   * @param seed of the draw
   * @param n points
   * @param d dimension, at least 2
   * @param q queries
   * @return the sample
   */
  public static Sample noisyCircle(long seed, int n, int d, int q) {
    Draw draw = new Draw(seed);
    double[] centres = ring(draw, n, d, 0.1);
    double[] queries = ring(draw, q, d, 0.2);
    return new Sample("seed " + seed + ", noisy circle", d, centres, null, 0.09, queries);
  }

  private static double[] ring(Draw draw, int n, int d, double noise) {
    double[] out = draw.normal(n * d, noise);
    for (int i = 0; i < n; i++) {
      double angle = 2 * Math.PI * draw.random().nextDouble();
      out[i * d] = (float) (out[i * d] + 2 * Math.cos(angle));
      out[i * d + 1] = (float) (out[i * d + 1] + 2 * Math.sin(angle));
    }
    return out;
  }

  /**
   * Returns points on four turns of the helix (cos t, sin t, t/4), h = 0.04, with queries beside
   * its middle turn. A screw maps the middle of the data on itself, so the ridge there is a helix
   * with the same axis.
   *
   * @return the sample, d = 3
   */
  public static Sample helix() {
    int n = 401;
    double[] centres = new double[3 * n];
    for (int i = 0; i < n; i++) {
      onHelix(centres, i, 1, (i - 200) * Math.PI / 50);
    }
    double[] queries = new double[3 * 24];
    for (int q = 0; q < 24; q++) {
      onHelix(queries, q, 0.85 + 0.1 * (q % 4), (q - 12) * Math.PI / 50 * 7);
    }
    return new Sample("helix", 3, centres, null, 0.04, queries);
  }

  private static void onHelix(double[] out, int i, double radius, double angle) {
    out[3 * i] = (float) (radius * Math.cos(angle));
    out[3 * i + 1] = (float) (radius * Math.sin(angle));
    out[3 * i + 2] = (float) (angle / 4);
  }
}
