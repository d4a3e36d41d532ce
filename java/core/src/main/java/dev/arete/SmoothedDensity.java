package dev.arete;

import dev.arete.internal.Checks;
import dev.arete.spi.DensityEngine;
import dev.arete.spi.EvaluationOutputs;
import dev.arete.spi.EvaluationRequest;
import java.util.function.Consumer;

/**
 * The smoothed density of a data set, p(y) = sum_i pi_i N(y; a x_i, h I), on a device.
 *
 * <p>Any thread may call any method; calls run in parallel on the CPU and one after the other on a
 * GPU. Closing is idempotent and waits for running calls; closing the {@link Compute} closes its
 * densities. Symbols as in docs/maths.md.
 */
public final class SmoothedDensity implements Compute.Closing {
  private final Compute owner;
  private final DensityEngine engine;
  private final Points data;
  private final Smoothing smoothing;
  private final Precision precision;
  private final Lifetime lifetime;

  SmoothedDensity(
      Compute owner,
      Lifetime ownerLifetime,
      DensityEngine engine,
      Points data,
      Smoothing smoothing,
      Precision precision) {
    this.owner = owner;
    this.engine = engine;
    this.data = data;
    this.smoothing = smoothing;
    this.precision = precision;
    this.lifetime = new Lifetime("this density (" + data + ")", ownerLifetime);
  }

  /**
   * Returns the data.
   *
   * @return the points this density was built from
   */
  public Points data() {
    return data;
  }

  /**
   * Returns the smoothing.
   *
   * @return scale a and variance h
   */
  public Smoothing smoothing() {
    return smoothing;
  }

  /**
   * Returns the dimension d.
   *
   * @return d
   */
  public int dimension() {
    return data.dimension();
  }

  /**
   * Returns the precision of the arithmetic per pair.
   *
   * @return the precision
   */
  public Precision precision() {
    return precision;
  }

  /**
   * Returns log p(y) at every query. Never underflows. Cost O(q n d).
   *
   * @param queries q points of dimension d
   * @return q numbers
   * @throws IllegalArgumentException if the dimension differs from that of the data
   */
  public double[] logDensity(Points queries) {
    double[] out = new double[queries.count()];
    evaluate(queries, 0, new Wanted().logDensity(out));
    return out;
  }

  /**
   * Returns the score, grad log p = (m - y)/h, at every query. Cost O(q n d).
   *
   * @param queries q points of dimension d
   * @return row-major q x d, in 1/unit
   * @throws IllegalArgumentException if the dimension differs from that of the data
   */
  public double[] score(Points queries) {
    double[] out = new double[Checks.arraySize("scores", queries.count(), dimension())];
    evaluate(queries, 0, new Wanted().score(out));
    return out;
  }

  /**
   * Returns the posterior mean, m = sum_i w_i a x_i, at every query. Cost O(q n d).
   *
   * @param queries q points of dimension d
   * @return row-major q x d, in units of the coordinates
   * @throws IllegalArgumentException if the dimension differs from that of the data
   */
  public double[] posteriorMean(Points queries) {
    double[] out = new double[Checks.arraySize("posterior means", queries.count(), dimension())];
    evaluate(queries, 0, new Wanted().posteriorMean(out));
    return out;
  }

  /**
   * Returns the Hessian of log p, C/h^2 - I/h, at every query. Cost O(q n d) plus O(d^2) for each
   * data point that carries weight.
   *
   * @param queries q points of dimension d
   * @return row-major q x d x d, symmetric, in 1/unit^2
   * @throws IllegalArgumentException if the dimension differs from that of the data, or the result
   *     does not fit one array
   */
  public double[] hessian(Points queries) {
    double[] out =
        new double[Checks.arraySize("Hessians", queries.count(), dimension(), dimension())];
    evaluate(queries, 0, new Wanted().hessian(out));
    return out;
  }

  /**
   * Evaluates into arrays of the caller, for loops that must not allocate: nothing of the size of
   * the batch is copied. Any output may be null, and work that only it needs is not done.
   *
   * @param coordinates q queries, row-major q x d; not kept, and not to be changed during the call
   * @param logDensity receives q numbers, or null
   * @param score receives row-major q x d, or null
   * @param hessian receives row-major q x d x d, or null
   * @throws IllegalArgumentException if a length does not fit, or a coordinate is not finite
   */
  public void evaluateInto(
      double[] coordinates, double[] logDensity, double[] score, double[] hessian) {
    evaluateInto(Points.sharing(coordinates, dimension()), logDensity, score, hessian);
  }

  /**
   * Evaluates into arrays of the caller. Any output may be null, and work that only it needs is not
   * done.
   *
   * @param queries q points of dimension d
   * @param logDensity receives q numbers, or null
   * @param score receives row-major q x d, or null
   * @param hessian receives row-major q x d x d, or null
   * @throws IllegalArgumentException if the dimension differs from that of the data, or a length
   *     does not fit
   */
  public void evaluateInto(Points queries, double[] logDensity, double[] score, double[] hessian) {
    long q = queries.count();
    long d = dimension();
    checkLength("logDensity", logDensity, q);
    checkLength("score", score, q * d);
    checkLength("hessian", hessian, q * d * d);
    evaluate(queries, 0, new Wanted().logDensity(logDensity).score(score).hessian(hessian));
  }

  private static void checkLength(String name, double[] array, long expected) {
    if (array != null) {
      Checks.length(name, array.length, expected);
    }
  }

  /**
   * Returns log density, score, posterior mean, Hessian eigensystem, ridge residual, eigengap,
   * effective neighbours and status at every query. Cost O(q n d) plus O(d^2) for each data point
   * that carries weight plus O(q d^3); memory q d^2 doubles.
   *
   * @param queries q points of dimension d
   * @param ridgeDimension k, 0 to d-1
   * @return the geometry
   * @throws IllegalArgumentException if k is not in 0..d-1, the dimension differs from that of the
   *     data, or the result does not fit one array
   */
  public LocalGeometry geometry(Points queries, int ridgeDimension) {
    Checks.ridgeDimension(ridgeDimension, dimension());
    Wanted wanted = Wanted.everything(queries.count(), dimension());
    EvaluationOutputs outputs = evaluate(queries, ridgeDimension, wanted);
    return new LocalGeometry(queries.count(), dimension(), ridgeDimension, outputs);
  }

  /**
   * Returns a projector onto the k-dimensional ridge, with default settings.
   *
   * @param ridgeDimension k, 0 (modes) to d-1
   * @return the projector; it lives as long as this density
   * @throws IllegalArgumentException if k is not in 0..d-1
   */
  public RidgeProjector ridge(int ridgeDimension) {
    Checks.ridgeDimension(ridgeDimension, dimension());
    return new RidgeProjector(this, ridgeDimension);
  }

  private EvaluationOutputs evaluate(Points queries, int ridgeDimension, Wanted wanted) {
    checkQueries(queries);
    EvaluationOutputs outputs = wanted.outputs();
    CallMonitor monitor = new CallMonitor("evaluation", queries.count(), null);
    run(
        open ->
            open.evaluate(
                new EvaluationRequest(
                    queries.coordinatesShared(),
                    queries.count(),
                    ridgeDimension,
                    outputs,
                    monitor)));
    monitor.complete();
    return outputs;
  }

  void checkQueries(Points queries) {
    if (queries.dimension() != dimension()) {
      throw new IllegalArgumentException(
          "queries have dimension "
              + queries.dimension()
              + ", the density was built with dimension "
              + dimension());
    }
    Mixtures.checkRange(queries, data, smoothing);
  }

  /** Runs work on the engine, which stays open until the work is done. */
  void run(Consumer<DensityEngine> work) {
    lifetime.run(() -> work.accept(engine));
  }

  /** Waits for running calls, then frees what the density holds on its device. */
  @Override
  public void close() {
    if (lifetime.end()) {
      owner.forget(this);
      engine.close();
    }
  }
}
