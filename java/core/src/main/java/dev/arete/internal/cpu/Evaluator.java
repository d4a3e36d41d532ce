package dev.arete.internal.cpu;

import dev.arete.Precision;
import dev.arete.internal.local.LocalMoments;
import dev.arete.internal.local.PosteriorTerms;
import dev.arete.internal.local.ThirdMoments;

/**
 * One worker's workspace: moments of a few queries at a time, each in a lane. Not thread-safe.
 *
 * <p>The cut is the energy above the least beyond which centres are dropped. With cut = b + log n
 * what is dropped has at most e^-b of the weight: b = 40 is 4e-18, half a unit of rounding in
 * double; b = 18 is 1.5e-8, a quarter of one in float.
 */
interface Evaluator {
  /** Returns an evaluator that suits the dimension. */
  static Evaluator of(CentreTiles tiles, Kernels kernels, Precision precision, int width) {
    return tiles.columns == null
        ? new ListEvaluator(tiles, kernels, precision, width)
        : new ColumnEvaluator(tiles, kernels, precision);
  }

  /** Returns how far above the least energy centres count. */
  static double cut(Precision precision, int count) {
    return Math.log(count) + (precision == Precision.FP64 ? 40 : 18);
  }

  /** Relative error of m - y: rounding, or in single precision what the cut may leave out. */
  static double meanRoundoff(Precision precision) {
    return precision == Precision.FP64 ? 0x1p-53 : 0x1p-24;
  }

  /** Puts a query in a lane. */
  void load(int lane, double[] queries, int offset);

  /**
   * Computes the moments of the queries in the first lanes.
   *
   * @param count how many lanes
   * @param second what is wanted of the second moments
   */
  void compute(int count, SecondMoments second);

  /** Returns whether {@link #refine} would give better moments of a lane. */
  boolean isRefinable(int lane);

  /**
   * Computes the moments of one lane once more, as well as double precision can.
   *
   * @param lane the lane
   * @param second what is wanted of the second moments
   */
  void refine(int lane, SecondMoments second);

  /** Returns the moments of a lane; the object is filled anew by the next call. */
  LocalMoments moments(int lane);

  /**
   * Lists the centres of a lane once more, with every weight a double can hold. Third moments are
   * gone afterwards.
   */
  PosteriorTerms terms(int lane);

  /** Lists all centres as seen from a lane. Third moments are gone afterwards. */
  PosteriorTerms allTerms(int lane);

  /** Returns the owner of the weights behind the moments of a lane. */
  ThirdMoments posterior(int lane);
}
