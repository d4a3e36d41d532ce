package dev.arete.internal.cpu;

import dev.arete.internal.local.LeadingSpace;

/**
 * When only the leading directions of a covariance are looked for.
 *
 * @param leastDimension least d
 * @param mostRows most centres with weight for which all inner products are formed
 */
record HighDimension(int leastDimension, int mostRows) {
  /** Above this dimension no d x d matrix is formed unless what is asked for needs it. */
  static final int LARGEST_MATRIX = 1024;

  /**
   * Products beat a covariance from d = 192 on, and inner products of all rows up to 384 of them:
   * Intel Xeon (AVX-512), 25 November 2026, bench/results/2026-11-25-high-dimension.md.
   */
  static final HighDimension USUAL = new HighDimension(192, 384);

  /** Whether so many leading directions of d are looked for alone. */
  boolean leads(int dimension, int wanted) {
    return dimension >= leastDimension && LeadingSpace.fits(dimension, wanted);
  }

  SecondMoments moments() {
    return SecondMoments.leading(mostRows);
  }
}
