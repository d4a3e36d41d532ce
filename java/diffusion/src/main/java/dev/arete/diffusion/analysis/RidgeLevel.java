package dev.arete.diffusion.analysis;

import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;

/**
 * Ridge points at one level of a {@link RidgeTrace}. Arrays belong to the trace.
 *
 * @param smoothing a and h of the level
 * @param points in the coordinates of the data (divided by a), row-major; NaN where a point was
 *     lost at this level or before
 * @param status CONVERGED, or the status with which a point was lost at this level or before
 * @param logDensity log p at each point, NaN where it was lost
 * @param normalEigenvalue lambda_{k+1} at each point, in 1/unit^2, NaN where it was lost
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of arrays, never compared
public record RidgeLevel(
    Smoothing smoothing,
    double[] points,
    RidgeStatus[] status,
    double[] logDensity,
    double[] normalEigenvalue) {
  /** Projects points in the coordinates of the data; a lost one stays lost with its status. */
  static RidgeLevel next(SmoothedDensity density, int k, double[] points, RidgeStatus[] before) {
    int d = density.dimension();
    double a = density.smoothing().scale();
    double[] scaled = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      // A lost point is kept out of the way of the projection, and stays lost afterwards.
      scaled[i] = Double.isNaN(points[i]) ? 0 : a * points[i];
    }
    Ridge ridge = Ridge.of(density, k, scaled);
    double[] out = ridge.projection().points().clone();
    RidgeStatus[] status = before.clone();
    double[] logDensity = ridge.projection().logDensity().clone();
    double[] normal = ridge.projection().normalEigenvalue().clone();
    for (int i = 0; i < status.length; i++) {
      if (status[i] == RidgeStatus.CONVERGED) {
        status[i] = ridge.projection().status(i);
      }
      boolean alive = status[i] == RidgeStatus.CONVERGED;
      for (int axis = i * d; axis < (i + 1) * d; axis++) {
        out[axis] = alive ? out[axis] / a : Double.NaN;
      }
      logDensity[i] = alive ? logDensity[i] : Double.NaN;
      normal[i] = alive ? normal[i] : Double.NaN;
    }
    return new RidgeLevel(density.smoothing(), out, status, logDensity, normal);
  }
}
