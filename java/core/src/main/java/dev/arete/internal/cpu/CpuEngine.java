package dev.arete.internal.cpu;

import dev.arete.internal.eigen.SymmetricEigenSolver;
import dev.arete.internal.local.GeometryWriter;
import dev.arete.internal.local.LeadingSpace;
import dev.arete.internal.local.LocalFrame;
import dev.arete.internal.local.LocalMoments;
import dev.arete.internal.local.PosteriorTerms;
import dev.arete.internal.ridge.RidgeIteration;
import dev.arete.spi.BackendOptions;
import dev.arete.spi.DensityEngine;
import dev.arete.spi.EvaluationRequest;
import dev.arete.spi.ProjectionRequest;

/**
 * One mixture in tiles. The workspace of a call belongs to its workers and ends with it, so that
 * calls may run side by side.
 */
final class CpuEngine implements DensityEngine {
  /** Queries that may follow each other in any order. */
  private static final int QUERY_TILE = 16;

  private final CentreTiles tiles;
  private final Kernels kernels;
  private final BackendOptions options;
  private final Workers workers;
  private final HighDimension high;

  CpuEngine(
      CentreTiles tiles,
      Kernels kernels,
      BackendOptions options,
      Workers workers,
      HighDimension high) {
    this.high = high;
    this.tiles = tiles;
    this.kernels = kernels;
    this.options = options;
    this.workers = workers;
  }

  @Override
  public void evaluate(EvaluationRequest request) {
    SecondMoments second = secondMoments(request);
    int leading = second.form() == SecondMoments.Form.LEADING ? request.ridgeDimension() + 1 : 0;
    MemoryPlan plan = MemoryPlan.of(tiles, options, request.count(), second, leading);
    int[] order = order(request.queries(), request.count());
    workers.run(
        request.count(),
        plan.workers(),
        request.monitor(),
        share -> evaluate(request, second, order, share, plan.width()));
  }

  /** Queries in an order in which neighbours follow each other: they need the same tiles. */
  private int[] order(double[] queries, int count) {
    return tiles.coordinates.order(queries, count, QUERY_TILE);
  }

  private SecondMoments secondMoments(EvaluationRequest request) {
    if (!request.outputs().needsHessian()) {
      return SecondMoments.NONE;
    }
    if (request.outputs().hessian() != null) {
      return SecondMoments.MATRIX;
    }
    int wanted = request.ridgeDimension() + 1;
    boolean leads = request.needsOnly(wanted) && high.leads(tiles.dimension, wanted);
    return leads ? high.evaluation(wanted) : SecondMoments.SPECTRUM;
  }

  private void evaluate(
      EvaluationRequest request,
      SecondMoments second,
      int[] order,
      Workers.Share share,
      int width) {
    Evaluator evaluator = Evaluator.of(tiles, kernels, options, width);
    LocalFrame frame = request.outputs().needsEigen() ? frame() : null;
    if (second.form() == SecondMoments.Form.LEADING) {
      frame.lead(space(request.ridgeDimension() + 1), 0);
    }
    int from = share.claim(width);
    while (from < request.count()) {
      int count = share.end(from, width) - from;
      for (int i = 0; i < count; i++) {
        evaluator.load(i, request.queries(), order[from + i] * tiles.dimension);
      }
      evaluator.compute(count, second);
      for (int i = 0; i < count; i++) {
        finish(request, second, order[from + i], evaluator, i, frame);
      }
      share.finished(count);
      from = share.claim(width);
    }
  }

  private LocalFrame frame() {
    SymmetricEigenSolver solver = new SymmetricEigenSolver(tiles.dimension, kernels.rowLoops());
    return new LocalFrame(
        tiles.dimension, tiles.variance, options.precision(), options.truncation(), solver);
  }

  private LeadingSpace space(int wanted) {
    return new LeadingSpace(tiles.dimension, wanted, kernels.blockLoops(), kernels.rowLoops());
  }

  private void finish(
      EvaluationRequest request,
      SecondMoments second,
      int query,
      Evaluator evaluator,
      int lane,
      LocalFrame frame) {
    LocalMoments moments = evaluator.moments(lane);
    if (frame != null) {
      frame.forget();
      frame.decompose(moments);
      if (evaluator.isRefinable(lane) && needsFactor(request, frame)) {
        evaluator.refine(lane, second);
        frame.decompose(moments);
      }
      if (isMatrixBetter(frame)) {
        evaluator.refine(lane, SecondMoments.SPECTRUM);
        frame.decompose(moments);
      }
      factor(request, evaluator, lane, moments, frame);
      GeometryWriter.write(request, query, frame);
    }
    GeometryWriter.write(request, query, moments, tiles.variance);
  }

  /** Whether more digits are wanted than the moments have. */
  private static boolean needsFactor(EvaluationRequest request, LocalFrame frame) {
    boolean all = request.outputs().needsSpectrum();
    return frame.needsFactor(request.ridgeDimension()) || (all && frame.needsFactor());
  }

  /** Whether an iteration failed that a covariance of affordable size can replace. */
  private boolean isMatrixBetter(LocalFrame frame) {
    return !frame.isSettled() && tiles.dimension <= HighDimension.LARGEST_MATRIX;
  }

  private static void factor(
      EvaluationRequest request,
      Evaluator evaluator,
      int lane,
      LocalMoments moments,
      LocalFrame frame) {
    int k = request.ridgeDimension();
    if (!needsFactor(request, frame)) {
      return;
    }
    boolean all = request.outputs().needsSpectrum();
    int directions = all ? frame.dimension() : k;
    PosteriorTerms terms = evaluator.terms(lane, directions);
    while (isMoreWanted(moments, terms, directions, frame, k) && terms.cut < Evaluator.ALL) {
      terms = evaluator.termsWithin(lane, Evaluator.farther(terms.cut));
    }
  }

  private static boolean isMoreWanted(
      LocalMoments moments, PosteriorTerms terms, int directions, LocalFrame frame, int k) {
    boolean isEnough = frame.decompose(moments, terms, directions);
    return !isEnough || (terms.cut < Evaluator.WIDE && frame.isLeftOut(k));
  }

  @Override
  public void project(ProjectionRequest request) {
    int wanted = request.settings().ridgeDimension() + 1;
    boolean leads = high.leads(tiles.dimension, wanted);
    SecondMoments second = leads ? high.projection(wanted) : SecondMoments.SPECTRUM;
    MemoryPlan plan = MemoryPlan.of(tiles, options, request.count(), second, leads ? wanted : 0);
    int[] order = order(request.queries(), request.count());
    workers.run(
        request.count(),
        plan.workers(),
        request.monitor(),
        share -> new Projection(request, second, order, share, plan.width()).run());
  }

  @Override
  public void close() {
    // the workers belong to the backend, and memory to the collector
  }

  /** The projections one worker has under way, evaluated in step; a finished one is replaced. */
  private final class Projection {
    private final ProjectionRequest request;
    private final SecondMoments second;
    private final int[] order;
    private final Workers.Share share;
    private final Evaluator evaluator;
    private final RidgeIteration[] iterations;
    private int active;

    Projection(
        ProjectionRequest request,
        SecondMoments second,
        int[] order,
        Workers.Share share,
        int width) {
      this.request = request;
      this.second = second;
      this.order = order;
      this.share = share;
      this.evaluator = Evaluator.of(tiles, kernels, options, width);
      this.iterations = new RidgeIteration[width];
      boolean leads = second.form() == SecondMoments.Form.LEADING;
      LeadingSpace space = leads ? space(request.settings().ridgeDimension() + 1) : null;
      LocalFrame first = frame();
      for (int i = 0; i < width; i++) {
        LocalFrame frame = i == 0 ? first : first.another();
        if (leads) {
          frame.lead(space, request.settings().tolerance());
        }
        iterations[i] =
            new RidgeIteration(frame, request.settings(), Evaluator.meanRoundoff(options));
      }
    }

    void run() {
      while (active < iterations.length && begin(iterations[active])) {
        active++;
      }
      while (active > 0 && !share.isStopped()) {
        step();
      }
    }

    private boolean begin(RidgeIteration iteration) {
      int claimed = share.claim(1);
      if (claimed >= request.count()) {
        return false;
      }
      int query = order[claimed];
      iteration.start(query, request.queries(), query * tiles.dimension, request.paths());
      return true;
    }

    private void step() {
      for (int i = 0; i < active; i++) {
        evaluator.load(i, iterations[i].point(), 0);
      }
      evaluator.compute(active, second);
      int lanes = active;
      for (int lane = lanes - 1; lane >= 0; lane--) {
        if (advance(iterations[lane], lane)) {
          iterations[lane].store(request.outputs());
          share.finished(1);
          if (!begin(iterations[lane])) {
            retire(lane);
          }
        }
      }
    }

    private boolean advance(RidgeIteration iteration, int lane) {
      LocalMoments moments = evaluator.moments(lane);
      if (evaluator.isRefinable(lane) && iteration.needsFactor(moments)) {
        evaluator.refine(lane, second);
      }
      boolean needsFactor = iteration.needsFactor(moments);
      if (isMatrixBetter(iteration.frame())) {
        evaluator.refine(lane, SecondMoments.SPECTRUM);
        needsFactor = iteration.needsFactor(moments);
      }
      if (needsFactor) {
        PosteriorTerms terms = evaluator.terms(lane, iteration.tangent());
        while (!iteration.factor(moments, terms) && terms.cut < Evaluator.ALL) {
          terms = evaluator.termsWithin(lane, Evaluator.farther(terms.cut));
        }
      }
      return iteration.advance(moments, evaluator.posterior(lane));
    }

    /** Fills the gap with the last one, which has taken its step already. */
    private void retire(int lane) {
      active--;
      RidgeIteration idle = iterations[lane];
      iterations[lane] = iterations[active];
      iterations[active] = idle;
    }
  }
}
