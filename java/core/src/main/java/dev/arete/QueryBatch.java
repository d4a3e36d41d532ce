package dev.arete;

import dev.arete.internal.Checks;
import dev.arete.spi.HeldQueries;
import dev.arete.spi.ProjectionOutputs;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Queries that a density holds on its device, so that several operations use them without copying
 * them there again. A projection moves them in place:
 *
 * <pre>{@code
 * try (QueryBatch batch = p.hold(Points.of(grid, 2))) {
 *   RidgeOutcome outcome = p.ridge(1).project(batch); // the points stay on the device
 *   double[] logDensity = batch.logDensity(); // where they are now
 * }
 * }</pre>
 *
 * <p>Results are the same bits as those of calls with {@link #points()}. Any thread may call any
 * method; while a projection runs, the queries are where they were before, and a second projection
 * is refused. One that is interrupted or fails leaves them there. Closing is idempotent and waits
 * for running calls; closing the density closes what it holds.
 */
public final class QueryBatch implements Compute.Closing {
  private final SmoothedDensity owner;
  private final HeldQueries held;
  private final int count;
  private final Lifetime lifetime;
  private final Evaluations evaluations;
  private final AtomicBoolean projecting = new AtomicBoolean();

  QueryBatch(SmoothedDensity owner, Lifetime ownerLifetime, HeldQueries held, int count) {
    this.owner = owner;
    this.held = held;
    this.count = count;
    this.lifetime = new Lifetime("this batch of " + count + " held queries", ownerLifetime);
    this.evaluations =
        new Evaluations(
            count,
            owner.dimension(),
            (ridgeDimension, outputs, monitor) ->
                lifetime.run(() -> held.evaluate(ridgeDimension, outputs, monitor)));
  }

  /**
   * Returns the number of queries q.
   *
   * @return q
   */
  public int count() {
    return count;
  }

  /**
   * Returns the dimension d.
   *
   * @return d
   */
  public int dimension() {
    return owner.dimension();
  }

  /**
   * Returns a copy of the queries where they are now.
   *
   * @return q points of dimension d
   */
  public Points points() {
    double[] copy = new double[Checks.resultSize("points", count, dimension())];
    lifetime.run(() -> held.copy(copy));
    return Points.sharing(copy, dimension());
  }

  /**
   * Returns what {@link SmoothedDensity#logDensity} does.
   *
   * @return q numbers
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public double[] logDensity() {
    return evaluations.logDensity();
  }

  /**
   * Returns what {@link SmoothedDensity#score} does.
   *
   * @return row-major q x d, in 1/unit
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public double[] score() {
    return evaluations.score();
  }

  /**
   * Returns what {@link SmoothedDensity#posteriorMean} does.
   *
   * @return row-major q x d, in units of the coordinates
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public double[] posteriorMean() {
    return evaluations.posteriorMean();
  }

  /**
   * Returns what {@link SmoothedDensity#hessian} does.
   *
   * @return row-major q x d x d, symmetric, in 1/unit^2
   * @throws IllegalArgumentException if the result does not fit one array
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public double[] hessian() {
    return evaluations.hessian();
  }

  /**
   * Evaluates into arrays of the caller, as {@link SmoothedDensity#evaluateInto(Points, double[],
   * double[], double[])}.
   *
   * @param logDensity receives q numbers, or null
   * @param score receives row-major q x d, or null
   * @param hessian receives row-major q x d x d, or null
   * @throws IllegalArgumentException if a length does not fit
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public void evaluateInto(double[] logDensity, double[] score, double[] hessian) {
    evaluations.into(logDensity, score, hessian);
  }

  /**
   * Returns what {@link SmoothedDensity#geometry} does.
   *
   * @param ridgeDimension k, 0 to d-1
   * @return the geometry where the queries are now
   * @throws IllegalArgumentException if k is not in 0..d-1, or the result does not fit one array
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public LocalGeometry geometry(int ridgeDimension) {
    return evaluations.geometry(ridgeDimension);
  }

  /**
   * Returns what {@link SmoothedDensity#geometryWithoutVectors} does.
   *
   * @param ridgeDimension k, 0 to d-1
   * @return the geometry where the queries are now, whose eigenvectors must not be asked for
   * @throws IllegalArgumentException if k is not in 0..d-1
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public LocalGeometry geometryWithoutVectors(int ridgeDimension) {
    return evaluations.geometryWithoutVectors(ridgeDimension);
  }

  /**
   * Returns what {@link SmoothedDensity#leadingGeometry} does.
   *
   * @param ridgeDimension k, 0 to d-1
   * @return the geometry where the queries are now, with k + 1 eigenvalues for each query
   * @throws IllegalArgumentException if k is not in 0..d-1
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public LocalGeometry leadingGeometry(int ridgeDimension) {
    return evaluations.leadingGeometry(ridgeDimension);
  }

  /**
   * Returns what {@link SmoothedDensity#spectrum} does.
   *
   * @return the spectrum where the queries are now
   * @throws IllegalArgumentException if the result does not fit one array
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public PosteriorSpectrum spectrum() {
    return evaluations.spectrum();
  }

  /** Moves the queries; they stay where they are if this throws. */
  void project(
      SmoothedDensity density,
      ProjectionSettings settings,
      ProjectionOutputs outputs,
      CallMonitor monitor) {
    if (density != owner) {
      throw new IllegalArgumentException(
          "the queries are held by another density ("
              + owner.data()
              + ") than the projector's ("
              + density.data()
              + ")");
    }
    projectAlone(settings, outputs, monitor);
  }

  /** Refuses rather than waits: where the second would start is a matter of chance. */
  private void projectAlone(
      ProjectionSettings settings, ProjectionOutputs outputs, CallMonitor monitor) {
    if (!projecting.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "these " + count + " held queries are being projected by another call");
    }
    try {
      lifetime.run(
          () -> {
            held.project(settings, outputs, monitor);
            monitor.complete();
            held.keep();
          });
    } finally {
      projecting.set(false);
    }
  }

  /** Waits for running calls, then frees what the queries hold on the device. */
  @Override
  public void close() {
    if (lifetime.end()) {
      owner.forget(this);
      held.close();
    }
  }
}
