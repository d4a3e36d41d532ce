package dev.arete.internal.reference;

import dev.arete.GeometryStatus;
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
    return new LocalFrame(d, mixture.variance(), ROUNDOFF, new TextbookJacobi(d)::decompose);
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
      storeMoments(request, i, moments);
      if (outputs.needsEigen()) {
        frame.decompose(moments);
        storeFrame(request, i, frame);
      }
      request.monitor().finished(1);
    }
  }

  private void storeMoments(EvaluationRequest request, int i, LocalMoments moments) {
    EvaluationOutputs outputs = request.outputs();
    int d = mixture.dimension();
    double h = mixture.variance();
    put(outputs.logDensity(), i, moments.logDensity);
    put(outputs.effectiveNeighbours(), i, moments.effectiveNeighbours);
    for (int k = 0; k < d; k++) {
      put(outputs.score(), i * d + k, moments.shift[k] / h);
      put(outputs.posteriorMean(), i * d + k, request.queries()[i * d + k] + moments.shift[k]);
    }
    for (int k = 0; k < d * d && outputs.hessian() != null; k++) {
      double identity = k % (d + 1) == 0 ? 1 : 0;
      outputs.hessian()[i * d * d + k] = (moments.covarianceRatio[k] - identity) / h;
    }
  }

  private void storeFrame(EvaluationRequest request, int i, LocalFrame frame) {
    EvaluationOutputs outputs = request.outputs();
    int d = mixture.dimension();
    int k = request.ridgeDimension();
    boolean defined = frame.isDefined(k);
    put(outputs.eigengap(), i, frame.eigengap(k));
    put(
        outputs.ridgeResidual(),
        i,
        defined ? frame.normalDistance(k) / mixture.variance() : Double.NaN);
    for (int j = 0; j < d; j++) {
      put(outputs.eigenvalues(), i * d + j, frame.eigenvalue(j));
    }
    if (outputs.eigenvectors() != null) {
      System.arraycopy(frame.vectors(), 0, outputs.eigenvectors(), i * d * d, d * d);
    }
    if (outputs.status() != null) {
      outputs.status()[i] = (defined ? GeometryStatus.OK : GeometryStatus.UNDEFINED).code();
    }
  }

  private static void put(double[] array, int index, double value) {
    if (array != null) {
      array[index] = value;
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
