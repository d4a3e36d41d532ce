package dev.arete.internal.cpu;

import dev.arete.internal.local.GeometryWriter;
import dev.arete.internal.local.LocalFrame;
import dev.arete.internal.local.LocalMoments;
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
  /** Moments are summed in double, whatever the pairs are screened in. */
  private static final double ROUNDOFF = 0x1p-53;

  private final CentreTiles tiles;
  private final BackendOptions options;
  private final Workers workers;

  CpuEngine(CentreTiles tiles, BackendOptions options, Workers workers) {
    this.tiles = tiles;
    this.options = options;
    this.workers = workers;
  }

  @Override
  public void evaluate(EvaluationRequest request) {
    MemoryPlan plan = MemoryPlan.of(tiles, options, request.count(), 0);
    workers.run(
        request.count(),
        plan.workers(),
        request.monitor(),
        share -> evaluate(request, share, plan.width()));
  }

  private void evaluate(EvaluationRequest request, Workers.Share share, int width) {
    Evaluator evaluator = new Evaluator(tiles, options.precision(), width);
    LocalFrame frame =
        request.outputs().needsEigen()
            ? new LocalFrame(tiles.dimension, tiles.variance, ROUNDOFF)
            : null;
    int from = share.claim(width);
    while (from < request.count()) {
      int count = share.end(from, width) - from;
      for (int i = 0; i < count; i++) {
        evaluator.load(i, request.queries(), (from + i) * tiles.dimension);
      }
      evaluator.screen(count);
      for (int i = 0; i < count; i++) {
        finish(request, from + i, evaluator, i, frame);
      }
      share.finished(count);
      from = share.claim(width);
    }
  }

  private void finish(
      EvaluationRequest request, int query, Evaluator evaluator, int lane, LocalFrame frame) {
    LocalMoments moments = evaluator.compute(lane, request.outputs().needsHessian());
    if (frame != null) {
      frame.decompose(moments);
      if (!frame.isDefined(request.ridgeDimension()) && moments.droppedRatio > 0) {
        moments = evaluator.computeWidely(lane);
        frame.decompose(moments);
      }
      GeometryWriter.write(request, query, frame);
    }
    GeometryWriter.write(request, query, moments, tiles.variance);
  }

  @Override
  public void project(ProjectionRequest request) {
    MemoryPlan plan =
        MemoryPlan.of(tiles, options, request.count(), MemoryPlan.iterationBytes(tiles.dimension));
    workers.run(
        request.count(),
        plan.workers(),
        request.monitor(),
        share -> new Projection(request, share, plan.width()).run());
  }

  @Override
  public void close() {
    // the workers belong to the backend, and memory to the collector
  }

  /** The projections one worker has under way, evaluated in step; a finished one is replaced. */
  private final class Projection {
    private final ProjectionRequest request;
    private final Workers.Share share;
    private final Evaluator evaluator;
    private final RidgeIteration[] iterations;
    private int active;

    Projection(ProjectionRequest request, Workers.Share share, int width) {
      this.request = request;
      this.share = share;
      this.evaluator = new Evaluator(tiles, options.precision(), width);
      this.iterations = new RidgeIteration[width];
      for (int i = 0; i < width; i++) {
        LocalFrame frame = new LocalFrame(tiles.dimension, tiles.variance, ROUNDOFF);
        iterations[i] = new RidgeIteration(frame, request.settings(), evaluator.meanRoundoff());
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
      int query = share.claim(1);
      if (query >= request.count()) {
        return false;
      }
      iteration.start(query, request.queries(), query * tiles.dimension, request.paths());
      return true;
    }

    private void step() {
      for (int i = 0; i < active; i++) {
        evaluator.load(i, iterations[i].point(), 0);
      }
      evaluator.screen(active);
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
      LocalMoments moments = evaluator.compute(lane, true);
      if (!iteration.settles(moments)) {
        moments = evaluator.computeWidely(lane);
        iteration.settles(moments);
      }
      return iteration.advance(moments, evaluator.posterior());
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
