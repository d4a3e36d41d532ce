package dev.arete.diffusion.analysis;

import dev.arete.Points;
import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import java.util.Arrays;

/**
 * Points projected onto the ridge, and how far they had to go.
 *
 * @param projection where each point ended, and how
 * @param distances |y - pi(y)| of each point, NaN where it did not converge
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of one array, never compared
public record Ridge(RidgeProjection projection, double[] distances) {
  /**
   * Returns the ridge points of points.
   *
   * @param density the exact density
   * @param ridgeDimension k
   * @param points row-major count x d
   * @return where they ended
   */
  public static Ridge of(SmoothedDensity density, int ridgeDimension, double[] points) {
    int d = density.dimension();
    RidgeProjection projection = density.ridge(ridgeDimension).project(Points.of(points, d));
    double[] distances = new double[projection.count()];
    for (int i = 0; i < distances.length; i++) {
      double sum = 0;
      for (int axis = 0; axis < d; axis++) {
        double step = points[i * d + axis] - projection.points()[i * d + axis];
        sum += step * step;
      }
      distances[i] = projection.status(i) == RidgeStatus.CONVERGED ? Math.sqrt(sum) : Double.NaN;
    }
    return new Ridge(projection, distances);
  }

  /**
   * Returns the ridge points that converged.
   *
   * @return row-major, at most count x d
   */
  public double[] points() {
    int d = projection.dimension();
    double[] out = new double[projection.count() * d];
    int next = 0;
    for (int i = 0; i < projection.count(); i++) {
      if (projection.status(i) == RidgeStatus.CONVERGED) {
        System.arraycopy(projection.points(), i * d, out, next, d);
        next += d;
      }
    }
    return Arrays.copyOf(out, next);
  }
}
