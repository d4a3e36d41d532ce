package dev.arete.internal.cpu;

import dev.arete.Precision;
import dev.arete.internal.local.LocalMoments;
import dev.arete.internal.local.PosteriorTerms;
import dev.arete.internal.local.ThirdMoments;
import dev.arete.spi.SpatialOrder;
import java.util.Arrays;

/** Lists the centres that carry weight, and sums over the lists. Queries are screened together. */
final class ListEvaluator implements Evaluator {
  /** As far as weights go in a double. */
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
  private final SharedSums shared;
  private final int[] slots;

  ListEvaluator(CentreTiles tiles, Kernels kernels, Precision precision, int width) {
    this.tiles = tiles;
    this.precision = precision;
    this.fineCut = Evaluator.cut(Precision.FP64, tiles.count);
    this.cut = Evaluator.cut(precision, tiles.count);
    this.segment = Math.max(Kernels.PADDING, SEGMENT / Double.BYTES / tiles.dimension);
    this.screening = new Screening(tiles, kernels);
    this.lanes = new Candidates[width];
    this.posteriors = new Posterior[width];
    this.moments = new LocalMoments[width];
    this.cursors = new int[width];
    this.slots = new int[width];
    boolean isShared = tiles.dimension <= SharedSums.MAX_DIMENSION;
    this.shared = isShared ? new SharedSums(tiles, kernels, width) : null;
    Panel panel = new Panel(tiles.dimension, kernels);
    for (int i = 0; i < width; i++) {
      lanes[i] = new Candidates(tiles);
      posteriors[i] = new Posterior(tiles, kernels, panel);
      moments[i] = new LocalMoments(tiles.dimension, false);
    }
  }

  @Override
  public void load(int lane, double[] queries, int offset) {
    lanes[lane].start(tiles, queries, offset, cut, precision == Precision.FP32);
  }

  /** Rows are visited segment by segment, so that they are read once for all queries. */
  @Override
  public void compute(int count, boolean second, boolean mayBeThin) {
    screening.run(lanes, count);
    for (int i = 0; i < count; i++) {
      posteriors[i].begin(lanes[i]);
    }
    if (shared != null) {
      share(count, second);
    }
    sweep(count, Posterior::addFirst);
    for (int i = 0; i < count; i++) {
      if (!posteriors[i].isShared()) {
        posteriors[i].finishFirst(second, mayBeThin, moments[i]);
      }
    }
    if (second) {
      sweep(count, Posterior::addSecond);
      for (int i = 0; i < count; i++) {
        if (!posteriors[i].isShared()) {
          posteriors[i].finishSecond(moments[i]);
        }
      }
    }
  }

  /** Computes the moments of lanes where most centres carry weight. */
  private void share(int count, boolean second) {
    shared.clear();
    for (int i = 0; i < count; i++) {
      if (shared.suits(lanes[i])) {
        slots[i] = posteriors[i].share(shared);
      }
    }
    shared.run(second);
    for (int i = 0; i < count; i++) {
      Posterior posterior = posteriors[i];
      if (posterior.isShared() && !posterior.take(shared, slots[i], second, moments[i])) {
        posterior.begin(lanes[i]);
      }
    }
  }

  @Override
  public void refine(int lane, boolean mayBeThin) {
    Candidates query = lanes[lane];
    query.start(tiles, query.query, 0, fineCut, false);
    single[0] = query;
    screening.run(single, 1);
    Posterior posterior = posteriors[lane];
    posterior.begin(query);
    posterior.addFirst(0, query.size);
    posterior.finishFirst(true, mayBeThin, moments[lane]);
    posterior.addSecond(0, query.size);
    posterior.finishSecond(moments[lane]);
  }

  @Override
  public boolean isRefinable(int lane) {
    boolean isCoarse = posteriors[lane].isSingle() || lanes[lane].cut() < fineCut;
    return isCoarse && !posteriors[lane].isShared();
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
        if (posteriors[i].isShared()) {
          continue;
        }
        int from = cursors[i];
        int to = lanes[i].below(from, end);
        if (to > from) {
          part.run(posteriors[i], from, to);
          cursors[i] = to;
        }
      }
    }
  }

  @Override
  public LocalMoments moments(int lane) {
    return moments[lane];
  }

  @Override
  public PosteriorTerms terms(int lane) {
    if (tiles.dimension > SpatialOrder.MAX_DIMENSION) {
      return allTerms(lane); // without boxes to skip, screening costs as much as the energies
    }
    Candidates query = lanes[lane];
    query.start(tiles, query.query, 0, WIDE_CUT, false);
    single[0] = query;
    screening.run(single, 1);
    return posteriors[lane].terms(query);
  }

  @Override
  public PosteriorTerms allTerms(int lane) {
    Candidates query = lanes[lane];
    query.start(tiles, query.query, 0, Double.POSITIVE_INFINITY, false);
    query.takeAll(posteriors[lane].anchor());
    return posteriors[lane].terms(query);
  }

  @Override
  public ThirdMoments posterior(int lane) {
    return posteriors[lane];
  }
}
