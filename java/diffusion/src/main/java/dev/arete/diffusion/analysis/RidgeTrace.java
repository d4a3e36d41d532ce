package dev.arete.diffusion.analysis;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ridge points followed through falling noise: continuation in t.
 *
 * @param smoothing a and h of a level
 * @param points ridge points there in the coordinates of the data (divided by a), row-major; NaN
 *     where a point was lost at this level or before
 * @param logDensity log p at each point, NaN where it was lost
 * @param normalEigenvalue lambda_{k+1} at each point, in 1/unit^2, NaN where it was lost
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of arrays, never compared
public record RidgeTrace(
    Smoothing smoothing, double[] points, double[] logDensity, double[] normalEigenvalue) {
  /**
   * Returns ridge points of the Ornstein-Uhlenbeck diffusion at falling times, in the coordinates
   * of the data (divided by a(t)). Each time starts from the points of the time before.
   *
   * @param compute where densities live
   * @param data the data points
   * @param ridgeDimension k
   * @param times falling
   * @param starts where the first projection starts, in the coordinates of the data, row-major
   * @return one array a time; a point that does not converge is NaN from then on
   */
  public static List<double[]> follow(
      Compute compute, Points data, int ridgeDimension, double[] times, double[] starts) {
    List<Smoothing> levels = Arrays.stream(times).mapToObj(Smoothing::ornsteinUhlenbeck).toList();
    return follow(compute, data, ridgeDimension, levels, starts).stream()
        .map(RidgeTrace::points)
        .toList();
  }

  /**
   * Returns ridge points at a row of smoothings. Each starts from the points of the one before.
   *
   * @param compute where densities live
   * @param data the data points
   * @param ridgeDimension k
   * @param levels smoothings, each near the one before
   * @param starts where the first projection starts, in the coordinates of the data, row-major; a
   *     row of NaN counts as lost
   * @return one trace a level
   */
  public static List<RidgeTrace> follow(
      Compute compute, Points data, int ridgeDimension, List<Smoothing> levels, double[] starts) {
    List<RidgeTrace> out = new ArrayList<>();
    double[] points = starts;
    for (Smoothing smoothing : levels) {
      try (SmoothedDensity density = compute.density(data, smoothing)) {
        out.add(next(density, ridgeDimension, points));
      }
      points = out.get(out.size() - 1).points();
    }
    return out;
  }

  private static RidgeTrace next(SmoothedDensity density, int k, double[] points) {
    int d = density.dimension();
    double a = density.smoothing().scale();
    double[] scaled = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      // A lost point is kept out of the way of the projection, and lost again afterwards.
      scaled[i] = Double.isNaN(points[i]) ? 0 : a * points[i];
    }
    Ridge ridge = Ridge.of(density, k, scaled);
    double[] out = ridge.projection().points().clone();
    double[] logDensity = ridge.projection().logDensity().clone();
    double[] normal = ridge.projection().normalEigenvalue().clone();
    for (int i = 0; i < logDensity.length; i++) {
      boolean alive =
          !Double.isNaN(points[i * d]) && ridge.projection().status(i) == RidgeStatus.CONVERGED;
      for (int axis = 0; axis < d; axis++) {
        out[i * d + axis] = alive ? out[i * d + axis] / a : Double.NaN;
      }
      logDensity[i] = alive ? logDensity[i] : Double.NaN;
      normal[i] = alive ? normal[i] : Double.NaN;
    }
    return new RidgeTrace(density.smoothing(), out, logDensity, normal);
  }
}
