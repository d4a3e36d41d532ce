package dev.arete.bench;

import dev.arete.Compute;
import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import java.util.Locale;

/**
 * How the projections that are timed end.
 *
 * @param evaluations evaluations of moments and eigensystem, over all queries of one call
 * @param text status shares and the largest residual of a converged point
 */
record ProjectionCheck(double evaluations, String text) {
  /** Projects the queries that the benchmark projects, once. */
  static ProjectionCheck of(Workload workload, String backend, String precision) {
    Workload timed = workload.firstQueries(QueryLimit.of(backend, workload));
    try (Compute compute = BenchCompute.open(backend, precision);
        SmoothedDensity density = compute.density(timed.data(), timed.smoothing())) {
      return of(density.ridge(timed.ridgeDimension()).project(timed.queries()));
    }
  }

  private static ProjectionCheck of(RidgeProjection result) {
    double evaluations = 0;
    double worst = 0;
    for (int i = 0; i < result.count(); i++) {
      evaluations += 1 + result.iterations()[i] + result.rejectedSteps()[i];
      if (result.status(i) == RidgeStatus.CONVERGED) {
        worst = Math.max(worst, result.residual()[i]);
      }
    }
    String text =
        String.format(
            Locale.ROOT,
            "%.1f evaluations a query; %s; residual <= %.1e",
            evaluations / result.count(),
            result.summary(),
            worst);
    return new ProjectionCheck(evaluations, text);
  }
}
