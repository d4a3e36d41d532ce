package dev.arete;

import dev.arete.spi.ProjectionOutputs;
import dev.arete.spi.ProjectionRequest;

/**
 * Projects points onto the k-dimensional ridge R_k = { y : P_N grad log p(y) = 0, lambda_{k+1}(y)
 * &lt;= -beta } of a smoothed density. Immutable; each setting returns a changed copy.
 *
 * <p>The projection of a point is the limit of an iteration that moves it in its normal space. It
 * stops where the scale-free residual |P_N (m - y)| / sqrt(h) is within tolerance. Sources: Ozertem
 * and Erdogmus (2011) for the SCMS step, Genovese et al. (2014) for density ridges, He, Qiu and Tao
 * (2026) for the curvature margin beta.
 */
public final class RidgeProjector {
  private static final int DEFAULT_MAX_ITERATIONS = 500;

  private final SmoothedDensity density;
  private final ProjectionSettings settings;
  private final boolean recordPaths;
  private final ProgressListener listener;

  RidgeProjector(SmoothedDensity density, int ridgeDimension) {
    this(
        density,
        new ProjectionSettings(
            ridgeDimension,
            0,
            density.precision().defaultTolerance(),
            DEFAULT_MAX_ITERATIONS,
            RidgeMethod.NEWTON,
            Double.NEGATIVE_INFINITY),
        false,
        null);
  }

  private RidgeProjector(
      SmoothedDensity density,
      ProjectionSettings settings,
      boolean recordPaths,
      ProgressListener listener) {
    this.density = density;
    this.settings = settings;
    this.recordPaths = recordPaths;
    this.listener = listener;
  }

  private RidgeProjector with(ProjectionSettings changed) {
    return new RidgeProjector(density, changed, recordPaths, listener);
  }

  /**
   * Returns a copy with another curvature margin.
   *
   * @param beta at least 0 and finite, in 1/unit^2; default 0. No eigenvalue lies below -1/h, so
   *     with more than 1/h no query is CONVERGED: what would be is NOT_A_RIDGE
   * @return the copy
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public RidgeProjector beta(double beta) {
    return with(settings.withBeta(beta));
  }

  /**
   * Returns a copy with another tolerance.
   *
   * @param tolerance bound on |P_N (m - y)| / sqrt(h), positive and finite; default 1e-6 (1e-5 in
   *     single precision)
   * @return the copy
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public RidgeProjector tolerance(double tolerance) {
    return with(settings.withTolerance(tolerance));
  }

  /**
   * Returns a copy with another iteration limit.
   *
   * @param limit largest number of steps per query, at least 0; default 500
   * @return the copy
   * @throws IllegalArgumentException if it is negative
   */
  public RidgeProjector maxIterations(int limit) {
    return with(settings.withMaxIterations(limit));
  }

  /**
   * Returns a copy with another kind of step.
   *
   * @param method the method, not null; default NEWTON
   * @return the copy
   */
  public RidgeProjector method(RidgeMethod method) {
    return with(settings.withMethod(method));
  }

  /**
   * Returns a copy with a density cut-off: a query whose log density lies below it at the start is
   * not moved, and one that ends below it does not count as converged; both are BELOW_DENSITY.
   *
   * @param cutOff smallest log density, not NaN; default -infinity
   * @return the copy
   * @throws IllegalArgumentException if it is NaN
   */
  public RidgeProjector minLogDensity(double cutOff) {
    return with(settings.withMinLogDensity(cutOff));
  }

  /**
   * Returns a copy that keeps every query's path, at d doubles a step.
   *
   * @return the copy
   */
  public RidgeProjector recordingPaths() {
    return new RidgeProjector(density, settings, true, listener);
  }

  /**
   * Returns a copy that reports progress.
   *
   * @param listener hears how many queries are finished; may start no operation and close nothing;
   *     null for none
   * @return the copy
   */
  public RidgeProjector onProgress(ProgressListener listener) {
    return new RidgeProjector(density, settings, recordPaths, listener);
  }

  /**
   * Returns the settings in force.
   *
   * @return aim and stopping rules, every default explicit
   */
  public ProjectionSettings settings() {
    return settings;
  }

  /**
   * Projects queries onto the ridge. Queries are independent of each other. Cost per iteration and
   * query O(n d) plus O(d^2) for each data point that carries weight plus O(d^3). Interrupting the
   * calling thread stops the work between iterations.
   *
   * @param queries q points of dimension d
   * @return where each query ended, and how
   * @throws IllegalArgumentException if the dimension differs from that of the data
   * @throws IllegalStateException if the density is closed, or this is called by a progress
   *     listener
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public RidgeProjection project(Points queries) {
    density.checkQueries(queries);
    int count = queries.count();
    ProjectionOutputs outputs = ProjectionOutputs.allocate(count, density.dimension());
    PathRecorder paths = recordPaths ? new PathRecorder(count, density.dimension()) : null;
    CallMonitor monitor = new CallMonitor("projection", "queries", count, listener);
    density.run(
        engine ->
            engine.project(
                new ProjectionRequest(
                    queries.coordinatesShared(), count, settings, outputs, paths, monitor)));
    monitor.complete();
    return new RidgeProjection(count, density.dimension(), settings, outputs, paths);
  }

  /**
   * Projects held queries onto the ridge, on the device they are held on. They move to the points
   * that {@link #project(Points)} would return; everything else it returns can be evaluated there.
   *
   * @param batch queries held by the density of this projector
   * @return how each query ended
   * @throws IllegalArgumentException if another density holds them, or paths are to be recorded,
   *     which would leave the device at every step
   * @throws IllegalStateException if another call is projecting them, they are closed, or this is
   *     called by a progress listener
   * @throws ComputationInterruptedException if the calling thread is interrupted; the queries are
   *     then where they were
   */
  public RidgeOutcome project(QueryBatch batch) {
    if (recordPaths) {
      throw new IllegalArgumentException(
          "paths of held queries are not recorded; use project(Points)");
    }
    ProjectionOutputs outputs = ProjectionOutputs.endings(batch.count());
    CallMonitor monitor = new CallMonitor("projection", "queries", batch.count(), listener);
    batch.project(density, settings, outputs, monitor);
    return new RidgeOutcome(batch.count(), settings, outputs);
  }
}
