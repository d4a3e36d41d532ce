package dev.arete.examples;

import dev.arete.BackendInfo;
import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.Precision;
import dev.arete.ProgressListener;
import dev.arete.QueryBatch;
import dev.arete.RidgeMethod;
import dev.arete.RidgeOutcome;
import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The snippets of docs/tutorial.md. What stands between the markers is repeated there word for
 * word; {@link TutorialTest} fails if it is not.
 */
final class Tutorial {
  private Tutorial() {}

  // snippet: circle
  static Points noisyCircle(int n, double noise, long seed) {
    Random random = new Random(seed);
    double[] x = new double[2 * n];
    for (int i = 0; i < n; i++) {
      double angle = 2 * Math.PI * random.nextDouble();
      x[2 * i] = Math.cos(angle) + noise * random.nextGaussian();
      x[2 * i + 1] = Math.sin(angle) + noise * random.nextGaussian();
    }
    return Points.of(x, 2);
  }

  // end

  static double[] density(Points data) {
    // snippet: density
    Points queries = Points.of(new double[][] {{1, 0}, {0, 0}, {100, 100}});
    try (Compute compute = Compute.open();
        SmoothedDensity p = compute.density(data, Smoothing.bandwidth(0.15))) {
      double[] logDensity = p.logDensity(queries); // 3 numbers, finite even at (100, 100)
      double[] score = p.score(queries); // 3 x 2, row after row
      return new double[] {logDensity[2], score[0], score[1]};
    }
    // end
  }

  static LocalGeometry geometry(Points data) {
    // snippet: geometry
    Points queries = Points.of(new double[][] {{0.9, 0}, {0, 1.2}});
    try (Compute compute = Compute.open();
        SmoothedDensity p = compute.density(data, Smoothing.bandwidth(0.15))) {
      LocalGeometry g = p.geometry(queries, 1); // ridge dimension k = 1
      for (int i = 0; i < g.count(); i++) {
        if (g.status(i) == GeometryStatus.OK) {
          double residual = g.ridgeResidual()[i]; // |P_N s|, 0 on the ridge
          boolean curved = g.curvatureOk(i, 0); // lambda_2 <= 0
          report(i, residual, curved);
        }
      }
      return g;
    }
    // end
  }

  private static void report(int query, double residual, boolean curved) {
    if (!(residual > 0) || !curved) {
      throw new IllegalStateException("query " + query + ": " + residual + ", " + curved);
    }
  }

  static String project(Points data) {
    // snippet: project
    try (Compute compute = Compute.open();
        SmoothedDensity p = compute.density(data, Smoothing.bandwidth(0.15))) {
      RidgeProjection ridge = p.ridge(1).tolerance(1e-8).project(data);
      List<double[]> found = new ArrayList<>();
      for (int i = 0; i < ridge.count(); i++) {
        if (ridge.status(i) == RidgeStatus.CONVERGED) {
          found.add(new double[] {ridge.points()[2 * i], ridge.points()[2 * i + 1]});
        }
      }
      return found.size() + " ridge points; " + ridge.summary();
    }
    // end
  }

  static double held(Points data) {
    double lowest = 0;
    // snippet: held
    try (Compute compute = Compute.open();
        SmoothedDensity p = compute.density(data, Smoothing.bandwidth(0.15));
        QueryBatch batch = p.hold(data)) {
      RidgeOutcome outcome = p.ridge(1).project(batch); // moves the points, on the device
      double[] logDensity = batch.logDensity(); // where they are now
      for (int i = 0; i < batch.count(); i++) {
        if (outcome.status(i) == RidgeStatus.CONVERGED) {
          lowest = Math.min(lowest, logDensity[i]);
        }
      }
      Points ridge = batch.points(); // copied back, because asked for
      return ridge.count() * lowest;
    }
    // end
  }

  static int[] settings(Points data) {
    // snippet: settings
    try (Compute compute = Compute.open();
        SmoothedDensity p = compute.density(data, Smoothing.bandwidth(0.15))) {
      RidgeProjection strict =
          p.ridge(1)
              .beta(5) // lambda_2 must be below -5, not only below 0
              .minLogDensity(-3) // leave out points where log p < -3
              .maxIterations(200)
              .project(data);
      RidgeProjection modes = p.ridge(0).project(data); // k = 0: the modes
      RidgeProjection published = p.ridge(1).method(RidgeMethod.SCMS).project(data);
      return new int[] {strict.count(), modes.count(), published.count()};
    }
    // end
  }

  static double[] paths(Points data) {
    List<String> lines = new ArrayList<>();
    // snippet: paths
    ProgressListener listener = (finished, total) -> lines.add(finished + " of " + total);
    try (Compute compute = Compute.open();
        SmoothedDensity p = compute.density(data, Smoothing.bandwidth(0.15))) {
      RidgeProjection ridge = p.ridge(1).recordingPaths().onProgress(listener).project(data);
      double[] path = ridge.path(0); // start, then one row for each accepted step
      return path;
    }
    // end
  }

  static double diffusion(Points data, double[] weights) {
    // snippet: diffusion
    Points weighted = data.withWeights(weights); // positive; scaled to sum 1
    try (Compute compute = Compute.open();
        SmoothedDensity p = compute.density(weighted, Smoothing.ornsteinUhlenbeck(0.05))) {
      double a = p.smoothing().scale(); // exp(-0.05)
      double h = p.smoothing().variance(); // 1 - exp(-0.1)
      double[] mean = p.posteriorMean(Points.of(new double[] {1, 0}, 2));
      double[] score = p.score(Points.of(new double[] {1, 0}, 2));
      double same = (mean[0] - 1) / h - score[0]; // 0 up to rounding
      return a * same;
    }
    // end
  }

  static String backends(Points data) {
    // snippet: backends
    StringBuilder known = new StringBuilder();
    for (BackendInfo info : Compute.backends()) {
      known
          .append(info.name())
          .append(info.usable() ? ": " : " cannot run: ")
          .append(info.detail());
    }
    ComputeOptions options =
        ComputeOptions.defaults().backend("cpu").precision(Precision.FP32).threads(2);
    try (Compute compute = Compute.open(options);
        SmoothedDensity p = compute.density(data, Smoothing.bandwidth(0.15))) {
      return known + "; chosen " + compute.backend() + " with " + p.precision();
    }
    // end
  }

  static double loop(Points data) {
    // snippet: loop
    double[] logDensity = new double[1];
    double[] score = new double[2];
    double[] y = {1.3, 0};
    try (Compute compute = Compute.open();
        SmoothedDensity p = compute.density(data, Smoothing.bandwidth(0.15))) {
      for (int step = 0; step < 50; step++) { // gradient ascent on log p
        p.evaluateInto(y, logDensity, score, null);
        y[0] += 0.01 * score[0];
        y[1] += 0.01 * score[1];
      }
    }
    return logDensity[0];
    // end
  }

  static double[] eigen() {
    // snippet: eigen
    double[] matrices = {2, 1, 1, 2, /* the second: */ 5, 0, 0, 3};
    double[] values = new double[4];
    double[] vectors = new double[8];
    try (Compute compute = Compute.open()) {
      compute.symmetricEigen().decompose(matrices, 2, values, vectors);
    }
    return values; // 3, 1 and 5, 3: descending; vectors lie in rows
    // end
  }
}
