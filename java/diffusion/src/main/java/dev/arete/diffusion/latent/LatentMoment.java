package dev.arete.diffusion.latent;

import dev.arete.Compute;
import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.NaiveGeometry;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.diffusion.analysis.NoiseFloor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What is measured of points at one time against the ridge of the latents, with the published
 * formula beside it.
 *
 * @param time diffusion time t
 * @param geometry at all points
 * @param naive the published formula at the first of them
 * @param naiveCount how many these are
 */
record LatentMoment(double time, LocalGeometry geometry, NaiveGeometry naive, int naiveCount) {
  static LatentMoment of(
      Compute compute, Points latents, double time, double[] points, int k, int naiveCount) {
    int d = latents.dimension();
    Smoothing smoothing = Smoothing.ornsteinUhlenbeck(time);
    Points some = Points.of(Arrays.copyOf(points, naiveCount * d), d);
    try (SmoothedDensity density = compute.density(latents, smoothing)) {
      return new LatentMoment(
          time,
          density.geometry(Points.of(points, d), k),
          NaiveGeometry.of(compute, latents, smoothing, some, k),
          naiveCount);
    }
  }

  double variance() {
    return Smoothing.ornsteinUhlenbeck(time).variance();
  }

  NoiseFloor floor() {
    return new NoiseFloor(geometry.dimension() - geometry.ridgeDimension(), variance());
  }

  /** Ridge residuals |P_N s|, NaN where the normal space does not exist. */
  double[] residuals() {
    return geometry.ridgeResidual();
  }

  /** Those that exist. */
  double[] defined() {
    return Arrays.stream(residuals()).filter(r -> !Double.isNaN(r)).toArray();
  }

  double share(GeometryStatus status) {
    long count =
        IntStream.range(0, geometry.count()).filter(i -> geometry.status(i) == status).count();
    return (double) count / geometry.count();
  }

  double[] naiveResiduals() {
    return naive.ridgeResidual();
  }

  double[] scoreLengths() {
    int d = geometry.dimension();
    return IntStream.range(0, geometry.count())
        .mapToDouble(
            i -> {
              double sum = 0;
              for (int k = i * d; k < (i + 1) * d; k++) {
                sum += geometry.score()[k] * geometry.score()[k];
              }
              return Math.sqrt(sum);
            })
        .toArray();
  }

  /** Share of points where lambda_{k+1} is below 0 by the naive formula, as published. */
  double naiveCurvature() {
    int d = geometry.dimension();
    long count =
        IntStream.range(0, naiveCount)
            .filter(i -> naive.eigenvalues()[i * d + geometry.ridgeDimension()] < 0)
            .count();
    return (double) count / naiveCount;
  }

  /** -h lambda_{k+1} of every point: 1 where the density falls off as the noise alone does. */
  double[] margins() {
    double h = variance();
    return IntStream.range(0, geometry.count())
        .mapToDouble(i -> -h * geometry.normalEigenvalue(i))
        .toArray();
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  static double quantile(double[] values, double share) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))];
  }

  static double median(double[] values) {
    return quantile(values, 0.5);
  }
}
