package dev.arete.internal.cpu;

import dev.arete.Precision;
import dev.arete.internal.local.LocalMoments;
import dev.arete.internal.local.PosteriorTerms;
import dev.arete.internal.local.ThirdMoments;
import dev.arete.spi.BackendOptions;

/**
 * One worker's workspace: moments of a few queries at a time, each in a lane. Not thread-safe.
 *
 * <p>The cut is the energy above the least beyond which centres are dropped. With cut = log n - log
 * share, what is dropped has at most that share of the weight.
 */
interface Evaluator {
  /** A centre that is left out is at most that far from the mean, in units of sqrt(h), or so. */
  double FARTHEST = 16;

  /** What a factor with the usual eigenvalues needs: their roundoff is some 1e-60. */
  double NEAR = 175;

  /** What is lighter by this than the last row that gave a direction changes nothing there. */
  double BEYOND_ROWS = 120;

  /** As far as weights go in a double. */
  double WIDE = 700;

  double ALL = Double.POSITIVE_INFINITY;

  /** Returns how far to reach next where it was not far enough. */
  static double farther(double reach) {
    return reach < WIDE ? WIDE : ALL;
  }

  /** Returns an evaluator that suits the dimension. */
  static Evaluator of(CentreTiles tiles, Kernels kernels, BackendOptions options, int width) {
    return tiles.columns == null
        ? new ListEvaluator(tiles, kernels, options, width)
        : new ColumnEvaluator(tiles, kernels, options);
  }

  /**
   * Returns how far above the least energy centres count where nothing is given away: they have at
   * most e^-40 of the weight, half a unit of rounding.
   */
  static double finestCut(int count) {
    return Math.log(count) + 40;
  }

  /**
   * Returns how far above the least energy centres count. In single precision those left out have
   * at most e^-18 of the weight, a quarter of a unit of rounding; in both, what may be left out if
   * that is more.
   */
  static double cut(BackendOptions options, int count) {
    double rounding = options.precision() == Precision.FP64 ? 40 : 18;
    return Math.log(count) + Math.min(rounding, -Math.log(options.truncation()));
  }

  /** Relative error of m - y: rounding, or what the cut may leave out. */
  static double meanRoundoff(BackendOptions options) {
    double rounding = options.precision() == Precision.FP64 ? 0x1p-53 : 0x1p-24;
    return Math.max(rounding, FARTHEST * options.truncation());
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
   * Lists the centres of a lane once more, as far as a factor will most likely need them: as far as
   * its first rows, and to where nothing changes any more. Third moments are gone afterwards.
   *
   * @param lane the lane
   * @param directions leading directions that are wanted
   * @return terms with a cut of at least {@link #NEAR}
   */
  PosteriorTerms terms(int lane, int directions);

  /**
   * Lists the centres of a lane where {@link #terms} was not far enough. Third moments are gone
   * afterwards.
   *
   * @param lane the lane
   * @param reach energies this far above the least are listed, or {@link #ALL}
   */
  PosteriorTerms termsWithin(int lane, double reach);

  /** Returns the owner of the weights behind the moments of a lane. */
  ThirdMoments posterior(int lane);
}
