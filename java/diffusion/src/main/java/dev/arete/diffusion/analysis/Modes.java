package dev.arete.diffusion.analysis;

import dev.arete.Points;

/**
 * Samples by the data point they lie near.
 *
 * @param near number of samples within the radius of each data point, nearest first
 * @param between number of samples that lie within the radius of none
 * @param nearest distance of every sample to its nearest data point
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of counts, never compared
public record Modes(int[] near, int between, double[] nearest) {
  /**
   * Returns the counts.
   *
   * @param data the data points
   * @param samples row-major count x d
   * @param radius largest distance that counts as near, in units of the data
   * @return the counts
   * @throws IllegalArgumentException if the samples are no rows of d numbers
   */
  public static Modes of(Points data, double[] samples, double radius) {
    int d = data.dimension();
    SampleChecks.wholeRows("samples", samples.length, d);
    int[] near = new int[data.count()];
    double[] nearest = new double[samples.length / d];
    int between = 0;
    for (int s = 0; s < nearest.length; s++) {
      int best = 0;
      nearest[s] = Double.POSITIVE_INFINITY;
      for (int i = 0; i < near.length; i++) {
        double distance = distance(data, i, samples, s * d);
        if (distance < nearest[s]) {
          nearest[s] = distance;
          best = i;
        }
      }
      if (nearest[s] <= radius) {
        near[best]++;
      } else {
        between++;
      }
    }
    return new Modes(near, between, nearest);
  }

  private static double distance(Points data, int point, double[] samples, int at) {
    double sum = 0;
    for (int axis = 0; axis < data.dimension(); axis++) {
      double difference = samples[at + axis] - data.coordinate(point, axis);
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
