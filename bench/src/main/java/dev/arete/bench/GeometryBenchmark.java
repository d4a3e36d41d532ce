package dev.arete.bench;

import dev.arete.LocalGeometry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Hessians of all queries, alone and with everything that follows from them. */
public class GeometryBenchmark extends DensityBenchmark {
  /** Name of the workload. */
  @Param({"P1", "P2", "P3-t.001", "P3-t.5", "P3-t1", "P4", "W1-h.02", "W1-h.005", "W2-h.005"})
  public String workload;

  private double[] hessian;

  @Override
  String workloadName() {
    return workload;
  }

  /** Allocates the output of {@link #hessian()}. */
  @Setup
  public void allocate() {
    hessian = new double[workload().q() * workload().d() * workload().d()];
  }

  /**
   * Evaluates the Hessians of all queries.
   *
   * @return the Hessians
   */
  @Benchmark
  public double[] hessian() {
    density().evaluateInto(workload().queries(), null, null, hessian);
    return hessian;
  }

  /**
   * Evaluates the geometry of all queries: density, score, eigensystem, ridge residual, status.
   *
   * @return the geometry
   */
  @Benchmark
  public LocalGeometry geometry() {
    return density().geometry(workload().queries(), workload().ridgeDimension());
  }
}
