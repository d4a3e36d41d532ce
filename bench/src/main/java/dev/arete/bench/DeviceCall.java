package dev.arete.bench;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.RidgeMethod;
import dev.arete.SmoothedDensity;
import dev.arete.SymmetricEigen;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * A call whose kernels are timed.
 *
 * @param operation its name
 * @param problem what it works on
 * @param size of the problem
 * @param pairs dense pairs of a query and a data point, 0 where no bound is counted
 * @param pairSlots least slots a pair in a precision, null where no bound is counted
 * @param check the error of its results in a precision, as text
 * @param opened makes the call on an open backend, which then holds what it needs
 */
record DeviceCall(
    String operation,
    String problem,
    String size,
    double pairs,
    ToDoubleFunction<String> pairSlots,
    UnaryOperator<String> check,
    Function<Compute, Runnable> opened) {
  private static final String CUDA = "cuda";

  /** Steps of mean shift of a projection that is to show what one costs. */
  private static final int STEPS = 10;

  /** All calls of a problem. */
  static List<DeviceCall> of(String problem) {
    return EigenProblem.isNamed(problem)
        ? List.of(eigen(EigenProblem.of(problem)))
        : density(TableProblem.of(problem));
  }

  /** Makes the call on an open backend. */
  Runnable on(Compute compute) {
    return opened.apply(compute);
  }

  /** Least milliseconds on a device, nothing skipped; NaN where none is counted. */
  double bound(DeviceRates rates, String precision) {
    return pairs == 0
        ? Double.NaN
        : rates.leastMilliseconds(pairs, pairSlots.applyAsDouble(precision), precision);
  }

  private static DeviceCall eigen(EigenProblem batch) {
    String size = "n=" + batch.order() + ", " + batch.count() + " matrices";
    return new DeviceCall(
        "eigen",
        batch.name(),
        size,
        0,
        null,
        precision -> EigenCheck.ratios(batch.order(), CUDA, precision),
        compute -> {
          SymmetricEigen solver = compute.symmetricEigen();
          double[] matrices = batch.matrices();
          double[] values = new double[batch.count() * batch.order()];
          double[] vectors = new double[matrices.length];
          return () -> solver.decompose(matrices, batch.order(), values, vectors);
        });
  }

  private static List<DeviceCall> density(Workload workload) {
    int d = workload.d();
    int k = workload.ridgeDimension();
    double pairs = (double) workload.n() * workload.q();
    double[] hessians = new double[workload.q() * d * d];
    Points queries = workload.queries();
    return List.of(
        call(
            workload,
            "score",
            pairs,
            p -> CostModel.scorePair(d, p),
            p -> ErrorCheck.score(workload, CUDA, p),
            p -> p.score(queries)),
        call(
            workload,
            "hessian",
            pairs,
            p -> CostModel.hessianPair(d, p),
            p -> ErrorCheck.hessian(workload, CUDA, p),
            p -> p.evaluateInto(queries, null, null, hessians)),
        call(
            workload,
            "geometry",
            0,
            null,
            p -> ErrorCheck.geometry(workload, CUDA, p),
            p -> p.geometry(queries, k)),
        call(
            workload,
            "projection",
            0,
            null,
            p -> ProjectionCheck.of(workload, CUDA, p).text(),
            p -> p.ridge(k).project(queries)),
        call(
            workload,
            STEPS + " SCMS steps",
            0,
            null,
            p -> "not at its end",
            p -> p.ridge(k).method(RidgeMethod.SCMS).maxIterations(STEPS).project(queries)));
  }

  private static DeviceCall call(
      Workload workload,
      String operation,
      double pairs,
      ToDoubleFunction<String> pairSlots,
      UnaryOperator<String> check,
      Consumer<SmoothedDensity> call) {
    String size = "d=" + workload.d() + " n=" + workload.n() + " q=" + workload.q();
    return new DeviceCall(
        operation,
        workload.name(),
        size,
        pairs,
        pairSlots,
        check,
        compute -> {
          SmoothedDensity density = compute.density(workload.data(), workload.smoothing());
          return () -> call.accept(density);
        });
  }
}
