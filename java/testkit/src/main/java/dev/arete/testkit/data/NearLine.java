package dev.arete.testkit.data;

import java.util.Random;

/** Fewer centres than dimensions, close to a line or far from the origin. */
public final class NearLine {
  private NearLine() {}

  /**
   * Returns two centres, a third one close to the line between them, and a query on it.
   *
   * @param d dimension
   * @param width how far the third centre is off the line, about
   * @param seed of the draw
   * @return the sample
   */
  public static Sample triangle(int d, double width, long seed) {
    Random random = new Random(seed);
    double[] x = new double[3 * d];
    for (int i = 0; i < 3 * d; i++) {
      x[i] = random.nextGaussian() / Math.sqrt(d) * (i < 2 * d ? 2 : 1);
    }
    double[] y = new double[d];
    for (int j = 0; j < d; j++) {
      x[2 * d + j] = 0.45 * x[j] + 0.55 * x[d + j] + width * x[2 * d + j];
      y[j] = 0.8 * x[j] + 0.2 * x[d + j];
    }
    return new Sample(label("triangle", width, seed), d, x, null, 4, y);
  }

  /**
   * Returns 20 centres and a query close to a line.
   *
   * @param d dimension
   * @param width how far they are off the line, about
   * @param seed of the draw
   * @return the sample
   */
  public static Sample string(int d, double width, long seed) {
    Random random = new Random(seed);
    double[] line = random.doubles(d).map(x -> random.nextGaussian() / Math.sqrt(d)).toArray();
    int n = 20;
    double[] x = new double[n * d];
    for (int i = 0; i < n; i++) {
      double at = random.nextGaussian();
      for (int j = 0; j < d; j++) {
        x[i * d + j] = at * line[j] + width * random.nextGaussian() / Math.sqrt(d);
      }
    }
    double[] y = new double[d];
    for (int j = 0; j < d; j++) {
      y[j] = 0.7 * line[j] + width * random.nextGaussian() / Math.sqrt(d);
    }
    return new Sample(label("string", width, seed), d, x, null, 0.25, y);
  }

  /**
   * Returns d vertices of a simplex far from the origin, and the middle of two of them as a query:
   * the others are out of reach.
   *
   * @param d dimension
   * @param offset how far
   * @param seed of the draw
   * @return the sample
   */
  public static Sample simplex(int d, double offset, long seed) {
    Random random = new Random(seed);
    double[] origin = random.doubles(d).map(u -> offset * (2 * u - 1)).toArray();
    double[] x = new double[d * d];
    for (int i = 0; i < d * d; i++) {
      x[i] = origin[i % d] + (i % d == i / d ? 1 : 0);
    }
    double[] y = new double[d];
    for (int j = 0; j < d; j++) {
      y[j] = 0.5 * (x[j] + x[d + j]);
    }
    double[] weights = random.doubles(d, -3, 0).map(w -> Math.pow(10, w)).toArray();
    return new Sample(label("simplex", offset, seed), d, x, weights, 1.0 / 180, y);
  }

  private static String label(String name, double size, long seed) {
    return name + " " + size + ", seed " + seed;
  }
}
