package dev.arete.diffusion.analysis;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.TimeGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ridge points followed as the smoothing changes: continuation in t. Each level starts from the
 * points of the level before, in the coordinates of the data (divided by a), where the ridge has a
 * limit as t -&gt; 0: the affine hulls of the k + 1 nearest data points. A point whose projection
 * does not converge is lost from then on. Array accessors return the trace's own arrays.
 */
public final class RidgeTrace {
  private final Points data;
  private final int ridgeDimension;
  private final List<RidgeLevel> levels = new ArrayList<>();

  private RidgeTrace(Points data, int ridgeDimension) {
    this.data = data;
    this.ridgeDimension = ridgeDimension;
  }

  /**
   * Follows ridge points through the times of a diffusion.
   *
   * @param compute where densities live
   * @param data the data points, with weights or without
   * @param schedule a(t) and h(t)
   * @param ridgeDimension k, 0 to d-1
   * @param times falling
   * @param starts where the first projection starts, in the coordinates of the data, row-major; a
   *     row that is NaN throughout counts as lost, with the status UNDEFINED
   * @return the trace, one level a time
   * @throws IllegalArgumentException if k is not in 0..d-1, the starts are no rows of d numbers, or
   *     a row is NaN in part
   */
  public static RidgeTrace follow(
      Compute compute,
      Points data,
      Schedule schedule,
      int ridgeDimension,
      TimeGrid times,
      double[] starts) {
    List<Smoothing> levels = Arrays.stream(times.times()).mapToObj(schedule::smoothing).toList();
    return follow(compute, data, ridgeDimension, levels, starts);
  }

  /**
   * Follows ridge points through a row of smoothings. Cost that of one projection a level; from the
   * second on they start near the ridge.
   *
   * @param compute where densities live
   * @param data the data points, with weights or without
   * @param ridgeDimension k, 0 to d-1
   * @param smoothings each near the one before
   * @param starts where the first projection starts, in the coordinates of the data, row-major; a
   *     row that is NaN throughout counts as lost, with the status UNDEFINED
   * @return the trace
   * @throws IllegalArgumentException if k is not in 0..d-1, the starts are no rows of d numbers, or
   *     a row is NaN in part
   */
  public static RidgeTrace follow(
      Compute compute,
      Points data,
      int ridgeDimension,
      List<Smoothing> smoothings,
      double[] starts) {
    int d = data.dimension();
    if (starts.length % d != 0) {
      throw new IllegalArgumentException(
          "starts are rows of " + d + " numbers, got " + starts.length + " numbers");
    }
    checkWholeOrLost(starts, d);
    double[] points = starts;
    RidgeStatus[] status = new RidgeStatus[starts.length / d];
    Arrays.setAll(
        status, i -> Double.isNaN(starts[i * d]) ? RidgeStatus.UNDEFINED : RidgeStatus.CONVERGED);
    RidgeTrace trace = new RidgeTrace(data, ridgeDimension);
    for (Smoothing smoothing : smoothings) {
      try (SmoothedDensity density = compute.density(data, smoothing)) {
        RidgeLevel level = RidgeLevel.next(density, ridgeDimension, points, status);
        trace.levels.add(level);
        points = level.points();
        status = level.status();
      }
    }
    return trace;
  }

  /** What is left of a point of which a coordinate is missing is no place to start from. */
  private static void checkWholeOrLost(double[] starts, int d) {
    for (int i = 0; i < starts.length; i++) {
      boolean isLost = Double.isNaN(starts[i - i % d]);
      if (Double.isNaN(starts[i]) != isLost) {
        throw new IllegalArgumentException(
            "coordinate "
                + i % d
                + " of start "
                + i / d
                + " is "
                + starts[i]
                + ", coordinate 0 is "
                + starts[i - i % d]
                + "; a row that counts as lost is NaN throughout");
      }
    }
  }

  /**
   * Returns the levels.
   *
   * @return from the first on; cannot be changed
   */
  public List<RidgeLevel> levels() {
    return List.copyOf(levels);
  }

  /**
   * Returns where the points are at a level.
   *
   * @param index index of the level
   * @return row-major, in the coordinates of the data; NaN from the level on at which one is lost
   */
  public double[] positions(int index) {
    return levels.get(index).points();
  }

  /**
   * Returns how the projection of a point ended.
   *
   * @param index index of the level
   * @param point index of the point
   * @return CONVERGED, or the status with which it was lost at this level or before
   */
  public RidgeStatus status(int index, int point) {
    return levels.get(index).status()[point];
  }

  /**
   * Returns how far each point is from the affine hull of the k + 1 data points nearest to it: 0 in
   * the limit t -&gt; 0. Where the next point is nearly as near, the limit is reached late. Cost
   * O(n d + n log n) a point.
   *
   * @param index index of the level
   * @return distances in the coordinates of the data, NaN for lost points
   */
  public double[] hullDistances(int index) {
    NearestHull hull = new NearestHull(data, ridgeDimension);
    double[] distances = new double[levels.get(index).status().length];
    Arrays.setAll(distances, i -> hull.distance(positions(index), i));
    return distances;
  }
}
