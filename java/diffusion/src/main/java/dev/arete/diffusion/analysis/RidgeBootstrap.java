package dev.arete.diffusion.analysis;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.diffusion.random.Philox;
import java.util.Arrays;

/**
 * How far the ridge would move with other data: ridge points are projected onto the ridges of
 * bootstrap samples of the data. Source: Chen, Genovese and Wasserman (2015), local uncertainty of
 * ridges.
 *
 * @param medians median displacement of each ridge point over the bootstrap samples
 * @param bound 95 % quantile over the bootstrap samples of the root mean square displacement
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of one array, never compared
public record RidgeBootstrap(double[] medians, double bound) {
  private static final double SHARE = 0.95;

  /**
   * Returns the uncertainty of ridge points.
   *
   * @param compute where densities live
   * @param data the data points, not weighted
   * @param smoothing a and h
   * @param ridgeDimension k
   * @param ridge ridge points of the data, row-major count x d
   * @param samples number of bootstrap samples, at least 2
   * @param seed of the resampling
   * @return displacements; points that do not converge in a sample are left out of it
   * @throws IllegalArgumentException if the data are weighted, k is not in 0..d-1, the ridge points
   *     are no rows of d numbers, or there are fewer than 2 samples
   */
  public static RidgeBootstrap of(
      Compute compute,
      Points data,
      Smoothing smoothing,
      int ridgeDimension,
      double[] ridge,
      int samples,
      long seed) {
    check(data, ridge, samples);
    int count = ridge.length / data.dimension();
    double[][] moves = new double[count][samples];
    double[] squares = new double[samples];
    for (int b = 0; b < samples; b++) {
      try (SmoothedDensity density = compute.density(resampled(data, seed, b), smoothing)) {
        double[] distances = Ridge.of(density, ridgeDimension, ridge).distances();
        Average average = new Average();
        for (int i = 0; i < count; i++) {
          moves[i][b] = distances[i];
          average.add(distances[i] * distances[i]);
        }
        squares[b] = average.mean();
      }
    }
    double[] medians = Arrays.stream(moves).mapToDouble(RidgeBootstrap::median).toArray();
    double[] defined = Arrays.stream(squares).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double bound =
        defined.length == 0
            ? Double.NaN
            : Math.sqrt(defined[(int) Math.ceil(SHARE * defined.length) - 1]);
    return new RidgeBootstrap(medians, bound);
  }

  private static void check(Points data, double[] ridge, int samples) {
    if (data.isWeighted()) {
      throw new IllegalArgumentException(
          "the bootstrap draws every point alike, but the data are " + data);
    }
    if (ridge.length % data.dimension() != 0) {
      throw new IllegalArgumentException(
          "ridge points are rows of "
              + data.dimension()
              + " numbers, got "
              + ridge.length
              + " numbers");
    }
    if (samples < 2) {
      throw new IllegalArgumentException("bootstrap samples must be at least 2, got " + samples);
    }
  }

  private static Points resampled(Points data, long seed, int sample) {
    int d = data.dimension();
    double[] out = new double[data.count() * d];
    int[] block = new int[4];
    for (int i = 0; i < data.count(); i++) {
      block[0] = i;
      block[1] = sample;
      block[2] = 0;
      block[3] = 0;
      Philox.scramble(block, seed);
      int chosen = (int) (Philox.uniform(block[0], block[1]) * data.count());
      for (int axis = 0; axis < d; axis++) {
        out[i * d + axis] = data.coordinate(chosen, axis);
      }
    }
    return Points.of(out, d);
  }

  private static double median(double[] values) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
