package dev.arete;

import dev.arete.internal.Checks;
import dev.arete.spi.DensityEngine;
import dev.arete.spi.EvaluationRequest;
import dev.arete.spi.HeldQueries;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
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
  private final Set<QueryBatch> batches =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

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
   * Returns the precision that was asked for, which sets the default tolerance of projections. A
   * backend may compute in more: the reference backend does everything in double precision.
   *
   * @return {@link ComputeOptions#precision()} of the {@link Compute} this density lives in
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
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public double[] logDensity(Points queries) {
    return at(queries).logDensity();
  }

  /**
   * Returns the score, grad log p = (m - y)/h, at every query. Cost O(q n d).
   *
   * @param queries q points of dimension d
   * @return row-major q x d, in 1/unit
   * @throws IllegalArgumentException if the dimension differs from that of the data
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public double[] score(Points queries) {
    return at(queries).score();
  }

  /**
   * Returns the posterior mean, m = sum_i w_i a x_i, at every query. Cost O(q n d).
   *
   * @param queries q points of dimension d
   * @return row-major q x d, in units of the coordinates
   * @throws IllegalArgumentException if the dimension differs from that of the data
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public double[] posteriorMean(Points queries) {
    return at(queries).posteriorMean();
  }

  /**
   * Returns the Hessian of log p, C/h^2 - I/h, at every query. Cost O(q n d) plus O(d^2) for each
   * data point that carries weight.
   *
   * @param queries q points of dimension d
   * @return row-major q x d x d, symmetric, in 1/unit^2
   * @throws IllegalArgumentException if the dimension differs from that of the data, or the result
   *     does not fit one array
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public double[] hessian(Points queries) {
    return at(queries).hessian();
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
   * @throws ComputationInterruptedException if the calling thread is interrupted
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
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public void evaluateInto(Points queries, double[] logDensity, double[] score, double[] hessian) {
    at(queries).into(logDensity, score, hessian);
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
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public LocalGeometry geometry(Points queries, int ridgeDimension) {
    return at(queries).geometry(ridgeDimension);
  }

  /**
   * Returns the eigenvalues of the posterior covariance, each to high relative accuracy and with a
   * bound on its error, and its rank: what {@link #geometry} shows of the Hessian is mu_j/h^2 -
   * 1/h, in which a mu_j far below h is lost. Cost O(q n d) plus O(d^3) per query, and where
   * eigenvalues differ by more than eight orders of magnitude several times that.
   *
   * @param queries q points of dimension d
   * @return the spectrum
   * @throws IllegalArgumentException if the dimension differs from that of the data, or the result
   *     does not fit one array
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public PosteriorSpectrum spectrum(Points queries) {
    return at(queries).spectrum();
  }

  /**
   * Returns what {@link #geometry} returns, without eigenvectors: no array of q d^2 numbers, and
   * with few neighbours in many dimensions no d x d matrix at all. Everything else is the same,
   * eigenvalues and ridge residual included.
   *
   * @param queries q points of dimension d
   * @param ridgeDimension k, 0 to d-1
   * @return the geometry, whose eigenvectors must not be asked for
   * @throws IllegalArgumentException if k is not in 0..d-1, or the dimension differs from that of
   *     the data
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public LocalGeometry geometryWithoutVectors(Points queries, int ridgeDimension) {
    return at(queries).geometryWithoutVectors(ridgeDimension);
  }

  /**
   * Returns what {@link #geometryWithoutVectors} returns, with the first k + 1 eigenvalues only:
   * all that concerns the ridge. In hundreds of dimensions that is many times cheaper where many
   * data points carry weight, since neither d x d matrices are formed nor d^3 operations done; the
   * eigenvalues hold to a hundred-thousandth of the largest of C/h^2 then, and nearly always to
   * nine digits.
   *
   * @param queries q points of dimension d
   * @param ridgeDimension k, 0 to d-1
   * @return the geometry, with k + 1 eigenvalues for each query
   * @throws IllegalArgumentException if k is not in 0..d-1, or the dimension differs from that of
   *     the data
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public LocalGeometry leadingGeometry(Points queries, int ridgeDimension) {
    return at(queries).leadingGeometry(ridgeDimension);
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

  /**
   * Returns queries that stay on the device for several operations: they are copied there once, and
   * what is computed of them is copied back only where asked for. Results are the same bits as
   * those of calls with the points themselves. Holding takes 2 q d doubles of the device's memory
   * besides the budget (on the CPU backends, of the heap as projections need it).
   *
   * @param queries q points of dimension d
   * @return the held queries, owned by the caller; they end with this density at the latest
   * @throws IllegalArgumentException if the dimension differs from that of the data
   * @throws OutOfDeviceMemoryException if the device has no room for them
   */
  public QueryBatch hold(Points queries) {
    checkQueries(queries);
    return lifetime.call(
        () -> {
          HeldQueries held = engine.hold(queries.coordinatesShared(), queries.count());
          QueryBatch batch = new QueryBatch(this, lifetime, held, queries.count());
          batches.add(batch);
          return batch;
        });
  }

  /** Drops held queries that are being closed by their user. */
  void forget(QueryBatch batch) {
    batches.remove(batch);
  }

  private Evaluations at(Points queries) {
    checkQueries(queries);
    return new Evaluations(
        queries.count(),
        dimension(),
        (ridgeDimension, outputs, monitor) ->
            run(
                open ->
                    open.evaluate(
                        new EvaluationRequest(
                            queries.coordinatesShared(),
                            queries.count(),
                            ridgeDimension,
                            outputs,
                            monitor))));
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

  /**
   * Waits for running calls, then frees what the density and its held queries have on the device.
   */
  @Override
  public void close() {
    if (lifetime.end()) {
      owner.forget(this);
      Compute.closeAll(List.copyOf(batches), engine::close);
    }
  }
}
