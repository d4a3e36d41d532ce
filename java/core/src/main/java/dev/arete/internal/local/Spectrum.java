package dev.arete.internal.local;

/**
 * What a decomposition of the posterior covariance knows of the eigenvalues mu_1 >= ... >= mu_d,
 * and of the directions as far as their errors go. Directions count from 0, numbers of directions
 * from 1.
 */
interface Spectrum {
  /** How many directions carry posterior variance, as far as this decomposition tells. */
  int rank();

  /** log(mu/h) of direction j; minus infinity for one without variance. */
  double logRatio(int j);

  /** Bound on the error of {@link #logRatio}, to first order; infinite where nothing is known. */
  double logError(int j);

  /** (mu_k - mu_{k+1}) / mu_k, 0 to 1; 0 where the rank is below k. */
  double relativeGap(int k);

  /** Angle by which the space of the first k directions may be off; infinite if it is unknown. */
  double turn(int k);

  /** Angle by which direction j, one of the first k, may lean to the space of the others. */
  double lean(int j, int k);

  /** Whether mu_k is lost in the rounding of mu_1. */
  boolean isLost(int k);
}
