package dev.arete.internal.cpu;

import dev.arete.internal.local.LeadingSpace;

/**
 * When only the leading directions of a covariance are looked for.
 *
 * @param leastDimension least d
 * @param mostRows most centres with weight for which all inner products are formed
 * @param steps steps a block Krylov space usually takes from random vectors; 0 takes products in
 *     any case
 */
record HighDimension(int leastDimension, int mostRows, int steps) {
  /** Above this dimension no d x d matrix is formed unless what is asked for needs it. */
  static final int LARGEST_MATRIX = 1024;

  /**
   * Below d = 192 products gain nothing, with 512 rows their memory counts, and MNIST and synthetic
   * sheets took some 14 steps: Intel Xeon (AVX-512), 25 November 2026,
   * bench/results/2026-11-25-high-dimension.md.
   */
  static final HighDimension USUAL = new HighDimension(192, 512, 14);

  /** Whether so many leading directions of d are looked for alone. */
  boolean leads(int dimension, int wanted) {
    return dimension >= leastDimension && LeadingSpace.fits(dimension, wanted);
  }

  /** What an evaluation wants. */
  SecondMoments evaluation(int wanted) {
    return SecondMoments.leading(mostRows, steps * LeadingSpace.firstBlock(wanted));
  }

  /** What a projection wants, where directions known from the step before save half of it. */
  SecondMoments projection(int wanted) {
    return SecondMoments.leading(mostRows, steps * LeadingSpace.firstBlock(wanted) / 2);
  }
}
