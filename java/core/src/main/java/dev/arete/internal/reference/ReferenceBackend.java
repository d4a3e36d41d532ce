package dev.arete.internal.reference;

import dev.arete.spi.Backend;
import dev.arete.spi.DensityEngine;
import dev.arete.spi.EigenRequest;
import dev.arete.spi.Mixture;

/** Formulas in plain Java. Every call has its own workspace, so any thread may call. */
final class ReferenceBackend implements Backend {
  @Override
  public String device() {
    return ReferenceProvider.DEVICE;
  }

  @Override
  public DensityEngine load(Mixture mixture) {
    return new ReferenceEngine(mixture);
  }

  @Override
  public void eigen(EigenRequest request) {
    int n = request.order();
    TextbookJacobi jacobi = new TextbookJacobi(n);
    for (int i = 0; i < request.batch() && !request.monitor().cancelled(); i++) {
      int offset = i * n * n;
      jacobi.decompose(
          request.matrices(), offset, request.values(), i * n, request.vectors(), offset);
      request.monitor().finished(1);
    }
  }

  @Override
  public void close() {
    // holds nothing
  }
}
