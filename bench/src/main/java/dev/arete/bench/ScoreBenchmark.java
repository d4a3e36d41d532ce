package dev.arete.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Log density and score of all queries into arrays that are reused. */
public class ScoreBenchmark extends DensityBenchmark {
  /** Name of the workload. */
  @Param({"P1", "P2", "P3-t.001", "P3-t.5", "P3-t1", "P4", "W1-h.02", "W1-h.005", "W2-h.005"})
  public String workload;

  private double[] logDensity;
  private double[] score;

  @Override
  String workloadName() {
    return workload;
  }

  /** Allocates the outputs. */
  @Setup
  public void allocate() {
    logDensity = new double[workload().q()];
    score = new double[workload().q() * workload().d()];
  }

  /**
   * Evaluates all queries.
   *
   * @return the scores
   */
  @Benchmark
  public double[] score() {
    density().evaluateInto(workload().queries(), logDensity, score, null);
    return score;
  }
}
