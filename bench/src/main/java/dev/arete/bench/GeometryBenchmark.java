package dev.arete.bench;

import dev.arete.LocalGeometry;
import dev.arete.PosteriorSpectrum;
import dev.arete.SymmetricEigen;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Hessians of all queries, alone and with everything that follows from them. */
public class GeometryBenchmark extends DensityBenchmark {
  /** Name of the workload. */
  @Param({"P1", "P2", "P3-t.001", "P3-t.5", "P3-t1", "P4", "W1-h.02", "W1-h.005", "W2-h.005"})
  public String workload;

  private double[] hessian;
  private double[] values;
  private double[] vectors;
  private SymmetricEigen solver;

  @Override
  String workloadName() {
    return workload;
  }

  /** Allocates outputs. */
  @Setup
  public void allocate() {
    hessian = new double[workload().q() * workload().d() * workload().d()];
    values = new double[workload().q() * workload().d()];
    vectors = new double[hessian.length];
    solver = compute().symmetricEigen();
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

  /**
   * Evaluates Hessians and decomposes them as they are: geometry without the care for small noise
   * levels, which at P3-t.001 is wrong. The difference to {@link #geometry} is the price of being
   * right.
   *
   * @return the eigenvectors
   */
  @Benchmark
  public double[] assembled() {
    density().evaluateInto(workload().queries(), null, null, hessian);
    solver.decompose(hessian, workload().d(), values, vectors);
    return vectors;
  }

  /**
   * Evaluates the posterior spectra of all queries, every eigenvalue with all its digits.
   *
   * @return the spectra
   */
  @Benchmark
  public PosteriorSpectrum spectrum() {
    return density().spectrum(workload().queries());
  }
}
