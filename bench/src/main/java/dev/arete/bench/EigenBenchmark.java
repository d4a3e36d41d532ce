package dev.arete.bench;

import dev.arete.Compute;
import dev.arete.SymmetricEigen;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
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

/** Eigenvalues and eigenvectors of a batch of random symmetric matrices. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(3)
public class EigenBenchmark {
  /** Name of the backend. */
  @Param({"cpu", "reference"})
  public String backend;

  /** FP32 or FP64. */
  @Param({"FP64", "FP32"})
  public String precision;

  /** Order n of the matrices; the batch is {@link MatrixBatch#size}. */
  @Param({"2", "3", "8", "16", "32", "64"})
  public int order;

  private Compute compute;
  private SymmetricEigen solver;
  private double[] matrices;
  private double[] values;
  private double[] vectors;

  /** Opens the backend and draws the matrices. */
  @Setup(Level.Trial)
  public void open() {
    compute = BenchCompute.open(backend, precision);
    solver = compute.symmetricEigen();
    int batch = MatrixBatch.size(order, backend);
    matrices = MatrixBatch.random(order, batch);
    values = new double[batch * order];
    vectors = new double[matrices.length];
  }

  /** Closes the backend. */
  @TearDown(Level.Trial)
  public void close() {
    compute.close();
  }

  /**
   * Decomposes the batch.
   *
   * @return the eigenvalues
   */
  @Benchmark
  public double[] eigen() {
    solver.decompose(matrices, order, values, vectors);
    return values;
  }
}
