package dev.arete.bench;

import dev.arete.Compute;
import dev.arete.SmoothedDensity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes problems and answers of the reference backend as files that NumPy reads. */
public final class Export {
  /** Answers of the reference backend that are written at most. */
  private static final int ANSWERS = 64;

  private Export() {}

  /**
   * Writes centres, queries, and score and Hessian of the first queries, or the matrices of a
   * batch.
   *
   * @param args a folder, and problems: workloads, tables as {@link TableProblem} reads them, or
   *     batches of matrices as {@link EigenProblem} does
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (int i = 1; i < args.length; i++) {
      if (EigenProblem.isNamed(args[i])) {
        write(folder, EigenProblem.of(args[i]));
      } else {
        write(folder, TableProblem.of(args[i]));
      }
    }
  }

  private static void write(Path folder, EigenProblem batch) throws IOException {
    Npy.write(
        folder.resolve(batch.name() + ".npy"),
        batch.matrices(),
        batch.count(),
        batch.order(),
        batch.order());
  }

  private static void write(Path folder, Workload workload) throws IOException {
    int d = workload.d();
    double h = workload.smoothing().variance();
    Path directory = Files.createDirectories(folder.resolve(workload.name()));
    Npy.write(directory.resolve("centres.npy"), centres(workload), workload.n(), d);
    Npy.write(directory.resolve("queries.npy"), workload.queries().coordinates(), workload.q(), d);
    Files.writeString(
        directory.resolve("problem.json"),
        "{\"h\": " + h + ", \"k\": " + workload.ridgeDimension() + "}\n");
    Workload first = workload.firstQueries(Math.min(ANSWERS, QueryLimit.of("reference", workload)));
    try (Compute compute = BenchCompute.open("reference", "FP64");
        SmoothedDensity density = compute.density(first.data(), first.smoothing())) {
      Npy.write(directory.resolve("score.npy"), density.score(first.queries()), first.q(), d);
      Npy.write(
          directory.resolve("hessian.npy"), density.hessian(first.queries()), first.q(), d, d);
    }
  }

  /** a x_i, where the smoothed density has its centres. */
  private static double[] centres(Workload workload) {
    double[] centres = workload.data().coordinates().clone();
    double scale = workload.smoothing().scale();
    for (int i = 0; i < centres.length; i++) {
      centres[i] *= scale;
    }
    return centres;
  }
}
