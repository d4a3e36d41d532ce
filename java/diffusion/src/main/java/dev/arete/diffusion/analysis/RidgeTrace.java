package dev.arete.diffusion.analysis;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import java.util.ArrayList;
import java.util.List;

/** Ridge points followed through time: continuation in t. */
public final class RidgeTrace {
  private RidgeTrace() {}

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
    int d = data.dimension();
    List<double[]> out = new ArrayList<>();
    double[] points = starts.clone();
    for (double time : times) {
      Smoothing smoothing = Smoothing.ornsteinUhlenbeck(time);
      try (SmoothedDensity density = compute.density(data, smoothing)) {
        points = next(density, ridgeDimension, points, d);
      }
      out.add(points.clone());
    }
    return out;
  }

  private static double[] next(SmoothedDensity density, int k, double[] points, int d) {
    double a = density.smoothing().scale();
    double[] scaled = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      // A lost point is kept out of the way of the projection, and lost again afterwards.
      scaled[i] = Double.isNaN(points[i]) ? 0 : a * points[i];
    }
    Ridge ridge = Ridge.of(density, k, scaled);
    double[] out = new double[points.length];
    for (int i = 0; i < out.length / d; i++) {
      boolean alive =
          !Double.isNaN(points[i * d]) && ridge.projection().status(i) == RidgeStatus.CONVERGED;
      for (int axis = 0; axis < d; axis++) {
        out[i * d + axis] = alive ? ridge.projection().points()[i * d + axis] / a : Double.NaN;
      }
    }
    return out;
  }
}
