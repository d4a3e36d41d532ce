package dev.arete.internal.cpu;

import dev.arete.internal.local.LocalFrame;
import dev.arete.internal.local.LocalMoments;
import dev.arete.internal.local.PosteriorTerms;
import dev.arete.internal.local.ThirdMoments;
import dev.arete.spi.BackendOptions;
import java.util.Arrays;

/** Lists the centres that carry weight, and sums over the lists. Queries are screened together. */
final class ListEvaluator implements Evaluator {
  /** Bytes of rows that all queries of a worker visit before the next: half a cache of 512 KiB. */
  private static final int SEGMENT = 1 << 18;

  private final CentreTiles tiles;
  private final boolean isSingle;
  private final double cut;
  private final double fineCut;
  private final int segment;
  private final Screening screening;
  private final Candidates[] lanes;
  private final Posterior[] posteriors;
  private final LocalMoments[] moments;
  private final int[] cursors;
  private final Candidates[] single = new Candidates[1];
  private final Kernels kernels;
  private SharedSums shared;
  private final DenseSample sample;
  private final float[] sampled;
  private final int[] anchors;

  private final int[] slots;
  private final Candidates[] listed;

  ListEvaluator(CentreTiles tiles, Kernels kernels, BackendOptions options, int width) {
    this.tiles = tiles;
    this.isSingle = tiles.isSingle(options.precision());
    this.fineCut = Evaluator.finestCut(tiles.count);
    this.cut = Evaluator.cut(options, tiles.count);
    this.segment = Math.max(Kernels.PADDING, SEGMENT / Double.BYTES / tiles.dimension);
    this.screening = new Screening(tiles, screeningKernels(tiles, kernels), width);
    this.lanes = new Candidates[width];
    this.posteriors = new Posterior[width];
    this.moments = new LocalMoments[width];
    this.cursors = new int[width];
    this.slots = new int[width];
    this.anchors = new int[width];
    this.listed = new Candidates[width];
    boolean isShared = SharedBlocks.isFor(tiles, kernels);
    this.kernels = kernels;
    this.sample = isShared ? tiles.sample(kernels) : null;
    this.sampled = isShared ? sample.scratch() : null;
    Panel panel = new Panel(tiles.dimension, kernels);
    WeightRun run = new WeightRun(tiles, kernels);
    for (int i = 0; i < width; i++) {
      lanes[i] = new Candidates(tiles);
      posteriors[i] = new Posterior(tiles, kernels, panel, run);
      moments[i] = new LocalMoments(tiles.dimension, false);
    }
  }

  /**
   * In two and three dimensions few queries are screened, and loops that run seldom run long before
   * they are compiled: a hundred times slower on vectors, which are objects until then.
   */
  private static Kernels screeningKernels(CentreTiles tiles, Kernels kernels) {
    return tiles.columns == null ? kernels : new PlainKernels();
  }

  @Override
  public void load(int lane, double[] queries, int offset) {
    lanes[lane].start(queries, offset, cut, isSingle);
  }

  /** Rows are visited segment by segment, so that they are read once for all queries. */
  @Override
  public void compute(int count, SecondMoments second) {
    share(count, second.areWanted());
    list(count, second.areWanted());
    sweep(count, Posterior::addFirst);
    for (int i = 0; i < count; i++) {
      if (!posteriors[i].isShared()) {
        posteriors[i].finishFirst(second, moments[i]);
      }
    }
    if (second.areWanted()) {
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
    if (!isAnyDense(count)) {
      return;
    }
    if (shared == null) {
      shared = new SharedSums(tiles, kernels, lanes.length);
    }
    shared.clear();
    for (int i = 0; i < count; i++) {
      if (anchors[i] >= 0) {
        slots[i] = posteriors[i].share(lanes[i], anchors[i], shared);
        anchors[i] = slots[i] < 0 ? -1 : anchors[i];
      }
    }
    shared.run(second);
    for (int i = 0; i < count; i++) {
      if (anchors[i] >= 0 && !posteriors[i].take(shared, slots[i], second, moments[i])) {
        anchors[i] = -1;
      }
    }
  }

  /** Looks for anchors of lanes where most centres carry weight. */
  private boolean isAnyDense(int count) {
    Arrays.fill(anchors, 0, count, -1);
    if (sample != null) {
      sample.look(lanes, count, anchors, sampled);
    }
    boolean isAny = false;
    for (int i = 0; i < count; i++) {
      isAny |= anchors[i] >= 0;
    }
    return isAny;
  }

  /** Lists the centres of the other lanes. */
  private void list(int count, boolean second) {
    int others = 0;
    for (int i = 0; i < count; i++) {
      if (anchors[i] < 0) {
        listed[others] = lanes[i];
        others++;
      }
    }
    screening.run(listed, others);
    for (int i = 0; i < count; i++) {
      if (anchors[i] < 0) {
        posteriors[i].begin(lanes[i], second);
      }
    }
  }

  @Override
  public void refine(int lane, SecondMoments second) {
    Candidates query = lanes[lane];
    query.start(query.query, 0, fineCut, false);
    single[0] = query;
    screening.run(single, 1);
    Posterior posterior = posteriors[lane];
    posterior.begin(query, second.areWanted());
    posterior.addFirst(0, query.size);
    posterior.finishFirst(second, moments[lane]);
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
  public PosteriorTerms terms(int lane, int directions) {
    return terms(lane, directions, moments[lane].anchorEnergy);
  }

  /**
   * The same for moments that another has computed. The nearest tile says how far is far enough,
   * and the list itself, as it grows, how far that was too far.
   */
  PosteriorTerms terms(int lane, int directions, double leastEnergy) {
    Candidates query = lanes[lane];
    int rows = LocalFrame.factorRows(directions);
    double energy = screening.energyOfRow(query, rows);
    query.start(query.query, 0, Math.max(NEAR, energy - leastEnergy + BEYOND_ROWS), false);
    query.shrink(rows, BEYOND_ROWS, NEAR);
    return listTerms(lane);
  }

  @Override
  public PosteriorTerms termsWithin(int lane, double reach) {
    Candidates query = lanes[lane];
    query.start(query.query, 0, reach, false);
    return listTerms(lane);
  }

  private PosteriorTerms listTerms(int lane) {
    Candidates query = lanes[lane];
    if (query.cut() == ALL) {
      query.takeAll(tiles.mostWeighted); // a posterior may have the anchor of an earlier query
    } else {
      single[0] = query;
      screening.run(single, 1);
    }
    return posteriors[lane].terms(query);
  }

  @Override
  public ThirdMoments posterior(int lane) {
    return posteriors[lane];
  }
}
