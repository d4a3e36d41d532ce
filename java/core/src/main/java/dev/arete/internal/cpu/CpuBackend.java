package dev.arete.internal.cpu;

import dev.arete.internal.eigen.RowLoops;
import dev.arete.internal.eigen.SymmetricEigenSolver;
import dev.arete.spi.Backend;
import dev.arete.spi.BackendOptions;
import dev.arete.spi.DensityEngine;
import dev.arete.spi.EigenRequest;
import dev.arete.spi.Mixture;

/** All cores of this machine. */
final class CpuBackend implements Backend {
  /** Matrix entries a worker takes at a time: some 10 microseconds of work at least. */
  private static final int EIGEN_ENTRIES = 4096;

  private final BackendOptions options;
  private final Kernels kernels;
  private final Workers workers;

  CpuBackend(BackendOptions options) {
    this.options = options;
    this.kernels = KernelChoice.kernels();
    this.workers = new Workers(options.threads());
  }

  @Override
  public String device() {
    return options.threads()
        + (options.threads() == 1 ? " thread, " : " threads, ")
        + Processor.describe()
        + ", "
        + kernels.name();
  }

  @Override
  public DensityEngine load(Mixture mixture) {
    return load(mixture, HighDimension.USUAL);
  }

  CpuEngine load(Mixture mixture, HighDimension high) {
    return new CpuEngine(new CentreTiles(mixture, kernels), kernels, options, workers, high);
  }

  @Override
  public void eigen(EigenRequest request) {
    int block = Math.max(1, EIGEN_ENTRIES / request.order() / request.order());
    int parts = (request.batch() + block - 1) / block;
    workers.run(
        request.batch(),
        parts,
        request.monitor(),
        share -> decompose(request, share, block, kernels.rowLoops()));
  }

  private static void decompose(
      EigenRequest request, Workers.Share share, int block, RowLoops loops) {
    int n = request.order();
    SymmetricEigenSolver solver = new SymmetricEigenSolver(n, loops);
    int from = share.claim(block);
    while (from < request.batch()) {
      int to = share.end(from, block);
      for (int i = from; i < to; i++) {
        int offset = i * n * n;
        solver.decompose(
            request.matrices(), offset, request.values(), i * n, request.vectors(), offset);
      }
      share.finished(to - from);
      from = share.claim(block);
    }
  }

  @Override
  public void close() {
    workers.close();
  }
}
