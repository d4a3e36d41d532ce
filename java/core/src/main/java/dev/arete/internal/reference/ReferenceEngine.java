package dev.arete.internal.reference;

import dev.arete.Precision;
import dev.arete.internal.local.GeometryWriter;
import dev.arete.internal.local.LocalFrame;
import dev.arete.internal.local.LocalMoments;
import dev.arete.internal.ridge.RidgeIteration;
import dev.arete.spi.DensityEngine;
import dev.arete.spi.EvaluationOutputs;
import dev.arete.spi.EvaluationRequest;
import dev.arete.spi.Mixture;
import dev.arete.spi.ProjectionRequest;

/** One mixture; queries are worked off one after the other on the calling thread. */
final class ReferenceEngine implements DensityEngine {
  private static final double ROUNDOFF = 0x1p-53;

  private final Mixture mixture;

  ReferenceEngine(Mixture mixture) {
    this.mixture = mixture;
  }

  private LocalFrame frame() {
    int d = mixture.dimension();
    return new LocalFrame(d, mixture.variance(), Precision.FP64, new TextbookJacobi(d)::decompose);
  }

  @Override
  public void evaluate(EvaluationRequest request) {
    Posterior posterior = new Posterior(mixture);
    LocalMoments moments = new LocalMoments(mixture.dimension());
    LocalFrame frame = frame();
    EvaluationOutputs outputs = request.outputs();
    for (int i = 0; i < request.count() && !request.monitor().cancelled(); i++) {
      int offset = i * mixture.dimension();
      posterior.evaluate(request.queries(), offset, outputs.needsHessian(), moments);
      GeometryWriter.write(request, i, moments, mixture.variance());
      if (outputs.needsEigen()) {
        frame.decompose(moments);
        factor(request, posterior, moments, frame);
        GeometryWriter.write(request, i, frame);
      }
      request.monitor().finished(1);
    }
  }

  private static void factor(
      EvaluationRequest request, Posterior posterior, LocalMoments moments, LocalFrame frame) {
    boolean all = request.outputs().needsSpectrum();
    if (frame.needsFactor(request.ridgeDimension()) || (all && frame.needsFactor())) {
      int directions = all ? frame.dimension() : request.ridgeDimension();
      frame.decompose(moments, posterior.terms(moments), directions);
    }
  }

  @Override
  public void project(ProjectionRequest request) {
    Posterior posterior = new Posterior(mixture);
    LocalMoments moments = new LocalMoments(mixture.dimension());
    RidgeIteration iteration = new RidgeIteration(frame(), request.settings(), ROUNDOFF);
    for (int i = 0; i < request.count() && !request.monitor().cancelled(); i++) {
      iteration.start(i, request.queries(), i * mixture.dimension(), request.paths());
      boolean finished = false;
      while (!finished && !request.monitor().cancelled()) {
        posterior.evaluate(iteration.point(), 0, true, moments);
        if (iteration.needsFactor(moments)) {
          iteration.factor(moments, posterior.terms(moments));
        }
        finished = iteration.advance(moments, posterior);
      }
      if (finished) {
        iteration.store(request.outputs());
        request.monitor().finished(1);
      }
    }
  }

  @Override
  public void close() {
    // holds nothing
  }
}
