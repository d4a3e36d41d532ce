package dev.arete.internal.local;

import dev.arete.GeometryStatus;
import dev.arete.Precision;
import dev.arete.UndefinedReason;
import dev.arete.internal.eigen.SymmetricEigenSolver;

/**
 * Eigenframe of the Hessian of log p at one query, split after the first k directions into tangent
 * and normal space. Holds its workspace; not thread-safe.
 *
 * <p>The posterior covariance is decomposed, not the Hessian: H = (C/h - I)/h has the same vectors,
 * and what is small in C/h would drown beside I. Where what is wanted drowns beside mu_1 too, a
 * factor of the covariance is decomposed instead ({@link FactoredCovariance}). Directions count
 * from 0: 0..k-1 span the tangent space, k..d-1 the normal space, eigenvalues descend.
 */
public final class LocalFrame {
  /** The normal space exists if rounding turns it by less than this angle. */
  private static final double OPEN_TURN = 1.0 / 64;

  /** Up to this turn the assembled covariance will do: half the digits of a double are left. */
  private static final double ASSEMBLED_TURN_FP64 = 0x1p-26;

  /** A normal space that is known this well is well conditioned: to six digits, or to three. */
  private static final double GOOD_TURN_FP64 = 1e-6;

  private static final double GOOD_TURN_FP32 = 1e-3;

  /** mu_k as a share of mu_1 above which a factor of C knows no more of direction k than C does. */
  private static final double LEADING = 1.0 / 16;

  /** Below it products of weights and squared distances have lost bits to underflow. */
  private static final double SMALLEST_RATIO = 1e-280;

  /**
   * Energies are D . ((c - y) + (c_0 - y)) / (2h), whose terms add up to at most this many times
   * the energies of the two centres.
   */
  static final double ENERGY_ROUNDING = 4;

  /** Units of rounding, times sqrt(d), that bound the turn: twice what random cases showed. */
  static final double TURN_ROUNDING = 8;

  private static final double ROUNDOFF = 0x1p-53;

  /** From this dimension on a factor of low rank gives only the directions it knows. */
  private static final int LEAST_PARTIAL = 128;

  private final int dimension;
  private final double variance;
  private final double resolution;
  private final Eigenbasis basis;
  private final double[] ratios;
  private final double[] components;
  private final double assembledTurn;
  private final double goodTurn;
  private double droppedRatio;
  private double anchorEnergy;
  private double tolerance;
  private FactoredCovariance factored;
  private boolean isFactored;

  /**
   * Allocates a frame.
   *
   * @param dimension d
   * @param variance h
   * @param precision of the moments; they are summed in double either way
   */
  public LocalFrame(int dimension, double variance, Precision precision) {
    this(dimension, variance, precision, new SymmetricEigenSolver(dimension));
  }

  /**
   * Allocates a frame that forms eigenvectors only if they are asked for.
   *
   * @param dimension d
   * @param variance h
   * @param precision of the moments; they are summed in double either way
   * @param solver factors d x d matrices; used by this frame alone
   */
  public LocalFrame(
      int dimension, double variance, Precision precision, SymmetricEigenSolver solver) {
    this(dimension, variance, precision, null, solver);
  }

  /**
   * Allocates a frame with another eigensolver.
   *
   * @param dimension d
   * @param variance h
   * @param precision of the moments; they are summed in double either way
   * @param solver decomposes d x d matrices; used by this frame alone
   */
  public LocalFrame(
      int dimension, double variance, Precision precision, EigenDecomposition solver) {
    this(dimension, variance, precision, solver, null);
  }

  private LocalFrame(
      int dimension,
      double variance,
      Precision precision,
      EigenDecomposition solver,
      SymmetricEigenSolver lazy) {
    this.dimension = dimension;
    this.variance = variance;
    this.resolution = Math.sqrt(dimension) * ROUNDOFF;
    this.basis = new Eigenbasis(dimension, solver, lazy);
    this.ratios = new double[dimension];
    this.components = new double[dimension];
    boolean single = precision == Precision.FP32;
    this.goodTurn = single ? GOOD_TURN_FP32 : GOOD_TURN_FP64;
    boolean isDear = single || dimension >= LEAST_PARTIAL; // a factor is called for status only
    this.assembledTurn = isDear ? goodTurn : ASSEMBLED_TURN_FP64;
  }

  /**
   * Makes the frame able to decompose moments that come with an operator instead of a covariance:
   * of the eigenvalues only the first k + 1 are computed then, and of the directions those that
   * matter for the split and for steps in the normal space.
   *
   * @param space made for k + 1 directions, shared by the frames of a worker: what a frame says of
   *     such moments holds until another of them decomposes
   * @param residual scale-free ridge residual that is aimed at, or 0 where all digits are wanted
   */
  public void lead(LeadingSpace space, double residual) {
    tolerance = residual * Math.sqrt(variance);
    boolean single = goodTurn != GOOD_TURN_FP64;
    basis.lead(new LeadingBasis(dimension, space, TURN_ROUNDING * resolution, single));
  }

  /** Forgets what an earlier evaluation has left to begin the next one with. */
  public void forget() {
    basis.forget();
  }

  /**
   * Decomposes the covariance of a query as the moments give it.
   *
   * @param moments filled moments; not changed, not kept
   */
  public void decompose(LocalMoments moments) {
    isFactored = false;
    droppedRatio = moments.droppedRatio;
    anchorEnergy = moments.anchorEnergy;
    basis.decompose(moments, tolerance, ratios, components);
  }

  /**
   * Returns whether the iteration for leading directions came to its end; if not, a covariance
   * would tell more.
   *
   * @return true wherever no iteration was necessary
   */
  public boolean isSettled() {
    return isFactored || basis.isSettled();
  }

  /**
   * Decomposes the covariance of a query from a factor: to high relative accuracy in every wanted
   * direction, where the assembled one knows mu_1 only.
   *
   * @param moments filled moments at the same query, of which the shift is read
   * @param terms the centres as seen from the query; not changed, not kept
   * @param directions how many leading directions are wanted to full accuracy, at least 1
   * @return false if the terms leave out centres that matter: the frame is unchanged then, as it is
   *     where a factor would have more rows than is affordable
   */
  public boolean decompose(LocalMoments moments, PosteriorTerms terms, int directions) {
    if (factored == null) {
      factored = new FactoredCovariance(dimension, variance);
    }
    if (!factored.decompose(terms, directions)) {
      return factored.isTooLong();
    }
    isFactored = true;
    for (int j = 0; j < dimension; j++) {
      ratios[j] = Math.exp(factored.logRatio(j));
    }
    if (dimension >= LEAST_PARTIAL && factored.rank() <= dimension / 2) {
      RowBasis rows = basis.givenRows();
      factored.vectors(factored.rank(), rows.room(factored.rank()));
      rows.split(moments.shift, components);
    } else {
      factored.vectors(dimension, basis.room());
      basis.given();
      basis.project(moments.shift, components);
    }
    return true;
  }

  /**
   * Computes the components of a displacement along the eigenvectors.
   *
   * @param displacement d numbers
   * @param out receives v_j . displacement for j = 0..d-1
   */
  public void project(double[] displacement, double[] out) {
    basis.project(displacement, out);
  }

  /**
   * Computes the displacement with given components along the eigenvectors.
   *
   * @param coordinates d numbers
   * @param out receives the sum of coordinates[j] v_j; another array
   */
  public void expand(double[] coordinates, double[] out) {
    basis.expand(coordinates, out);
  }

  /**
   * Returns whether a factor of the covariance would know the split after k directions better than
   * the assembled covariance does: more than half the digits are lost in it, and not because the
   * eigengap is small beside mu_k.
   *
   * @param tangent k
   * @return true if {@link #decompose(LocalMoments, PosteriorTerms, int)} is worth its cost
   */
  public boolean needsFactor(int tangent) {
    if (isFactored || tangent == 0 || roundingTurn(tangent) <= assembledTurn) {
      return false;
    }
    return !(ratios[0] > SMALLEST_RATIO)
        || droppedRatio > resolution * ratios[0]
        || ratios[tangent - 1] < LEADING * ratios[0];
  }

  /**
   * Returns whether a factor would know any of the eigenvalues better.
   *
   * @return true if the smallest is lost in the rounding of the largest
   */
  public boolean needsFactor() {
    double error = resolution * ratios[0] + droppedRatio;
    return !isFactored && !(error < assembledTurn * ratios[dimension - 1]);
  }

  /**
   * Returns whether the frame comes from a factor of the covariance.
   *
   * @return true after {@link #decompose(LocalMoments, PosteriorTerms, int)}
   */
  public boolean isFactored() {
    return isFactored;
  }

  /**
   * Returns how many directions carry posterior variance, as far as the last decomposition tells.
   *
   * @return the rank where the frame is factored; d where it is not
   */
  public int rank() {
    return isFactored ? factored.rank() : dimension;
  }

  /**
   * Returns log(mu_j / h), which does not underflow where the frame is factored.
   *
   * @param j direction, 0 for the largest
   * @return the logarithm; minus infinity for a direction without variance
   */
  public double logRatio(int j) {
    return isFactored ? factored.logRatio(j) : Math.log(ratios[j]);
  }

  /**
   * Returns the eigengap in units of mu_k.
   *
   * @param tangent k
   * @return (mu_k - mu_{k+1})/mu_k counted from 1, 0 to 1; NaN for k = 0
   */
  public double relativeGap(int tangent) {
    if (tangent == 0) {
      return Double.NaN;
    }
    if (isFactored) {
      return factored.relativeGap(tangent);
    }
    return ratios[tangent - 1] > 0 ? gapRatio(tangent) / ratios[tangent - 1] : 0;
  }

  /**
   * Returns by how much rounding, dropped weights and the end of an iteration may turn the space of
   * the first k directions.
   *
   * @param tangent k
   * @return an angle in radians, to first order; 0 for k = 0, infinite where the split is closed
   */
  public double turn(int tangent) {
    if (tangent == 0) {
      return 0;
    }
    return isFactored ? factored.turn(tangent) : roundingTurn(tangent) + basis.iterationTurn();
  }

  /** The turn without what an iteration has left. */
  private double roundingTurn(int tangent) {
    double gap = gapRatio(tangent);
    if (!(gap > SMALLEST_RATIO) || tangent > basis.rank()) {
      return Double.POSITIVE_INFINITY;
    }
    double coupling = Math.sqrt(ratios[tangent - 1]) * Math.sqrt(ratios[tangent]);
    double weights = ENERGY_ROUNDING * resolution * anchorEnergy * coupling;
    return (TURN_ROUNDING * (resolution * ratios[0] + weights) + droppedRatio) / gap;
  }

  /**
   * Returns the dimension d.
   *
   * @return d
   */
  public int dimension() {
    return dimension;
  }

  /**
   * Returns the variance h of the smoothing.
   *
   * @return h
   */
  public double variance() {
    return variance;
  }

  /**
   * Returns mu_j / h, an eigenvalue of the posterior covariance in units of h.
   *
   * @param j direction, 0 for the largest
   * @return the ratio, at least 0
   */
  public double ratio(int j) {
    return ratios[j];
  }

  /**
   * Returns lambda_j = (mu_j/h - 1)/h, an eigenvalue of the Hessian of log p.
   *
   * @param j direction, 0 for the largest
   * @return the eigenvalue
   */
  public double eigenvalue(int j) {
    return (ratios[j] - 1) / variance;
  }

  /**
   * Returns the eigenvectors.
   *
   * @return d x d, row j is the unit vector v_j; the frame's own array, read-only
   */
  public double[] vectors() {
    return basis.vectors();
  }

  /**
   * Returns v_j . (m - y).
   *
   * @param j direction
   * @return the component of the displacement to the posterior mean
   */
  public double component(int j) {
    return components[j];
  }

  /**
   * Returns the eigengap in units of 1/h.
   *
   * @param tangent k
   * @return (mu_k - mu_{k+1})/h counted from 1, or NaN for k = 0
   */
  public double gapRatio(int tangent) {
    return tangent == 0 ? Double.NaN : ratios[tangent - 1] - ratios[tangent];
  }

  /**
   * Returns the eigengap lambda_k - lambda_{k+1} of the Hessian.
   *
   * @param tangent k
   * @return the gap, or NaN for k = 0
   */
  public double eigengap(int tangent) {
    return gapRatio(tangent) / variance;
  }

  /**
   * Returns whether the split after k directions exists: rounding must not turn it far.
   *
   * @param tangent k
   * @return true for k = 0 and wherever the gap is open
   */
  public boolean isDefined(int tangent) {
    return turn(tangent) < OPEN_TURN;
  }

  /**
   * Returns whether the split after k directions is known to six digits, or in single precision to
   * three.
   *
   * @param tangent k
   * @return true if results that depend on the normal space can be relied on
   */
  public boolean isWellConditioned(int tangent) {
    return turn(tangent) <= goodTurn;
  }

  /**
   * Returns what can be said of the split after k directions.
   *
   * @param tangent k
   * @return the status
   */
  public GeometryStatus status(int tangent) {
    if (!isDefined(tangent)) {
      return GeometryStatus.UNDEFINED;
    }
    return isWellConditioned(tangent) ? GeometryStatus.OK : GeometryStatus.ILL_CONDITIONED;
  }

  /**
   * Returns why the split after k directions does not exist.
   *
   * @param tangent k
   * @return the reason, NONE where it does
   */
  public UndefinedReason reason(int tangent) {
    if (isDefined(tangent)) {
      return UndefinedReason.NONE;
    }
    if (rank() < tangent) {
      return UndefinedReason.RANK_DEFICIENT;
    }
    if (!isFactored && !(ratios[tangent - 1] > resolution * ratios[0])) {
      return UndefinedReason.LOST_IN_ROUNDING; // a factor would have had too many rows
    }
    double gap = relativeGap(tangent);
    return turn(tangent) * gap < OPEN_TURN || !(gap > 0)
        ? UndefinedReason.CLOSED_EIGENGAP
        : UndefinedReason.LOST_IN_ROUNDING;
  }

  /**
   * Returns how much of the residual may come from a normal space that is turned by rounding and by
   * dropped weights: an error e of C/h turns v_l towards normal directions by e / (ratio_l -
   * ratio_{k+1}).
   *
   * @param tangent k
   * @return the uncertainty of {@link #residual}, a pure number
   */
  public double residualNoise(int tangent) {
    double error = resolution * ratios[0] + droppedRatio;
    double noise = 0;
    for (int l = 0; l < tangent; l++) {
      double rounded = isFactored ? turn(tangent) : error / (ratios[l] - ratios[tangent]);
      double turn = rounded + basis.iterationTurn();
      noise += Math.abs(components[l]) * turn;
    }
    return noise / Math.sqrt(variance);
  }

  /**
   * Returns whether the residual is known to a tolerance, or else to the digits that a well
   * conditioned normal space has: a score far longer than 1/sqrt(h) makes much of a small turn.
   *
   * @param tangent k
   * @param tolerance of the residual, a pure number
   * @return false if rounding may hide a residual above both
   */
  public boolean isResidualKnown(int tangent, double tolerance) {
    double noise = residualNoise(tangent);
    return noise <= tolerance || Math.max(noise, turn(tangent)) <= goodTurn;
  }

  /**
   * Returns |P_N (m - y)|, the distance to the posterior mean in the normal space.
   *
   * @param tangent k
   * @return the distance, in units of the coordinates
   */
  public double normalDistance(int tangent) {
    double largest = 0;
    for (int j = tangent; j < dimension; j++) {
      largest = Math.max(largest, Math.abs(components[j]));
    }
    if (largest == 0) {
      return 0;
    }
    double sum = 0;
    for (int j = tangent; j < dimension; j++) {
      double scaled = components[j] / largest;
      sum += scaled * scaled;
    }
    return largest * Math.sqrt(sum);
  }

  /**
   * Returns the scale-free ridge residual |P_N (m - y)| / sqrt(h).
   *
   * @param tangent k
   * @return the residual, a pure number
   */
  public double residual(int tangent) {
    return normalDistance(tangent) / Math.sqrt(variance);
  }
}
