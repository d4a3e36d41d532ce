package dev.arete.cli.command;

import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts of how projections ended, which take the same memory for any number of queries. */
final class ProjectionTally implements RidgeSink {
  private final Map<RidgeStatus, Long> statuses = new EnumMap<>(RidgeStatus.class);
  private final TreeMap<Integer, Long> iterations = new TreeMap<>();
  private final MagnitudeCounts residuals = new MagnitudeCounts();
  private long count;

  ProjectionTally() {
    for (RidgeStatus status : RidgeStatus.values()) {
      statuses.put(status, 0L);
    }
  }

  @Override
  public void take(RidgeProjection projection) {
    count += projection.count();
    projection.statusCounts().forEach((status, n) -> statuses.merge(status, (long) n, Long::sum));
    for (int steps : projection.iterations()) {
      iterations.merge(steps, 1L, Long::sum);
    }
    for (double residual : projection.residual()) {
      residuals.add(residual);
    }
  }

  /** Number of queries. */
  long count() {
    return count;
  }

  /** Every status with its count. */
  Map<RidgeStatus, Long> statuses() {
    return statuses;
  }

  /** The smallest number of iterations that a share of the queries does not exceed. */
  int iterations(double share) {
    long left = rank(count, share) + 1;
    for (Map.Entry<Integer, Long> entry : iterations.entrySet()) {
      left -= entry.getValue();
      if (left <= 0) {
        return entry.getKey();
      }
    }
    throw new IllegalStateException("no queries");
  }

  /** The largest number of iterations. */
  int mostIterations() {
    return iterations.lastKey();
  }

  /** Residuals that are defined. */
  MagnitudeCounts residuals() {
    return residuals;
  }

  /** Index of the smallest of sorted values that a share of them does not exceed. */
  static long rank(long count, double share) {
    return Math.max(0, (long) Math.ceil(share * count) - 1);
  }
}
