package dev.arete.internal.local;

import dev.arete.GeometryStatus;
import dev.arete.UndefinedReason;

/**
 * What can be said of the split of a frame after its first k directions, the tangent space, from
 * the others, the normal space: how wide the eigengap is, how far errors turn it, and so whether it
 * exists. A view of its frame; not thread-safe.
 */
public final class FrameSplit {
  private final FrameAccuracy accuracy;
  private final LocalFrame frame;

  FrameSplit(FrameAccuracy accuracy, LocalFrame frame) {
    this.accuracy = accuracy;
    this.frame = frame;
  }

  /**
   * Returns the eigengap lambda_k - lambda_{k+1} of the Hessian.
   *
   * @param k number of tangent directions
   * @return the gap (mu_k - mu_{k+1})/h^2 counted from 1, or NaN for k = 0
   */
  public double eigengap(int k) {
    double ratio = k == 0 ? Double.NaN : frame.ratio(k - 1) - frame.ratio(k);
    return ratio / frame.variance();
  }

  /**
   * Returns the eigengap in units of mu_k.
   *
   * @param k number of tangent directions
   * @return (mu_k - mu_{k+1})/mu_k counted from 1, 0 to 1; NaN for k = 0
   */
  public double relativeGap(int k) {
    return k == 0 ? Double.NaN : frame.spectrum().relativeGap(k);
  }

  /**
   * Returns by how much rounding, dropped weights and the end of an iteration may turn the space of
   * the first k directions.
   *
   * @param k number of tangent directions
   * @return an angle in radians, to first order; 0 for k = 0, infinite where the split is closed
   */
  public double turn(int k) {
    return k == 0 ? 0 : frame.spectrum().turn(k);
  }

  /**
   * Returns whether the split exists: rounding must not turn it far.
   *
   * @param k number of tangent directions
   * @return true for k = 0 and wherever the gap is open
   */
  public boolean isDefined(int k) {
    return turn(k) < FrameAccuracy.OPEN_TURN;
  }

  /**
   * Returns what can be said of the split: whether it exists and, if so, whether it is known to six
   * digits, or in single precision to three.
   *
   * @param k number of tangent directions
   * @return the status
   */
  public GeometryStatus status(int k) {
    double turn = turn(k);
    if (!(turn < FrameAccuracy.OPEN_TURN)) {
      return GeometryStatus.UNDEFINED;
    }
    return turn <= accuracy.goodTurn ? GeometryStatus.OK : GeometryStatus.ILL_CONDITIONED;
  }

  /**
   * Returns why the split does not exist.
   *
   * @param k number of tangent directions
   * @return the reason, NONE where it does
   */
  public UndefinedReason reason(int k) {
    if (isDefined(k)) {
      return UndefinedReason.NONE;
    }
    if (frame.spectrum().rank() < k) {
      return UndefinedReason.RANK_DEFICIENT;
    }
    if (frame.spectrum().isLost(k)) {
      return UndefinedReason.LOST_IN_ROUNDING; // a factor would have had too many rows
    }
    double gap = relativeGap(k);
    return turn(k) * gap < FrameAccuracy.OPEN_TURN || !(gap > 0)
        ? UndefinedReason.CLOSED_EIGENGAP
        : UndefinedReason.LOST_IN_ROUNDING;
  }

  /**
   * Returns |P_N (m - y)|, the distance to the posterior mean in the normal space.
   *
   * @param k number of tangent directions
   * @return the distance, in units of the coordinates
   */
  public double normalDistance(int k) {
    return frame.normalDistance(k);
  }

  /**
   * Returns the scale-free ridge residual |P_N (m - y)| / sqrt(h).
   *
   * @param k number of tangent directions
   * @return the residual, a pure number
   */
  public double residual(int k) {
    return normalDistance(k) / Math.sqrt(frame.variance());
  }

  /**
   * Returns how much of the residual may come from rounding and dropped weights: a tangent
   * direction that they make lean brings its component of m - y along, and they move m itself.
   *
   * @param k number of tangent directions
   * @return the uncertainty of {@link #residual}, a pure number
   */
  public double residualNoise(int k) {
    double noise = 0;
    for (int j = 0; j < k; j++) {
      noise += Math.abs(frame.component(j)) * frame.spectrum().lean(j, k);
    }
    return noise / Math.sqrt(frame.variance()) + frame.meanError(k);
  }

  /**
   * Returns whether the residual is known to a tolerance, or else to the digits that a well
   * conditioned normal space has: a score far longer than 1/sqrt(h) makes much of a small turn.
   *
   * @param k number of tangent directions
   * @param tolerance of the residual, a pure number
   * @return false if rounding may hide a residual above both
   */
  public boolean isResidualKnown(int k, double tolerance) {
    double noise = residualNoise(k);
    return noise <= tolerance || Math.max(noise, turn(k)) <= accuracy.goodTurn;
  }
}
