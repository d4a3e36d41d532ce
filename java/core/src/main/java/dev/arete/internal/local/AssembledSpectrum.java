package dev.arete.internal.local;

/**
 * The eigenvalues of a covariance that was summed up, as a matrix or in another form: every one of
 * them has the rounding of the largest, or of what that was a difference of. Not thread-safe.
 *
 * <p>C/h = S - b b^T from sums S = sum w D D^T and b = sum w D, each off by a share g of its terms,
 * is off by at most g (|S| + 2 |b| sum w |D|) &lt;= g (2 tr C/h + 3 |b|^2): in proportion to mu_1 +
 * |b|^2. Where b was known first and sums are about the mean, an error of b is of second order.
 */
final class AssembledSpectrum implements Spectrum {
  /** mu_k as a share of mu_1 above which a factor of C knows no more of direction k than C does. */
  private static final double LEADING = 1.0 / 16;

  /** A residual has its digits if what was left out changes it by less than this share. */
  private static final double DIGITS = 1e-6;

  /**
   * What is left of a difference of rounded numbers is rarely so small a share of their rounding.
   */
  private static final double CANCELLED = 0x1p-10;

  private static final double LOG_2 = Math.log(2);

  private final FrameAccuracy accuracy;
  private final double resolution;
  private final double[] ratios;
  private double droppedRatio;
  private double cancelledRatio;
  private double anchorEnergy;
  private double effectiveNeighbours;
  private double iterationTurn;
  private int known;

  /**
   * Allocates.
   *
   * @param accuracy of the frame
   * @param ratios where the d eigenvalues of C/h are when they are asked for
   */
  AssembledSpectrum(FrameAccuracy accuracy, double[] ratios) {
    this.accuracy = accuracy;
    this.resolution = accuracy.resolution;
    this.ratios = ratios;
  }

  /** Takes the errors of the moments and of the directions that were found. */
  void take(LocalMoments moments, Directions directions) {
    droppedRatio = moments.droppedRatio;
    cancelledRatio = moments.cancelledRatio;
    anchorEnergy = moments.anchorEnergy;
    effectiveNeighbours = moments.effectiveNeighbours;
    iterationTurn = directions.iterationTurn();
    known = directions.known();
  }

  /**
   * Whether a factor of the covariance would know the split after k directions better: more than
   * half the digits are lost, and not because the eigengap is small beside mu_k.
   */
  boolean needsFactor(int k) {
    if (k == 0 || roundingTurn(k) <= accuracy.assembledTurn) {
      return false;
    }
    return !(ratios[0] > accuracy.smallestRatio)
        || droppedRatio > resolution * ratios[0]
        || ratios[k - 1] < LEADING * ratios[0];
  }

  /** Whether a factor would know any of the eigenvalues better. */
  boolean needsFactor() {
    double smallest = ratios[ratios.length - 1];
    return !(smallest > accuracy.smallestRatio && error() < accuracy.assembledTurn * smallest);
  }

  /**
   * Whether a residual after k directions may consist of centres that were left out. It vanishes
   * without them where y is in the hull of k + 1 centres that have all the weight; with more
   * centres in general position it does not. By Cauchy and Schwarz those left out add to (m -
   * y)/sqrt(h) at most the root of their weight times what they would add to C/h.
   */
  boolean isLeftOut(int k, double residual) {
    double rounding = FrameAccuracy.ROUNDOFF * Math.sqrt(2 * anchorEnergy);
    return effectiveNeighbours < k + 2
        && residual <= CANCELLED * rounding
        && DIGITS * residual < leftOut();
  }

  /** Error of C/h. */
  private double error() {
    return resolution * summed() + droppedRatio;
  }

  /** What rounding of C/h is in proportion to. */
  private double summed() {
    return ratios[0] + cancelledRatio;
  }

  private double gap(int k) {
    return ratios[k - 1] - ratios[k];
  }

  /** The turn without what an iteration has left. */
  private double roundingTurn(int k) {
    double gap = gap(k);
    if (!(gap > accuracy.smallestRatio) || k > known) {
      return Double.POSITIVE_INFINITY;
    }
    double rounding = FrameAccuracy.TURN_ROUNDING * resolution * (summed() + weights(k - 1, k));
    return (rounding + droppedRatio) / gap;
  }

  /** What the rounding of weights adds to an entry of C/h between two directions. */
  private double weights(int j, int k) {
    double coupling = Math.sqrt(ratios[j]) * Math.sqrt(ratios[k]);
    return (FrameAccuracy.ENERGY_ROUNDING * anchorEnergy + energy(coupling)) * coupling;
  }

  /**
   * Energy above the anchor's of centres that add to a product of directions: with weights e^-F
   * those of more than F = -log of it add little. Rounded up by less than log 2.
   */
  private static double energy(double product) {
    return Math.max(0, -Math.getExponent(product) * LOG_2);
  }

  /** All d: what has no variance does not stand out from rounding here. */
  @Override
  public int rank() {
    return ratios.length;
  }

  @Override
  public double logRatio(int j) {
    return Math.log(ratios[j]);
  }

  /**
   * The error of C/h beside mu_j, and that of the weights, which changes each eigenvalue by as
   * large a share.
   */
  @Override
  public double logError(int j) {
    double weights = FrameAccuracy.weightError(anchorEnergy, logRatio(j)) * ratios[j];
    double rounding = FrameAccuracy.TURN_ROUNDING * resolution * (summed() + weights);
    return FrameAccuracy.logError((rounding + droppedRatio) / ratios[j]);
  }

  @Override
  public double relativeGap(int k) {
    return ratios[k - 1] > 0 ? gap(k) / ratios[k - 1] : 0;
  }

  @Override
  public double turn(int k) {
    return roundingTurn(k) + iterationTurn;
  }

  /** An error e of C/h turns direction j towards the others by e / (ratio_j - ratio_{k+1}). */
  @Override
  public double lean(int j, int k) {
    return (error() + resolution * weights(j, k)) / (ratios[j] - ratios[k]) + iterationTurn;
  }

  /**
   * Error of a component of (m - y)/sqrt(h) along a direction. Weights that are off by a share e
   * each move m by at most e sqrt(mu) along it, by Cauchy and Schwarz; what is left out, by at most
   * the root of its weight times what it would add to C/h.
   *
   * @param ratio mu / h of the direction
   */
  double meanError(double ratio) {
    double share = FrameAccuracy.ROUNDOFF * FrameAccuracy.ENERGY_ROUNDING * anchorEnergy;
    return share * Math.sqrt(ratio) + leftOut();
  }

  private double leftOut() {
    return Math.sqrt(accuracy.droppedWeight * droppedRatio);
  }

  @Override
  public boolean isLost(int k) {
    return !(ratios[k - 1] > resolution * ratios[0]);
  }
}
