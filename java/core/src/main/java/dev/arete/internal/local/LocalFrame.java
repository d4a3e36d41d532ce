package dev.arete.internal.local;

import dev.arete.Precision;
import dev.arete.internal.eigen.SymmetricEigenSolver;

/**
 * Eigenframe of the Hessian of log p at one query. Not thread-safe. Frames may share a workspace,
 * see {@link #another}.
 *
 * <p>The posterior covariance is decomposed, not the Hessian: H = (C/h - I)/h has the same vectors,
 * and what is small in C/h would drown beside I. Two ways lead to it, the second where the first
 * {@link #needsFactor}: the moments as they were summed ({@link AssembledSpectrum}), and a factor
 * of the covariance where what is wanted drowns beside mu_1 too ({@link FactoredCovariance}). How
 * the vectors are held is up to {@link Eigenbasis}; what they say of a ridge dimension, to {@link
 * FrameSplit}. Directions count from 0, eigenvalues descend.
 */
public final class LocalFrame {
  private final int dimension;
  private final double variance;
  private final FrameAccuracy accuracy;
  private final FrameWorkspace workspace;
  private final Eigenbasis basis;
  private final double[] ratios;
  private final double[] components;
  private final FrameSplit split;
  private final AssembledSpectrum assembled;

  /** What the last decomposition knows: assembled or factored. */
  private Spectrum spectrum;

  private double tolerance;

  /**
   * Allocates a frame.
   *
   * @param dimension d
   * @param variance h
   * @param precision of the moments; they are summed in double either way
   */
  public LocalFrame(int dimension, double variance, Precision precision) {
    this(dimension, variance, precision, 0, new SymmetricEigenSolver(dimension));
  }

  /**
   * Allocates a frame that forms eigenvectors only if they are asked for.
   *
   * @param dimension d
   * @param variance h
   * @param precision of the moments; they are summed in double either way
   * @param truncation share of the weight that the moments may leave out
   * @param solver factors d x d matrices; used by no other frames than {@link #another}
   */
  public LocalFrame(
      int dimension,
      double variance,
      Precision precision,
      double truncation,
      SymmetricEigenSolver solver) {
    this(
        new FrameAccuracy(dimension, precision, truncation),
        new FrameWorkspace(dimension, variance, null, solver));
  }

  /**
   * Allocates a frame with another eigensolver.
   *
   * @param dimension d
   * @param variance h
   * @param precision of the moments; they are summed in double either way
   * @param solver decomposes d x d matrices; used by no other frames than {@link #another}
   */
  public LocalFrame(
      int dimension, double variance, Precision precision, EigenDecomposition solver) {
    this(
        new FrameAccuracy(dimension, precision, 0),
        new FrameWorkspace(dimension, variance, solver, null));
  }

  private LocalFrame(FrameAccuracy accuracy, FrameWorkspace workspace) {
    this.dimension = workspace.dimension;
    this.variance = workspace.variance;
    this.accuracy = accuracy;
    this.workspace = workspace;
    this.basis = new Eigenbasis(dimension, accuracy.isHigh, workspace);
    this.ratios = new double[dimension];
    this.components = new double[dimension];
    this.split = new FrameSplit(accuracy, this);
    this.assembled = new AssembledSpectrum(accuracy, ratios);
    this.spectrum = assembled;
  }

  /**
   * Allocates a frame of another query of the same worker, without a workspace of its own: what one
   * of them says holds until another decomposes. It does not {@link #lead} before it is told to.
   *
   * @return a frame as this one was when it was allocated
   */
  public LocalFrame another() {
    return new LocalFrame(accuracy, workspace);
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
    double rounding = FrameAccuracy.TURN_ROUNDING * accuracy.resolution;
    basis.lead(new LeadingBasis(dimension, space, rounding, accuracy.isSingle));
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
    basis.decompose(moments, tolerance, ratios, components);
    assembled.take(moments, basis.form());
    spectrum = assembled;
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
    FactoredCovariance factored = workspace.factored();
    if (!factored.decompose(terms, directions)) {
      return factored.isTooLong();
    }
    for (int j = 0; j < dimension; j++) {
      ratios[j] = Math.exp(factored.logRatio(j));
    }
    basis.take(factored, moments.shift, components);
    spectrum = factored;
    return true;
  }

  /**
   * Returns how many centres, the heaviest, a factor takes at least.
   *
   * @param directions how many leading directions are wanted to full accuracy
   * @return rows that it begins with
   */
  public static int factorRows(int directions) {
    return FactorRows.first(directions);
  }

  /**
   * Returns whether a factor of the covariance would know the split after k directions, or the
   * residual, better than the assembled moments do.
   *
   * @param k number of tangent directions
   * @return true if {@link #decompose(LocalMoments, PosteriorTerms, int)} is worth its cost
   */
  public boolean needsFactor(int k) {
    return needsFactorForSplit(k) || (!isFactored() && split.isDefined(k) && isLeftOut(k));
  }

  /**
   * Returns whether a factor of the covariance would know the split after k directions better than
   * the assembled covariance does. A projection asks for no more: a residual that vanishes is as
   * small as any.
   *
   * @param k number of tangent directions
   * @return true if the split hangs on a factor
   */
  public boolean needsFactorForSplit(int k) {
    return !isFactored() && assembled.needsFactor(k);
  }

  /**
   * Returns whether centres that the moments leave out may be what the residual consists of.
   *
   * @param k number of tangent directions
   * @return true if the residual vanishes but for them
   */
  public boolean isLeftOut(int k) {
    return k > 0 && !accuracy.isDear && assembled.isLeftOut(k, split.residual(k));
  }

  /**
   * Takes m - y from the terms of the factor where the moments left out too much of it.
   *
   * @param k number of tangent directions
   * @param queries holds the query
   * @param offset index of its first coordinate
   */
  void complete(int k, double[] queries, int offset) {
    if (isFactored() && isLeftOut(k)) {
      double[] shift = new double[dimension];
      workspace.factored().shift(queries, offset, shift);
      basis.project(shift, components);
    }
  }

  /**
   * Returns whether a factor would know any of the eigenvalues better.
   *
   * @return true if the smallest is lost in the rounding of the largest
   */
  public boolean needsFactor() {
    return !isFactored() && assembled.needsFactor();
  }

  /**
   * Returns whether the frame comes from a factor of the covariance.
   *
   * @return true after {@link #decompose(LocalMoments, PosteriorTerms, int)}
   */
  public boolean isFactored() {
    return spectrum != assembled;
  }

  /**
   * Returns whether the iteration for leading directions came to its end; if not, a covariance
   * would tell more.
   *
   * @return true wherever no iteration was necessary
   */
  public boolean isSettled() {
    return isFactored() || basis.form().isSettled();
  }

  /**
   * Returns what the frame says of its split into tangent and normal space.
   *
   * @return a view, always of the last decomposition
   */
  public FrameSplit split() {
    return split;
  }

  /** Error of (m - y)/sqrt(h) in the normal space, as the moments know m. */
  double meanError(int k) {
    return assembled.meanError(ratios[k]);
  }

  /** What is known of the eigenvalues by the last decomposition. */
  Spectrum spectrum() {
    return spectrum;
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
   * Returns v_j . (m - y).
   *
   * @param j direction
   * @return the component of the displacement to the posterior mean
   */
  public double component(int j) {
    return components[j];
  }

  /** |P_N (m - y)| where the first k directions are the tangent space. */
  double normalDistance(int k) {
    return basis.form().normalDistance(components, k);
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
}
