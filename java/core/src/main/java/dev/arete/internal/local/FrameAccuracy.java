package dev.arete.internal.local;

import dev.arete.Precision;

/** How well a frame has to be known, and what rounding takes of it, for one d and precision. */
final class FrameAccuracy {
  /** The normal space exists if rounding turns it by less than this angle. */
  static final double OPEN_TURN = 1.0 / 64;

  private static final double SMALLEST_RATIO_FP64 = 1e-280;

  private static final double SMALLEST_RATIO_FP32 = 1e-30;

  /**
   * Energies above the anchor's are D . (D + 2 (c_0 - y)) / (2h) with D = c - c_0 rounded. Its
   * terms add up to at most this many times the energies of the two centres.
   */
  static final double ENERGY_ROUNDING = 4;

  /** Units of rounding, times sqrt(d), that bound the turn: twice what random cases showed. */
  static final double TURN_ROUNDING = 8;

  static final double ROUNDOFF = 0x1p-53;

  /**
   * Bound on the weight of what moments in double precision always leave out: e^-40 is below it.
   */
  private static final double DROPPED_WEIGHT = 0x1p-57;

  /** The same in single precision: e^-18 is below it. */
  private static final double DROPPED_WEIGHT_FP32 = 0x1p-25;

  /** From this dimension on a factor costs much, and one of low rank gives what it knows only. */
  static final int HIGH_DIMENSION = 128;

  /** Up to this turn the assembled covariance will do: half the digits of a double are left. */
  private static final double ASSEMBLED_TURN_FP64 = 0x1p-26;

  /** A normal space that is known this well is well conditioned: to six digits, or to three. */
  private static final double GOOD_TURN_FP64 = 1e-6;

  private static final double GOOD_TURN_FP32 = 1e-3;

  /** Below it products of weights and squared distances have lost bits to underflow. */
  final double smallestRatio;

  /** Whether single precision is wanted. */
  final boolean isSingle;

  /** Whether there are so many dimensions that d x d matrices are avoided. */
  final boolean isHigh;

  /** Whether a factor costs so much that it is called only where the status hangs on it. */
  final boolean isDear;

  /** Rounding of an eigenvalue as a share of mu_1. */
  final double resolution;

  /** Up to this turn the normal space is well conditioned. */
  final double goodTurn;

  /** Bound on the weight of what the moments leave out. */
  final double droppedWeight;

  /** Up to this turn no factor of the covariance is asked for. */
  final double assembledTurn;

  /**
   * Bound, in units of rounding, on the relative error that the weights bring to an eigenvalue:
   * each is off by the rounding of its energy, and an eigenvalue changes by no larger a share than
   * those that make it up. What is lighter than these by e^-40 is beside rounding.
   */
  static double weightError(double anchorEnergy, double logRatio) {
    return ENERGY_ROUNDING * (anchorEnergy + Math.max(0, -logRatio) + 40);
  }

  /** What a relative error makes of a logarithm; infinite if nothing may be left of the number. */
  static double logError(double relative) {
    return relative < 1 ? -Math.log1p(-relative) : Double.POSITIVE_INFINITY;
  }

  FrameAccuracy(int dimension, Precision precision, double truncation) {
    isSingle = precision == Precision.FP32;
    smallestRatio = isSingle ? SMALLEST_RATIO_FP32 : SMALLEST_RATIO_FP64;
    isHigh = dimension >= HIGH_DIMENSION;
    resolution = Math.sqrt(dimension) * ROUNDOFF;
    goodTurn = isSingle ? GOOD_TURN_FP32 : GOOD_TURN_FP64;
    isDear = isSingle || isHigh;
    droppedWeight = Math.max(isSingle ? DROPPED_WEIGHT_FP32 : DROPPED_WEIGHT, truncation);
    double turn = isDear ? goodTurn : ASSEMBLED_TURN_FP64;
    assembledTurn = Math.max(turn, Math.sqrt(truncation)); // half of the digits that were asked for
  }
}
