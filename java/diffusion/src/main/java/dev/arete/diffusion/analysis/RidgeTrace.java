package dev.arete.diffusion.analysis;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.TimeGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ridge points followed through falling times: continuation in t. Each time starts from the points
 * of the time before, in the coordinates of the data (divided by a(t)), where the ridge has a limit
 * as t -&gt; 0: the affine hulls of the k + 1 nearest data points. A point whose projection does
 * not converge is lost from then on. Array accessors return the trace's own arrays.
 */
public final class RidgeTrace {
  private final Points data;
  private final int ridgeDimension;
  private final List<double[]> positions = new ArrayList<>();
  private final List<RidgeStatus[]> statuses = new ArrayList<>();

  private RidgeTrace(Points data, int ridgeDimension) {
    this.data = data;
    this.ridgeDimension = ridgeDimension;
  }

  /**
   * Follows ridge points. Cost that of one projection a time; from the second time on they start
   * near the ridge.
   *
   * @param compute where densities live
   * @param data the data points, with weights or without
   * @param schedule a(t) and h(t)
   * @param ridgeDimension k, 0 to d-1
   * @param times falling
   * @param starts where the first projection starts, in the coordinates of the data, row-major
   * @return the trace
   * @throws IllegalArgumentException if k is not in 0..d-1, or the starts are no rows of d numbers
   */
  public static RidgeTrace follow(
      Compute compute,
      Points data,
      Schedule schedule,
      int ridgeDimension,
      TimeGrid times,
      double[] starts) {
    double[] points = Points.of(starts, data.dimension()).coordinates();
    RidgeStatus[] status = new RidgeStatus[points.length / data.dimension()];
    Arrays.fill(status, RidgeStatus.CONVERGED);
    RidgeTrace trace = new RidgeTrace(data, ridgeDimension);
    for (double time : times.times()) {
      Smoothing smoothing = schedule.smoothing(time);
      try (SmoothedDensity density = compute.density(data, smoothing)) {
        points = points.clone();
        status = status.clone();
        advance(density, ridgeDimension, points, status);
      }
      trace.positions.add(points);
      trace.statuses.add(status);
    }
    return trace;
  }

  private static void advance(
      SmoothedDensity density, int ridgeDimension, double[] points, RidgeStatus[] status) {
    int d = density.dimension();
    double a = density.smoothing().scale();
    double[] scaled = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      // A lost point is kept out of the way of the projection, and stays lost afterwards.
      scaled[i] = Double.isNaN(points[i]) ? 0 : a * points[i];
    }
    RidgeProjection projection = Ridge.of(density, ridgeDimension, scaled).projection();
    for (int i = 0; i < status.length; i++) {
      if (status[i] == RidgeStatus.CONVERGED) {
        status[i] = projection.status(i);
      }
      for (int axis = i * d; axis < (i + 1) * d; axis++) {
        boolean alive = status[i] == RidgeStatus.CONVERGED;
        points[axis] = alive ? projection.points()[axis] / a : Double.NaN;
      }
    }
  }

  /**
   * Returns where the points are at a time.
   *
   * @param index index of the time
   * @return row-major, in the coordinates of the data; NaN from the time on at which one is lost
   */
  public double[] positions(int index) {
    return positions.get(index);
  }

  /**
   * Returns how the projection of a point ended.
   *
   * @param index index of the time
   * @param point index of the point
   * @return CONVERGED, or the status with which it was lost at this time or before
   */
  public RidgeStatus status(int index, int point) {
    return statuses.get(index)[point];
  }

  /**
   * Returns how far each point is from the affine hull of the k + 1 data points nearest to it: 0 in
   * the limit t -&gt; 0. Where the next point is nearly as near, the limit is reached late. Cost
   * O(n d + n log n) a point.
   *
   * @param index index of the time
   * @return distances in the coordinates of the data, NaN for lost points
   */
  public double[] hullDistances(int index) {
    NearestHull hull = new NearestHull(data, ridgeDimension);
    double[] distances = new double[statuses.get(index).length];
    Arrays.setAll(distances, i -> hull.distance(positions.get(index), i));
    return distances;
  }
}
