package dev.arete.internal.local;

import java.util.Arrays;

/**
 * What rounding makes of the directions of a factor: of the rows that span them, of the rows that
 * add to them, and of the energies. Not thread-safe.
 */
final class FactorRounding {
  private final int d;
  private final WeightedPivotQr qr;
  private final double[] conditions;
  private final double[] inverse;

  /** How many conditions are known. */
  private int measured;

  private double anchorEnergy;

  FactorRounding(int dimension, WeightedPivotQr qr) {
    d = dimension;
    this.qr = qr;
    conditions = new double[d];
    inverse = new double[d];
  }

  /** Takes the rows as they were factored last, and the energy of their anchor. */
  void measure(double energy) {
    anchorEnergy = energy;
    measured = 0;
  }

  /**
   * The condition of a direction: how many units of rounding of the rows that gave it turn it, the
   * norm of its row in the inverse of their triangle with rows in units of their lengths.
   */
  private double condition(int k) {
    for (; measured <= k; measured++) {
      conditions[measured] = Math.sqrt(inverseRow(measured));
    }
    return conditions[k];
  }

  /** Squared norm of row k of the inverse of the lower triangle. */
  private double inverseRow(int k) {
    Arrays.fill(inverse, 0, k, 0);
    inverse[k] = 1;
    double sum = 0;
    for (int i = k; i >= 0; i--) {
      int row = qr.pivotRow(i) * d;
      double share = inverse[i] / qr.triangle[row + i];
      double entry = share * qr.length(qr.pivotRow(i));
      sum += entry * entry;
      for (int j = 0; j < i; j++) {
        inverse[j] -= share * qr.triangle[row + j];
      }
    }
    return sum;
  }

  /**
   * How far rounding may turn the space of the first k directions, before it is divided by the
   * relative eigengap.
   *
   * @param k number of leading directions, 1 to the rank
   * @param coupling sqrt(mu_{k+1} / mu_k)
   * @return radians, to first order
   */
  double turn(int k, double coupling) {
    double rows = spanCondition(k) + Math.exp(logOtherRounding(k) - qr.logPivots[k - 1]);
    double energy =
        FrameAccuracy.ENERGY_ROUNDING * (anchorEnergy + Math.max(0, -2 * qr.logPivots[k - 1]));
    return units() * (rows + coupling * energy);
  }

  /**
   * Bound on the error of log(mu/h) of direction j, to first order. Rounding of the rows that gave
   * the first directions up to this one multiplies the factor by a matrix near I, which changes
   * each singular value by at most that share (Ostrowski 1959); rounding of the others adds to it,
   * and that of energies changes each eigenvalue by the share of the weight it changes.
   *
   * @param j direction, from 0, below the rank
   * @param logRatio log(mu/h)
   * @return the bound, infinite where nothing may be left of mu
   */
  double logError(int j, double logRatio) {
    int k = j + 1;
    double others = Math.sqrt(qr.count - k) * Math.exp(logOtherRounding(k) - 0.5 * logRatio);
    double rows = 2 * (spanCondition(k) + others);
    double weights = FrameAccuracy.weightError(anchorEnergy, logRatio);
    return FrameAccuracy.logError(units() * (rows + weights));
  }

  /** Bound on the rounding of a row or of an energy, relative to their terms. */
  private double units() {
    return FrameAccuracy.TURN_ROUNDING * Math.sqrt(d) * FrameAccuracy.ROUNDOFF;
  }

  /** Units of rounding of the rows that gave the first k directions by which these turn. */
  private double spanCondition(int k) {
    double sum = 0;
    for (int j = 0; j < k; j++) {
      sum += condition(j) * condition(j);
    }
    return Math.sqrt(sum);
  }

  /**
   * Logarithm of the largest weighted rounding of the other rows, in units of rounding: of what is
   * left of them beyond the first k directions, each of which is off by its condition.
   */
  private double logOtherRounding(int k) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = k; i < qr.count; i++) {
      int row = qr.pivotRow(i);
      double sum = qr.length(row);
      for (int j = 0; j < k && sum > 0; j++) {
        sum += Math.abs(qr.triangle[row * d + j]) * condition(j);
      }
      most = Math.max(most, qr.logWeights[row] + Math.log(sum));
    }
    return most;
  }
}
