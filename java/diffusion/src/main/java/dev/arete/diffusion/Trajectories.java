package dev.arete.diffusion;

/** Paths of a reverse-time sampler at the times that were recorded, the last one always. */
public final class Trajectories {
  private final int count;
  private final int dimension;
  private final double[] times;
  private final double[][] points;

  Trajectories(int count, int dimension, double[] times, double[][] points) {
    this.count = count;
    this.dimension = dimension;
    this.times = times;
    this.points = points;
  }

  /**
   * Returns paths that were recorded elsewhere.
   *
   * @param dimension d, at least 1
   * @param times at least one, positive, finite, strictly falling; copied
   * @param points row-major count x d at each time; kept
   * @return the paths
   * @throws IllegalArgumentException if the dimension is less than 1, there is no time, times are
   *     not so, or lengths do not fit
   */
  public static Trajectories of(int dimension, double[] times, double[][] points) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, got " + dimension);
    }
    if (times.length == 0 || times.length != points.length) {
      throw new IllegalArgumentException(times.length + " times, " + points.length + " records");
    }
    TimeGrid.checkFalling(times);
    for (int r = 0; r < points.length; r++) {
      if (points[r].length != points[0].length || points[r].length % dimension != 0) {
        throw new IllegalArgumentException(
            "records must be as many rows of "
                + dimension
                + " numbers each, got "
                + points[r].length
                + " numbers in record "
                + r
                + " and "
                + points[0].length
                + " in record 0");
      }
    }
    return new Trajectories(points[0].length / dimension, dimension, times.clone(), points);
  }

  /**
   * Returns the number of paths.
   *
   * @return count
   */
  public int count() {
    return count;
  }

  /**
   * Returns the dimension d.
   *
   * @return d
   */
  public int dimension() {
    return dimension;
  }

  /**
   * Returns the number of recorded times.
   *
   * @return at least 1
   */
  public int records() {
    return times.length;
  }

  /**
   * Returns a recorded time; they fall.
   *
   * @param record index, 0 to records - 1
   * @return the diffusion time
   */
  public double time(int record) {
    return times[record];
  }

  /**
   * Returns all points at a recorded time.
   *
   * @param record index, 0 to records - 1
   * @return row-major count x d, the result's own array
   */
  public double[] points(int record) {
    return points[record];
  }

  /**
   * Returns all points at the last time: the samples.
   *
   * @return row-major count x d, the result's own array
   */
  public double[] last() {
    return points[points.length - 1];
  }
}
