package dev.arete.testkit.data;

import dev.arete.Smoothing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Random smoothed data at small noise levels: the posterior weights at a query differ by tens to
 * thousands of orders of magnitude. Every fourth sample is built to be hard: points on a lattice,
 * repeated points, points in tight clusters, weights over 200 powers of e.
 */
public final class Graded {
  /**
   * What is asked of a sample.
   *
   * @param sample data and one query
   * @param ridgeDimension k
   * @param time the diffusion time the sample was made with
   * @param isGeneric whether the points are in general position
   */
  public record Case(Sample sample, int ridgeDimension, double time, boolean isGeneric) {
    @Override
    public String toString() {
      return sample + ", k " + ridgeDimension + ", t " + time;
    }
  }

  private enum Build {
    LATTICE,
    REPEATED,
    CLUSTERS,
    WEIGHTED
  }

  private final Random random;

  private Graded(long seed) {
    random = new Random(seed);
  }

  /**
   * Returns cases of one dimension: n from d + 2 to 1,000 and t from 1e-4 to 1, both uniform in
   * their logarithm, k from 1 to d - 1.
   *
   * @param dimension d
   * @param count number of cases, each of one query
   * @param seed of the draw
   * @return the cases
   */
  public static List<Case> cases(int dimension, int count, long seed) {
    Graded graded = new Graded(seed);
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cases.add(graded.next(dimension, i % 4 == 3 ? Build.values()[i / 4 % 4] : null));
    }
    return cases;
  }

  /**
   * Returns smoothed data with queries.
   *
   * @param points x_i, row-major n x d
   * @param d dimension
   * @param smoothing a and h
   * @param queries row-major q x d
   * @return the mixture of centres a x_i
   */
  public static Sample sample(double[] points, int d, Smoothing smoothing, double... queries) {
    double[] centres = new double[points.length];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = smoothing.scale() * points[i];
    }
    return new Sample("graded", d, centres, null, smoothing.variance(), queries);
  }

  private Case next(int d, Build build) {
    int n = (int) between(d + 2, 1001);
    double time = between(1e-4, 1);
    int k = 1 + random.nextInt(d - 1);
    double[] points = points(n, d, build);
    Smoothing smoothing = Smoothing.ornsteinUhlenbeck(time);
    Sample sample = sample(points, d, smoothing, query(points, d, smoothing));
    boolean generic = build == null || build == Build.WEIGHTED;
    Sample weighted = build == Build.WEIGHTED ? sample.weighted(weights(n)) : sample;
    return new Case(weighted, k, time, generic);
  }

  /**
   * Returns a case of normal data with a query near one of the centres.
   *
   * @param n number of data points
   * @param d dimension
   * @param time diffusion time
   * @param k ridge dimension
   * @param seed of the draw
   * @return the case
   */
  public static Case few(int n, int d, double time, int k, long seed) {
    Graded graded = new Graded(seed);
    double[] points = graded.points(n, d, null);
    Smoothing smoothing = Smoothing.ornsteinUhlenbeck(time);
    Sample sample = sample(points, d, smoothing, graded.query(points, d, smoothing));
    return new Case(sample, k, time, true);
  }

  /**
   * Returns a case of many centres that weigh, seen from one of them away from their middle: second
   * moments about it are larger than those about the mean.
   *
   * @param d dimension
   * @param seed of the draw
   * @return a case at a time from 0.1 to 1
   */
  public static Case atOneOfMany(int d, long seed) {
    Graded graded = new Graded(seed);
    int n = (int) graded.between(200, 1000);
    double[] points = graded.points(n, d, null);
    double size = graded.between(0.2, 1);
    Arrays.setAll(points, i -> size * points[i]);
    double time = graded.between(0.1, 1);
    Smoothing smoothing = Smoothing.ornsteinUhlenbeck(time);
    double[] query = Arrays.copyOf(points, d);
    Arrays.setAll(query, j -> smoothing.scale() * query[j]);
    int k = 1 + graded.random.nextInt(d - 1);
    return new Case(sample(points, d, smoothing, query), k, time, true);
  }

  /**
   * Returns a case of a centre, with the query on it, and a few others around it at nearly the same
   * energy: all there is of the covariance are weights that carry the rounding of that energy.
   *
   * @param d dimension
   * @param seed of the draw
   * @return a case with h = 1, energies from 2 to 35
   */
  public static Case atALoneCentre(int d, long seed) {
    Graded graded = new Graded(seed);
    int n = d + 2 + graded.random.nextInt(2 * d);
    double radius = Math.sqrt(2 * graded.between(2, 35));
    double[] points = new double[n * d];
    for (int i = 1; i < n; i++) {
      double squares = 0;
      for (int j = 0; j < d; j++) {
        points[i * d + j] = graded.random.nextGaussian();
        squares += points[i * d + j] * points[i * d + j];
      }
      double length = radius * (1 + 0.02 * graded.random.nextGaussian());
      for (int j = 0; j < d; j++) {
        points[i * d + j] *= length / Math.sqrt(squares);
      }
    }
    Smoothing smoothing = Smoothing.variance(1);
    int k = 1 + graded.random.nextInt(d - 1);
    return new Case(sample(points, d, smoothing, new double[d]), k, 1, true);
  }

  /**
   * Returns a case of a few centres whose log weights are nearly -700, and of one with all the
   * weight, so far away that it is beside rounding.
   *
   * @param d dimension
   * @param seed of the draw
   * @return a case with h = 1
   */
  public static Case lightBesideAHeavyOne(int d, long seed) {
    Graded graded = new Graded(seed);
    int n = d + 2;
    double[] points = new double[n * d];
    double[] weights = new double[n];
    for (int i = 0; i < n - 1; i++) {
      weights[i] = (1 + 8 * graded.random.nextDouble()) * 1e-295;
      for (int j = 0; j < d; j++) {
        points[i * d + j] = graded.random.nextGaussian();
      }
    }
    weights[n - 1] = 1;
    points[(n - 1) * d] = 60;
    double[] query = new double[d];
    Arrays.setAll(query, j -> 0.5 * graded.random.nextGaussian());
    int k = 1 + graded.random.nextInt(d - 1);
    Sample sample = sample(points, d, Smoothing.variance(1), query);
    return new Case(sample.weighted(weights), k, 1, true);
  }

  /**
   * Returns two positions, the first and its opposite, each many times, seen from the middle, and
   * centres far away.
   *
   * @param d dimension
   * @param times how often each is repeated
   * @param far how many are far away
   * @param seed of the draw
   * @return the sample, with h = 1
   */
  public static Sample twoPositions(int d, int times, int far, long seed) {
    Random random = new Random(31 * seed + d);
    double[] points = new double[(2 * times + far) * d];
    Arrays.fill(points, 100);
    for (int j = 0; j < d; j++) {
      double v = j < 3 ? 2 * random.nextDouble() - 1 : 0;
      for (int i = 0; i < times; i++) {
        points[i * d + j] = v;
        points[(times + i) * d + j] = -v;
      }
    }
    return sample(points, d, Smoothing.variance(1), new double[d]);
  }

  /**
   * Returns the sine of the angle between two directions, from their minors: it keeps its digits
   * where it is small.
   *
   * @param u a unit vector, as long as v or longer
   * @param v any other vector
   * @return the sine
   */
  public static double sine(double[] u, double[] v) {
    double squares = 0;
    double minors = 0;
    for (int a = 0; a < v.length; a++) {
      squares += v[a] * v[a];
      for (int b = 0; b < a; b++) {
        double minor = Math.fma(u[a], v[b], -u[b] * v[a]);
        minors += minor * minor;
      }
    }
    return Math.sqrt(minors / squares);
  }

  /**
   * Returns six points of a line in three dimensions with noise across it and along it, and queries
   * anywhere: the second direction hangs on differences of the size of the noise.
   *
   * @param noise its standard deviation, in units of the points' distances
   * @param variance h
   * @param queries how many
   * @param seed of the draw
   * @return the sample
   */
  public static Sample nearLine(double noise, double variance, int queries, long seed) {
    Random random = new Random(seed);
    double[] direction = {0.3, 0.7, -0.2};
    double[] points = new double[6 * 3];
    for (int i = 0; i < points.length; i++) {
      int step = i / 3;
      points[i] = step * direction[i % 3] + noise * random.nextGaussian();
    }
    double[] where = new double[3 * queries];
    Arrays.setAll(where, i -> 2 * random.nextGaussian());
    return sample(points, 3, Smoothing.variance(variance), where);
  }

  /** Uniform in the logarithm. */
  private double between(double least, double most) {
    return least * Math.pow(most / least, random.nextDouble());
  }

  private double[] points(int n, int d, Build build) {
    double[] points = new double[n * d];
    for (int i = 0; i < points.length; i++) {
      points[i] = build == Build.LATTICE ? random.nextInt(5) - 2 : 2 * random.nextGaussian();
    }
    for (int i = 4; i < n; i++) {
      for (int j = 0; j < d; j++) {
        if (build == Build.REPEATED) {
          points[i * d + j] = points[i % (n / 3 + 1) * d + j];
        } else if (build == Build.CLUSTERS) {
          points[i * d + j] = points[i % 4 * d + j] + 1e-6 * points[i * d + j];
        }
      }
    }
    return points;
  }

  private double[] weights(int n) {
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = Math.exp(-200 * random.nextDouble());
    }
    return weights;
  }

  /** Beside a centre, between two, or anywhere. */
  private double[] query(double[] points, int d, Smoothing smoothing) {
    int n = points.length / d;
    int first = random.nextInt(n) * d;
    int second = random.nextInt(n) * d;
    double share = random.nextInt(3) - 1;
    share = share < 0 ? random.nextDouble() : share;
    double spread = share == 1 ? 2 : Math.sqrt(smoothing.variance());
    double[] query = new double[d];
    for (int j = 0; j < d; j++) {
      double mix = share == 1 ? 0 : (1 - share) * points[first + j] + share * points[second + j];
      query[j] = smoothing.scale() * mix + spread * random.nextGaussian();
    }
    return query;
  }
}
