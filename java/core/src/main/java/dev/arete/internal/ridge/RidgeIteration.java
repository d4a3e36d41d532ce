package dev.arete.internal.ridge;

import dev.arete.ProjectionSettings;
import dev.arete.RidgeMethod;
import dev.arete.RidgeStatus;
import dev.arete.UndefinedReason;
import dev.arete.internal.local.FrameSplit;
import dev.arete.internal.local.LocalFrame;
import dev.arete.internal.local.LocalMoments;
import dev.arete.internal.local.PosteriorTerms;
import dev.arete.internal.local.ThirdMoments;
import dev.arete.spi.PathListener;
import dev.arete.spi.ProjectionOutputs;

/**
 * The projection of one query onto the ridge, as a state machine. The owner evaluates the mixture
 * at {@link #point()} and passes the moments to {@link #advance} until that returns true; then
 * {@link #store} writes the result. Reusable for any number of queries; not thread-safe.
 *
 * <p>The start and the target of every SCMS step y + P_N (m - y) are always accepted: that step
 * gains at least |P_N (m - y)|^2 / (2h) in log p. The target of a Newton step is accepted if the
 * residual fell or if it gained as much; otherwise the SCMS step is taken from the same point in
 * its place. So each of the at most {@code maxIterations} accepted steps costs one evaluation or
 * two, and the start costs one. A point where the normal space does not exist ends the query if an
 * SCMS step or the start led there; a Newton step that did is taken back.
 *
 * <p>Where rounding keeps the residual above the tolerance, the query ends early as {@link
 * RidgeStatus#MAX_ITERATIONS}: when the SCMS step is lost in the coordinates, or when the residual
 * has failed to fall {@value #STALLS} times below what rounding makes of it.
 */
public final class RidgeIteration {
  /** Unit roundoff of the coordinates, which are double whatever the moments are. */
  private static final double DOUBLE_ROUNDOFF = 0x1p-53;

  /** How many units of rounding the residual may carry when it no longer falls. */
  private static final double NOISE = 8;

  /** How often the residual may fail to fall at that level. */
  private static final int STALLS = 4;

  /** How many units of rounding, relative to 1 + |log p|, a difference of log p must exceed. */
  private static final double DENSITY_NOISE = 64;

  private final int dimension;
  private final int tangent;
  private final double variance;
  private final double roundoff;
  private final ProjectionSettings settings;
  private final LocalFrame frame;
  private final FrameSplit split;
  private final NewtonStep newton;

  private final double[] point;
  private final double[] accepted;
  private final double[] meanShift;
  private final double[] coefficients;
  private final double[] scratch;

  private PathListener paths;
  private int query;
  private boolean decomposed;
  private boolean started;
  private boolean trial;
  private double residual;
  private double logDensity;
  private int stalled;
  private double effectiveNeighbours;
  private int iterations;
  private int rejectedSteps;
  private RidgeStatus status;

  /**
   * Allocates the workspace of one query.
   *
   * @param frame decomposes the moments; used by this object alone, and asked from {@link
   *     #needsFactor} or {@link #advance} to {@link #store} only: in between it may lend its
   *     workspace
   * @param settings aim and stopping rules
   * @param roundoff unit roundoff of the arithmetic the moments are summed in
   */
  public RidgeIteration(LocalFrame frame, ProjectionSettings settings, double roundoff) {
    this.dimension = frame.dimension();
    this.tangent = settings.ridgeDimension();
    this.variance = frame.variance();
    this.roundoff = roundoff;
    this.settings = settings;
    this.frame = frame;
    this.split = frame.split();
    this.newton = new NewtonStep(dimension, variance, settings);
    this.point = new double[dimension];
    this.accepted = new double[dimension];
    this.meanShift = new double[dimension];
    this.coefficients = new double[dimension - tangent];
    this.scratch = new double[dimension];
  }

  /**
   * Begins a query.
   *
   * @param index index of the query in the request
   * @param queries row-major coordinates; not kept
   * @param offset index of the query's first coordinate
   * @param listener hears the start and every accepted step, or null
   */
  public void start(int index, double[] queries, int offset, PathListener listener) {
    query = index;
    paths = listener;
    System.arraycopy(queries, offset, point, 0, dimension);
    decomposed = false;
    started = false;
    trial = false;
    iterations = 0;
    rejectedSteps = 0;
    stalled = 0;
    status = null;
    newton.start();
    frame.forget();
  }

  /**
   * Returns the frame of this query.
   *
   * @return the frame given to the constructor
   */
  public LocalFrame frame() {
    return frame;
  }

  /**
   * Returns the number of tangent directions.
   *
   * @return k
   */
  public int tangent() {
    return tangent;
  }

  /**
   * Returns the point to evaluate next; after the last step, the point where the query ended.
   *
   * @return d coordinates; this object's own array, to be read only
   */
  public double[] point() {
    return point;
  }

  /**
   * Decomposes the assembled moments at {@link #point()} for {@link #advance}, and returns whether
   * they leave the split into tangent and normal space so uncertain that a factor of the covariance
   * would help. Then {@link #factor} is called before {@link #advance}.
   *
   * @param moments moments at the point, unchanged until they are passed to {@link #advance}
   * @return true if a factor would help
   */
  public boolean needsFactor(LocalMoments moments) {
    frame.decompose(moments);
    decomposed = true;
    return frame.needsFactorForSplit(tangent);
  }

  /**
   * Decomposes the covariance at {@link #point()} from its factor.
   *
   * @param moments moments at the point
   * @param terms the centres as seen from the point
   * @return false if the terms leave out centres that matter
   */
  public boolean factor(LocalMoments moments, PosteriorTerms terms) {
    return frame.decompose(moments, terms, tangent);
  }

  /**
   * Takes the moments at {@link #point()} and moves it on.
   *
   * @param moments moments at the point; not kept
   * @param third third moments at the point, for the duration of this call
   * @return true if the query is finished
   */
  public boolean advance(LocalMoments moments, ThirdMoments third) {
    if (!decomposed) {
      frame.decompose(moments);
    }
    decomposed = false;
    boolean defined = split.isDefined(tangent);
    double reached = defined ? split.residual(tangent) : Double.NaN;
    if (trial && !isProgress(reached, moments.logDensity)) {
      takeBack();
      return false;
    }
    accept(moments, reached);
    status = defined ? verdict() : undefined();
    if (status == null) {
      moveOn(third);
    }
    return status != null;
  }

  /**
   * Whether a Newton step did its work. Away from the ridge the residual may well have to rise on
   * the way up, so a step also counts that gains as much density as an SCMS step is bound to gain,
   * |P_N (m - y)|^2 / (2h) in log p, if so little can be told from rounding.
   */
  private boolean isProgress(double reached, double reachedDensity) {
    double gain = 0.5 * residual * residual;
    return reached < residual
        || (!Double.isNaN(reached)
            && gain > DENSITY_NOISE * roundoff * (1 + Math.abs(logDensity))
            && reachedDensity - logDensity >= gain);
  }

  private void takeBack() {
    rejectedSteps++;
    trial = false;
    newton.rejected();
    for (int i = 0; i < dimension; i++) {
      point[i] = accepted[i] + meanShift[i];
    }
  }

  private void accept(LocalMoments moments, double reached) {
    if (started) {
      iterations++;
      stalled = !(reached < residual) && reached <= noise() ? stalled + 1 : stalled;
      newton.accepted(reached / residual);
    }
    System.arraycopy(point, 0, accepted, 0, dimension);
    residual = reached;
    logDensity = moments.logDensity;
    effectiveNeighbours = moments.effectiveNeighbours;
    if (paths != null) {
      paths.visit(query, point, 0);
    }
  }

  private RidgeStatus undefined() {
    return isBelowAtStart() ? RidgeStatus.BELOW_DENSITY : RidgeStatus.UNDEFINED;
  }

  /** The status the accepted point ends the query with, or null if it is to move on. */
  private RidgeStatus verdict() {
    if (isBelowAtStart()) {
      return RidgeStatus.BELOW_DENSITY;
    }
    if (residual <= settings.tolerance()) {
      return converged();
    }
    return stalled >= STALLS || iterations >= settings.maxIterations()
        ? RidgeStatus.MAX_ITERATIONS
        : null;
  }

  /** What rounding leaves of a residual: rounding of moments, of coordinates and of the frame. */
  private double noise() {
    double largest = 0;
    for (double coordinate : point) {
      largest = Math.max(largest, Math.abs(coordinate));
    }
    double coordinates = DOUBLE_ROUNDOFF * largest / Math.sqrt(variance);
    double moments = Math.sqrt(dimension) * roundoff;
    return NOISE * (moments + coordinates + split.residualNoise(tangent));
  }

  private boolean isBelowAtStart() {
    return iterations == 0 && logDensity < settings.minLogDensity();
  }

  private RidgeStatus converged() {
    if (logDensity < settings.minLogDensity()) {
      return RidgeStatus.BELOW_DENSITY;
    }
    if (!split.isResidualKnown(tangent, settings.tolerance())) {
      return RidgeStatus.ILL_CONDITIONED;
    }
    return frame.eigenvalue(tangent) <= -settings.beta()
        ? RidgeStatus.CONVERGED
        : RidgeStatus.NOT_A_RIDGE;
  }

  private void moveOn(ThirdMoments third) {
    started = true;
    NormalStep.meanShift(frame, tangent, coefficients);
    NormalStep.expand(frame, tangent, coefficients, scratch, meanShift);
    if (isStuck()) {
      status = RidgeStatus.MAX_ITERATIONS;
      return;
    }
    trial = settings.method() == RidgeMethod.NEWTON;
    if (trial) {
      newton.propose(frame, third, accepted, split.normalDistance(tangent), point);
    } else {
      System.arraycopy(meanShift, 0, point, 0, dimension);
    }
    for (int i = 0; i < dimension; i++) {
      point[i] += accepted[i];
    }
  }

  /** Whether the SCMS step is lost in the rounding of the coordinates. */
  private boolean isStuck() {
    for (int i = 0; i < dimension; i++) {
      if (accepted[i] + meanShift[i] != accepted[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Writes the result of a finished query at its index.
   *
   * @param outputs arrays to write to
   */
  public void store(ProjectionOutputs outputs) {
    System.arraycopy(point, 0, outputs.points(), query * dimension, dimension);
    outputs.logDensity()[query] = logDensity;
    outputs.residual()[query] = residual;
    outputs.normalEigenvalue()[query] = frame.eigenvalue(tangent);
    outputs.eigengap()[query] = split.eigengap(tangent);
    outputs.effectiveNeighbours()[query] = effectiveNeighbours;
    outputs.iterations()[query] = iterations;
    outputs.rejectedSteps()[query] = rejectedSteps;
    outputs.status()[query] = status.code();
    UndefinedReason reason =
        status == RidgeStatus.UNDEFINED ? split.reason(tangent) : UndefinedReason.NONE;
    outputs.reason()[query] = reason.code();
  }
}
