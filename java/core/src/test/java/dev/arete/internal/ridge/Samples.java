package dev.arete.internal.ridge;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.Points;
import dev.arete.RidgeProjection;
import dev.arete.RidgeProjector;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Data sets with known ridges, and projections of them by the reference backend. */
final class Samples {
  private Samples() {}

  /** Projects queries on the ridge of data, everything in one call. */
  static RidgeProjection project(
      Points data,
      Smoothing smoothing,
      int ridgeDimension,
      Points queries,
      UnaryOperator<RidgeProjector> settings) {
    try (Compute compute = Compute.open(ComputeOptions.defaults().backend("reference"));
        SmoothedDensity density = compute.density(data, smoothing)) {
      return settings.apply(density.ridge(ridgeDimension)).project(queries);
    }
  }

  /** Points on the unit circle with normal noise. */
  static Points circle(int count, double noise, long seed) {
    Random random = new Random(seed);
    double[] points = new double[2 * count];
    for (int i = 0; i < count; i++) {
      double angle = 2 * Math.PI * random.nextDouble();
      points[2 * i] = Math.cos(angle) + noise * random.nextGaussian();
      points[2 * i + 1] = Math.sin(angle) + noise * random.nextGaussian();
    }
    return Points.of(points, 2);
  }

  /** Points on one turn and a half of a helix of radius 1 and pitch 1, with normal noise. */
  static Points helix(int count, double noise, long seed) {
    Random random = new Random(seed);
    double[] points = new double[3 * count];
    for (int i = 0; i < count; i++) {
      double angle = 3 * Math.PI * random.nextDouble();
      points[3 * i] = Math.cos(angle) + noise * random.nextGaussian();
      points[3 * i + 1] = Math.sin(angle) + noise * random.nextGaussian();
      points[3 * i + 2] = angle / (2 * Math.PI) + noise * random.nextGaussian();
    }
    return Points.of(points, 3);
  }

  /** Points of a mixture of a few normals with random means and axes in d dimensions. */
  static Points mixture(int count, int dimension, int parts, long seed) {
    Random random = new Random(seed);
    double[] means = random.doubles((long) parts * dimension, -1.5, 1.5).toArray();
    double[] scales = random.doubles((long) parts * dimension, 0.1, 1).toArray();
    double[] points = new double[count * dimension];
    for (int i = 0; i < points.length; i++) {
      int part = (i / dimension) % parts;
      int entry = part * dimension + i % dimension;
      points[i] = means[entry] + scales[entry] * random.nextGaussian();
    }
    return Points.of(points, dimension);
  }

  /** The points, each moved by normal noise. */
  static Points disturbed(Points points, double noise, long seed) {
    Random random = new Random(seed);
    double[] moved = points.coordinates();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += noise * random.nextGaussian();
    }
    return Points.of(moved, points.dimension());
  }
}
