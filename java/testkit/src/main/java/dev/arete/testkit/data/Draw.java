package dev.arete.testkit.data;

import java.util.Random;

/**
 * Random samples from a seed. A run is repeated by {@code -Darete.seed=N}, which is added to the
 * seed every test names; labels carry the seed that was used.
 *
 * <p>All coordinates are representable in float, so that a single-precision backend is measured by
 * its arithmetic and not by the rounding of its input.
 */
public final class Draw {
  private static final long BASE = Long.getLong("arete.seed", 0L);

  private final long seed;
  private final Random random;

  /**
   * Starts a stream of numbers.
   *
   * @param seed names the stream
   */
  public Draw(long seed) {
    this.seed = seed + BASE;
    this.random = new Random(this.seed);
  }

  /**
   * Returns the generator itself.
   *
   * @return the generator behind this stream
   */
  public Random random() {
    return random;
  }

  /**
   * Returns standard normal numbers, rounded to float.
   *
   * @param count how many
   * @param scale factor
   * @return the numbers
   */
  public double[] normal(int count, double scale) {
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      out[i] = (float) (scale * random.nextGaussian());
    }
    return out;
  }

  /**
   * Returns weights between 1/16 and 1, rounded to float.
   *
   * @param count how many
   * @return the weights
   */
  public double[] weights(int count) {
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      out[i] = (float) (0.0625 + 0.9375 * random.nextDouble());
    }
    return out;
  }

  /**
   * Returns points scattered around a bent curve that passes near |c| = 5, with its length and its
   * thickness in units of sqrt(h): at every h many centres carry weight, the tangent direction is
   * clear, and queries lie where the data are. A tenth of the points are far away.
   *
   * @param n points
   * @param d dimension
   * @param h variance
   * @param q queries
   * @return the sample, without weights
   */
  public Sample curve(int n, int d, double h, int q) {
    double[] base = direction(d, 5);
    double[] along = direction(d, 1);
    double[] across = direction(d, 1);
    double unit = Math.sqrt(h);
    double[] centres = new double[n * d];
    double[] queries = new double[q * d];
    for (int i = 0; i < n; i++) {
      double far = i % 10 == 9 ? 30 * unit : 0;
      place(centres, i, d, base, along, across, unit, far);
    }
    for (int i = 0; i < q; i++) {
      place(queries, i, d, base, along, across, unit, 0);
    }
    String label = "seed " + seed + ", curve";
    return new Sample(label, d, centres, null, h, queries);
  }

  private void place(
      double[] out,
      int i,
      int d,
      double[] base,
      double[] along,
      double[] across,
      double unit,
      double far) {
    double s = 6 * random.nextDouble() - 3;
    double noise = Math.min(0.5, 1.5 / Math.sqrt(d));
    for (int j = 0; j < d; j++) {
      double bent = unit * (s * along[j] + 0.1 * s * s * across[j]) + far * along[j];
      out[i * d + j] = (float) (base[j] + bent + unit * noise * random.nextGaussian());
    }
  }

  private double[] direction(int d, double length) {
    double[] out = normal(d, 1);
    double norm = 0;
    for (double v : out) {
      norm += v * v;
    }
    for (int j = 0; j < d; j++) {
      out[j] *= length / Math.sqrt(norm);
    }
    return out;
  }

  /**
   * Returns a standard normal cloud with queries from the same law.
   *
   * @param n points
   * @param d dimension
   * @param h variance
   * @param q queries
   * @return the sample, without weights
   */
  public Sample cloud(int n, int d, double h, int q) {
    double[] centres = normal(n * d, 1);
    double[] queries = normal(q * d, 1);
    return new Sample("seed " + seed + ", cloud", d, centres, null, h, queries);
  }
}
