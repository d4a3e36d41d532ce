package dev.arete.diffusion.analysis;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import java.util.Arrays;

/**
 * How the ridge and the split of given errors change when the bandwidth sqrt(h) is multiplied by a
 * factor, the scale of the data held: the answer to "does the geometry depend on the bandwidth?".
 */
public final class BandwidthStudy {
  private final Compute compute;
  private final Points data;
  private final Smoothing smoothing;
  private final int ridgeDimension;
  private final double[] starts;
  private final double[] errors;
  private final double[] base;
  private final RidgeFrames baseFrames;

  /**
   * One factor.
   *
   * @param factor of the bandwidth
   * @param converged ridge points found
   * @param meanDistance mean distance of a ridge point to the nearest one at factor 1
   * @param hausdorff largest distance of a point of either ridge to the nearest of the other
   * @param medianAngle median over the ridge points of factor 1 of the largest principal angle
   *     between the tangent spaces there, in degrees
   * @param normal mean square of the normal part of the errors, NaN without errors
   * @param tangent mean square of the tangent part, NaN without errors
   */
  public record Row(
      double factor,
      int converged,
      double meanDistance,
      double hausdorff,
      double medianAngle,
      double normal,
      double tangent) {}

  /**
   * Prepares a study.
   *
   * @param compute where densities live
   * @param data the data points
   * @param smoothing a and h at factor 1
   * @param ridgeDimension k, at least 1
   * @param starts points that are projected onto every ridge, row-major count x d
   * @param errors errors at these points, row-major count x d, or null
   * @throws IllegalArgumentException if starts are no rows of d numbers, or errors not as many
   */
  public BandwidthStudy(
      Compute compute,
      Points data,
      Smoothing smoothing,
      int ridgeDimension,
      double[] starts,
      double[] errors) {
    int d = data.dimension();
    SampleChecks.wholeRows("starts", starts.length, d);
    if (errors != null) {
      SampleChecks.rows("errors", errors.length, starts.length / d, d);
    }
    this.compute = compute;
    this.data = data;
    this.smoothing = smoothing;
    this.ridgeDimension = ridgeDimension;
    this.starts = starts.clone();
    this.errors = errors == null ? null : errors.clone();
    try (SmoothedDensity density = compute.density(data, smoothing)) {
      base = Ridge.of(density, ridgeDimension, starts).points();
      baseFrames = RidgeFrames.at(density, ridgeDimension, base, base.length / d);
    }
  }

  /**
   * Returns the comparison for a factor.
   *
   * @param factor of the bandwidth, positive
   * @return the comparison with factor 1
   */
  public Row at(double factor) {
    int d = data.dimension();
    Smoothing changed = new Smoothing(smoothing.scale(), smoothing.variance() * factor * factor);
    try (SmoothedDensity density = compute.density(data, changed)) {
      double[] ridge = Ridge.of(density, ridgeDimension, starts).points();
      double[] there = nearest(ridge, base, d);
      double[] back = nearest(base, ridge, d);
      double hausdorff =
          Math.max(
              Arrays.stream(there).max().orElse(Double.NaN),
              Arrays.stream(back).max().orElse(Double.NaN));
      RidgeFrames frames = RidgeFrames.at(density, ridgeDimension, base, base.length / d);
      ErrorSplit split = null;
      if (errors != null) {
        RidgeFrames atStarts = RidgeFrames.at(density, ridgeDimension, starts, starts.length / d);
        split = ErrorSplit.of(Double.NaN, changed.variance(), atStarts, errors);
      }
      return new Row(
          factor,
          ridge.length / d,
          Arrays.stream(there).average().orElse(Double.NaN),
          hausdorff,
          medianAngle(frames),
          split == null ? Double.NaN : split.normal().mean(),
          split == null ? Double.NaN : split.tangent().mean());
    }
  }

  /** Distance of each point to the nearest of others. */
  private static double[] nearest(double[] points, double[] others, int d) {
    double[] distances = new double[points.length / d];
    for (int i = 0; i < distances.length; i++) {
      double best = Double.POSITIVE_INFINITY;
      for (int j = 0; j < others.length / d; j++) {
        double sum = 0;
        for (int axis = 0; axis < d; axis++) {
          double difference = points[i * d + axis] - others[j * d + axis];
          sum += difference * difference;
        }
        best = Math.min(best, sum);
      }
      distances[i] = Math.sqrt(best);
    }
    return distances;
  }

  private double medianAngle(RidgeFrames frames) {
    double[] angles = new double[frames.count()];
    int defined = 0;
    for (int i = 0; i < angles.length; i++) {
      if (frames.isDefined(i) && baseFrames.isDefined(i)) {
        angles[defined++] = Math.toDegrees(baseFrames.largestAngle(i, frames));
      }
    }
    return median(Arrays.copyOf(angles, defined));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values.length == 0 ? Double.NaN : values[values.length / 2];
  }
}
