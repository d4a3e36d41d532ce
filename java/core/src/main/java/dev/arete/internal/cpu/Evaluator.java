package dev.arete.internal.cpu;

import dev.arete.Precision;
import dev.arete.internal.local.LocalMoments;

/**
 * One worker's workspace: moments of a few queries at a time, screened together. Not thread-safe.
 *
 * <p>The cut is the energy above the least beyond which centres are dropped. With cut = b + log n
 * what is dropped has at most e^-b of the weight: b = 40 is 4e-18, half a unit of rounding in
 * double; b = 18 is 1.5e-8, a quarter of one in float. The wide cut is as far as weights go in a
 * double.
 */
final class Evaluator {
  private static final double CUT_FP64 = 40;
  private static final double CUT_FP32 = 18;
  private static final double WIDE_CUT = 700;

  private final CentreTiles tiles;
  private final Precision precision;
  private final double cut;
  private final Screening screening;
  private final Posterior posterior;
  private final Candidates[] lanes;
  private final Candidates[] single = new Candidates[1];
  private final LocalMoments moments;

  Evaluator(CentreTiles tiles, Precision precision, int width) {
    this.tiles = tiles;
    this.precision = precision;
    this.cut = Math.log(tiles.count) + (precision == Precision.FP64 ? CUT_FP64 : CUT_FP32);
    this.screening = new Screening(tiles);
    this.posterior = new Posterior(tiles);
    this.lanes = new Candidates[width];
    for (int i = 0; i < width; i++) {
      lanes[i] = new Candidates(tiles);
    }
    this.moments = new LocalMoments(tiles.dimension);
  }

  /** Queries screened together. */
  int width() {
    return lanes.length;
  }

  /** Relative error of m - y: rounding, or in single precision what the cut may leave out. */
  double meanRoundoff() {
    return precision == Precision.FP64 ? 0x1p-53 : 0x1p-24;
  }

  /** Puts a query in a lane. */
  void load(int lane, double[] queries, int offset) {
    lanes[lane].start(tiles, queries, offset, cut);
  }

  /** Screens the queries of the first lanes. */
  void screen(int count) {
    screening.run(lanes, count);
  }

  /**
   * Returns the moments of a screened lane; the object is filled anew by the next call.
   *
   * @param lane the lane
   * @param second whether the covariance is wanted
   */
  LocalMoments compute(int lane, boolean second) {
    posterior.compute(lanes[lane], second, moments);
    return moments;
  }

  /** Returns the moments of a lane once more, with every weight a double can hold. */
  LocalMoments computeWidely(int lane) {
    Candidates query = lanes[lane];
    query.start(tiles, query.query, 0, WIDE_CUT);
    single[0] = query;
    screening.run(single, 1);
    return compute(lane, true);
  }

  /** Returns the owner of the weights behind the moments computed last. */
  Posterior posterior() {
    return posterior;
  }
}
