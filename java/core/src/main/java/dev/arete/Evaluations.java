package dev.arete;

import dev.arete.internal.Checks;
import dev.arete.spi.EvaluationOutputs;
import dev.arete.spi.Monitor;

/** What can be evaluated at a number of queries, wherever these are: allocates, runs, wraps. */
final class Evaluations {
  private final int count;
  private final int dimension;
  private final Runner runner;

  Evaluations(int count, int dimension, Runner runner) {
    this.count = count;
    this.dimension = dimension;
    this.runner = runner;
  }

  /** Fills outputs at the queries. */
  @FunctionalInterface
  interface Runner {
    void run(int ridgeDimension, EvaluationOutputs outputs, Monitor monitor);
  }

  double[] logDensity() {
    double[] out = new double[count];
    run(0, new Wanted().logDensity(out));
    return out;
  }

  double[] score() {
    double[] out = new double[Checks.resultSize("scores", count, dimension)];
    run(0, new Wanted().score(out));
    return out;
  }

  double[] posteriorMean() {
    double[] out = new double[Checks.resultSize("posterior means", count, dimension)];
    run(0, new Wanted().posteriorMean(out));
    return out;
  }

  double[] hessian() {
    double[] out = new double[Checks.resultSize("Hessians", count, dimension, dimension)];
    run(0, new Wanted().hessian(out));
    return out;
  }

  void into(double[] logDensity, double[] score, double[] hessian) {
    long q = count;
    long d = dimension;
    checkLength("logDensity", logDensity, q);
    checkLength("score", score, q * d);
    checkLength("hessian", hessian, q * d * d);
    run(0, new Wanted().logDensity(logDensity).score(score).hessian(hessian));
  }

  private static void checkLength(String name, double[] array, long expected) {
    if (array != null) {
      Checks.length(name, array.length, expected);
    }
  }

  LocalGeometry geometry(int ridgeDimension) {
    Checks.ridgeDimension(ridgeDimension, dimension);
    return geometry(ridgeDimension, Wanted.everything(count, dimension));
  }

  LocalGeometry geometryWithoutVectors(int ridgeDimension) {
    Checks.ridgeDimension(ridgeDimension, dimension);
    return geometry(ridgeDimension, Wanted.withoutVectors(count, dimension));
  }

  LocalGeometry leadingGeometry(int ridgeDimension) {
    Checks.ridgeDimension(ridgeDimension, dimension);
    return geometry(ridgeDimension, Wanted.leading(count, dimension, ridgeDimension + 1));
  }

  private LocalGeometry geometry(int ridgeDimension, Wanted wanted) {
    return new LocalGeometry(count, dimension, ridgeDimension, run(ridgeDimension, wanted));
  }

  PosteriorSpectrum spectrum() {
    EvaluationOutputs outputs = run(0, Wanted.spectrum(count, dimension));
    return new PosteriorSpectrum(
        count, dimension, outputs.logRatios(), outputs.logErrors(), outputs.rank());
  }

  private EvaluationOutputs run(int ridgeDimension, Wanted wanted) {
    EvaluationOutputs outputs = wanted.outputs();
    CallMonitor monitor = new CallMonitor("evaluation", "queries", count, null);
    runner.run(ridgeDimension, outputs, monitor);
    monitor.complete();
    return outputs;
  }
}
