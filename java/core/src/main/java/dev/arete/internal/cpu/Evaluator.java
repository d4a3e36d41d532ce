package dev.arete.internal.cpu;

import dev.arete.Precision;
import dev.arete.internal.local.LocalMoments;
import dev.arete.internal.local.PosteriorTerms;
import java.util.Arrays;

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

  /** Bytes of rows that all queries of a worker visit before the next: half a cache of 512 KiB. */
  private static final int SEGMENT = 1 << 18;

  private final CentreTiles tiles;
  private final Precision precision;
  private final double cut;
  private final double fineCut;
  private final int segment;
  private final Screening screening;
  private final Candidates[] lanes;
  private final Posterior[] posteriors;
  private final LocalMoments[] moments;
  private final int[] cursors;
  private final Candidates[] single = new Candidates[1];

  Evaluator(CentreTiles tiles, Kernels kernels, Precision precision, int width) {
    this.tiles = tiles;
    this.precision = precision;
    double all = Math.log(tiles.count);
    this.fineCut = all + CUT_FP64;
    this.cut = precision == Precision.FP64 ? fineCut : all + CUT_FP32;
    this.segment = Math.max(Kernels.PADDING, SEGMENT / Double.BYTES / tiles.dimension);
    this.screening = new Screening(tiles, kernels);
    this.lanes = new Candidates[width];
    this.posteriors = new Posterior[width];
    this.moments = new LocalMoments[width];
    this.cursors = new int[width];
    Panel panel = new Panel(tiles.dimension, kernels);
    for (int i = 0; i < width; i++) {
      lanes[i] = new Candidates(tiles);
      posteriors[i] = new Posterior(tiles, kernels, panel);
      moments[i] = new LocalMoments(tiles.dimension, false);
    }
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
    lanes[lane].start(tiles, queries, offset, cut, precision == Precision.FP32);
  }

  /**
   * Computes the moments of the queries in the first lanes. Rows are visited segment by segment, so
   * that they are read from memory once for all queries.
   *
   * @param count how many lanes
   * @param second what is wanted of the second moments
   */
  void compute(int count, SecondMoments second) {
    screening.run(lanes, count);
    for (int i = 0; i < count; i++) {
      posteriors[i].begin(lanes[i]);
    }
    sweep(count, Posterior::addFirst);
    for (int i = 0; i < count; i++) {
      posteriors[i].finishFirst(second, moments[i]);
    }
    if (second.areWanted()) {
      sweep(count, Posterior::addSecond);
      for (int i = 0; i < count; i++) {
        posteriors[i].finishSecond(moments[i]);
      }
    }
  }

  /**
   * Computes the moments of one lane once more, as well as double precision can.
   *
   * @param lane the lane
   * @param second what is wanted of the second moments
   */
  void refine(int lane, SecondMoments second) {
    Candidates query = lanes[lane];
    query.start(tiles, query.query, 0, fineCut, false);
    single[0] = query;
    screening.run(single, 1);
    Posterior posterior = posteriors[lane];
    posterior.begin(query);
    posterior.addFirst(0, query.size);
    posterior.finishFirst(second, moments[lane]);
    posterior.addSecond(0, query.size);
    posterior.finishSecond(moments[lane]);
  }

  /** Returns whether {@link #refine} would give better moments of a lane. */
  boolean isRefinable(int lane) {
    return posteriors[lane].isSingle() || lanes[lane].cut() < fineCut;
  }

  /** What is done with the candidates of a query from one index up to another. */
  @FunctionalInterface
  private interface Part {
    void run(Posterior posterior, int from, int to);
  }

  private void sweep(int count, Part part) {
    Arrays.fill(cursors, 0, count, 0);
    for (long end = segment; end - segment < tiles.count; end += segment) {
      for (int i = 0; i < count; i++) {
        int from = cursors[i];
        int to = lanes[i].below(from, end);
        if (to > from) {
          part.run(posteriors[i], from, to);
          cursors[i] = to;
        }
      }
    }
  }

  /** Returns the moments of a lane; the object is filled anew by the next call. */
  LocalMoments moments(int lane) {
    return moments[lane];
  }

  /**
   * Lists the centres of a lane once more, with every weight a double can hold. Third moments are
   * gone afterwards.
   */
  PosteriorTerms terms(int lane) {
    if (tiles.dimension > SpatialOrder.MAX_DIMENSION) {
      return allTerms(lane); // without boxes to skip, screening costs as much as the energies
    }
    Candidates query = lanes[lane];
    query.start(tiles, query.query, 0, WIDE_CUT, false);
    single[0] = query;
    screening.run(single, 1);
    return posteriors[lane].terms(query);
  }

  /** Lists all centres as seen from a lane. Third moments are gone afterwards. */
  PosteriorTerms allTerms(int lane) {
    Candidates query = lanes[lane];
    query.start(tiles, query.query, 0, Double.POSITIVE_INFINITY, false);
    query.takeAll(posteriors[lane].anchor());
    return posteriors[lane].terms(query);
  }

  /** Returns the owner of the weights behind the moments of a lane. */
  Posterior posterior(int lane) {
    return posteriors[lane];
  }
}
