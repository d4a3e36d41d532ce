package dev.arete.cuda;

import dev.arete.spi.Backend;
import dev.arete.spi.BackendOptions;
import dev.arete.spi.DensityEngine;
import dev.arete.spi.EigenRequest;
import dev.arete.spi.Mixture;

/** An open CUDA device. Calls from any thread; they take turns. */
final class CudaBackend implements Backend {
  private final CudaDevice device;
  private final BackendOptions options;

  CudaBackend(BackendOptions options) {
    this.options = options;
    device = new CudaDevice(options.device(), options.memoryBudget());
  }

  @Override
  public String device() {
    return device.info().describe() + ", code " + device.kernels().image();
  }

  @Override
  public DensityEngine load(Mixture mixture) {
    return new CudaEngine(device, mixture, options);
  }

  @Override
  public void eigen(EigenRequest request) {
    device.run(() -> new Decomposition(device, request).run());
  }

  @Override
  public void close() {
    device.close();
  }
}
