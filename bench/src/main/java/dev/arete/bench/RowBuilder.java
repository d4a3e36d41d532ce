package dev.arete.bench;

import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Turns JMH's results into rows. */
final class RowBuilder {
  private final Map<String, Workload> workloads = new HashMap<>();

  Row row(RunResult run) {
    BenchmarkParams params = run.getParams();
    String name = params.getBenchmark();
    String operation = name.substring(name.lastIndexOf('.') + 1);
    return operation.equals("eigen") ? eigenRow(run) : densityRow(operation, run);
  }

  private Row eigenRow(RunResult run) {
    String backend = run.getParams().getParam("backend");
    String precision = run.getParams().getParam("precision");
    int order = Integer.parseInt(run.getParams().getParam("order"));
    int batch = MatrixBatch.size(order, backend);
    Work work = new Work(batch, 0, batch * CostModel.eigen(order));
    String size = batch + " matrices";
    return row(
        "eigen", "n=" + order, size, run, work, EigenCheck.ratios(order, backend, precision));
  }

  private Row densityRow(String operation, RunResult run) {
    String backend = run.getParams().getParam("backend");
    String precision = run.getParams().getParam("precision");
    String name = run.getParams().getParam("workload");
    Workload full = workloads.computeIfAbsent(name, Workloads::named);
    Workload timed = full.firstQueries(QueryLimit.of(backend, full));
    String size = "d=" + timed.d() + " n=" + timed.n() + " q=" + timed.q();
    if (operation.equals("project")) {
      ProjectionCheck check = ProjectionCheck.of(full, backend, precision);
      Work work = Work.evaluations(timed, check.evaluations(), precision);
      return row(operation, name, size, run, work, check.text());
    }
    Work work = work(operation, timed, precision);
    return row(operation, name, size, run, work, error(operation, full, backend, precision));
  }

  private static Work work(String operation, Workload timed, String precision) {
    double pairs = (double) timed.n() * timed.q();
    return switch (operation) {
      case "score" -> new Work(pairs, pairs * CostModel.scorePair(timed.d(), precision), 0);
      case "hessian" -> new Work(pairs, pairs * CostModel.hessianPair(timed.d(), precision), 0);
      case "geometry", "assembled", "spectrum" -> Work.evaluations(timed, timed.q(), precision);
      default -> throw new IllegalArgumentException("no cost is known for " + operation);
    };
  }

  private static String error(String operation, Workload full, String backend, String precision) {
    return switch (operation) {
      case "score" -> ErrorCheck.score(full, backend, precision);
      case "hessian" -> ErrorCheck.hessian(full, backend, precision);
      case "geometry" -> ErrorCheck.geometry(full, backend, precision);
      case "assembled", "spectrum" -> "held by tests";
      default -> throw new IllegalArgumentException("no error is known for " + operation);
    };
  }

  private Row row(
      String operation, String problem, String size, RunResult run, Work work, String check) {
    Result<?> time = run.getPrimaryResult();
    String precision = run.getParams().getParam("precision");
    double best = time.getStatistics().getMin();
    double processor = run.getSecondaryResults().get(CpuTimeProfiler.LABEL).getScore();
    return new Row(
        operation,
        problem,
        run.getParams().getParam("backend"),
        precision,
        size,
        time.getScore(),
        time.getScoreError(),
        best,
        processor,
        1e3 * work.units() / best,
        1e3 * work.units() / processor,
        work.share(slots(run, precision), slots(run, "FP64")),
        check);
  }

  private static double slots(RunResult run, String precision) {
    return run.getSecondaryResults().get(CpuTimeProfiler.slots(precision)).getScore();
  }

  /**
   * What one call does.
   *
   * @param units pairs, or matrices
   * @param pairSlots slots in the precision of the pairs
   * @param eigenSlots slots of eigensystems, always in double
   */
  private record Work(double units, double pairSlots, double eigenSlots) {
    static Work evaluations(Workload workload, double count, String precision) {
      double pairs = count * workload.n();
      return new Work(
          pairs,
          pairs * CostModel.hessianPair(workload.d(), precision),
          count * CostModel.eigen(workload.d()));
    }

    double share(double possible, double possibleInDouble) {
      return pairSlots / possible + eigenSlots / possibleInDouble;
    }
  }
}
