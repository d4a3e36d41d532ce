package dev.arete.bench;

import dev.arete.RidgeProjection;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Projection of all queries with the default method, to the default tolerance. */
public class ProjectionBenchmark extends DensityBenchmark {
  /** Name of the workload. */
  @Param({"P1", "P2", "P3-t.5", "W1-h.005", "quakes"})
  public String workload;

  @Override
  String workloadName() {
    return workload;
  }

  /**
   * Projects all queries.
   *
   * @return where they ended
   */
  @Benchmark
  public RidgeProjection project() {
    return density().ridge(workload().ridgeDimension()).project(workload().queries());
  }
}
