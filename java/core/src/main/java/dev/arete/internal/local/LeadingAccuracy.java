package dev.arete.internal.local;

import dev.arete.internal.eigen.BlockKrylov;
import java.util.Arrays;

/**
 * How well a Krylov space knows the first k + 1 eigenpairs of a covariance whose trace is 1. Holds
 * its workspace; not thread-safe.
 *
 * <p>With |C v_j - mu_j v_j| &lt;= r_j for the first k Ritz pairs, their space is off by at most
 *
 * <pre>(sum over j of (r_j / (mu_j - mu))^2)^(1/2),  mu = mu_{k+1} + r_{k+1},</pre>
 *
 * to first order (Davis and Kahan 1970), if no eigenvalue above mu was missed. That follows from
 * the trace, or with a probability of 1 - 1e-6 over the random vectors from the number of steps:
 * the largest eigenvalue of the space beside the first directions is at most 1/(1 - e) times the
 * Ritz value there, where sqrt(e) (2 steps - 1) = log(1.648 sqrt(d)) + log(1e6)/(random vectors)
 * (Kuczynski and Wozniakowski 1992).
 */
final class LeadingAccuracy {
  /** Residual of pair k + 1 that will do, as a share of mu_1: its error is of second order. */
  private static final double NORMAL_RESIDUAL = 1e-5;

  /** A missed direction with less variance than this beyond that of the split does no harm. */
  private static final double MISSED = 0.1;

  /** log of 1e6, for a failure of one in a million. */
  private static final double LOG_ODDS = Math.log(1e6);

  private final BlockKrylov krylov;
  private final int d;
  private final double[] residuals;
  private int split;
  private double noise;

  /** Takes the space it judges, and how many pairs it will be asked for at most. */
  LeadingAccuracy(BlockKrylov krylov, int dimension, int wanted) {
    this.krylov = krylov;
    this.d = dimension;
    this.residuals = new double[wanted];
  }

  /**
   * Begins with another covariance.
   *
   * @param tangent k
   */
  void start(int tangent) {
    split = tangent;
    Arrays.fill(residuals, 0);
  }

  /**
   * Returns whether the Ritz pairs are as exact as wanted.
   *
   * @param rounding error of the operator that further steps do not mend
   * @param turn angle that the iteration may leave
   * @param least fewest Ritz pairs to tell it from
   */
  boolean isReached(double rounding, double turn, int least) {
    noise = rounding;
    if (krylov.isComplete()) {
      return true;
    }
    return krylov.order() > least && isNormalKnown() && isNearestKnown(turn) && isSpaceKnown(turn);
  }

  private boolean isNormalKnown() {
    residuals[split] = krylov.residual(split);
    return residuals[split] <= Math.max(noise, NORMAL_RESIDUAL * krylov.value(0));
  }

  /** The last tangent direction is the worst, as a rule: it is asked first. */
  private boolean isNearestKnown(double turn) {
    if (split == 0) {
      return true;
    }
    residuals[split - 1] = krylov.residual(split - 1);
    return residuals[split - 1] <= Math.max(noise, turn * gap(split - 1));
  }

  private boolean isSpaceKnown(double turn) {
    measure();
    if (turn() <= turn) {
      return true;
    }
    for (int j = 0; j <= split; j++) {
      if (residuals[j] > noise) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether no direction with more variance than that of pair k + 1 can have been missed.
   *
   * @param kept directions that are followed
   * @param random vectors in the first block
   */
  boolean isNothingMissed(int kept, int random) {
    if (krylov.isComplete()) {
      return true;
    }
    double share = (Math.log(1.648 * Math.sqrt(d)) + LOG_ODDS / random) / (2 * krylov.steps() - 1);
    double allowed = share * share;
    double known = krylov.value(split) + residuals[split];
    return allowed <= MISSED || krylov.value(kept) <= known * (1 - allowed) || left(kept) <= known;
  }

  /** What the trace leaves to the space beside the first directions. */
  private double left(int count) {
    double sum = 0;
    for (int j = 0; j < count; j++) {
      sum += krylov.value(j);
    }
    return 1 - sum;
  }

  /** Fills the residuals of all pairs up to k + 1. */
  void measure() {
    for (int j = 0; j <= split; j++) {
      residuals[j] = j < krylov.order() ? krylov.residual(j) : 0;
    }
  }

  private double gap(int j) {
    return krylov.value(j) - krylov.value(split) - residuals[split];
  }

  /** Angle by which the measured space of the first k directions may be off. */
  double turn() {
    double squares = 0;
    for (int j = 0; j < split; j++) {
      double turn = residuals[j] / Math.max(gap(j), noise); // a smaller gap is closed by rounding
      squares += turn * turn;
    }
    return Math.sqrt(squares);
  }

  /** Length of a row of the next block without which that angle changes little. */
  double negligible(double turn, double share) {
    double gap = split == 0 ? krylov.value(0) : Math.max(gap(split - 1), 0);
    return share * turn * gap;
  }
}
