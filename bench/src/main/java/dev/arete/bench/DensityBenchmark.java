package dev.arete.bench;

import dev.arete.Compute;
import dev.arete.SmoothedDensity;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A smoothed density on the backend that was asked for. One invocation answers all queries. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(3)
public abstract class DensityBenchmark {
  /** Name of the backend. */
  @Param({"cpu", "reference"})
  public String backend;

  /** FP32 or FP64. */
  @Param({"FP64", "FP32"})
  public String precision;

  private Compute compute;
  private Workload workload;
  private SmoothedDensity density;

  /** Name of the problem to load. */
  abstract String workloadName();

  /** Opens the backend and moves the data. */
  @Setup(Level.Trial)
  public void open() {
    workload = Workloads.named(workloadName());
    workload = workload.firstQueries(QueryLimit.of(backend, workload));
    compute = BenchCompute.open(backend, precision);
    density = compute.density(workload.data(), workload.smoothing());
  }

  /** Closes the backend. */
  @TearDown(Level.Trial)
  public void close() {
    compute.close();
  }

  Compute compute() {
    return compute;
  }

  Workload workload() {
    return workload;
  }

  SmoothedDensity density() {
    return density;
  }
}
