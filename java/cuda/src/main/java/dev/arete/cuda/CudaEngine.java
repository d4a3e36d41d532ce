package dev.arete.cuda;

import dev.arete.spi.BackendOptions;
import dev.arete.spi.DensityEngine;
import dev.arete.spi.EvaluationRequest;
import dev.arete.spi.HeldQueries;
import dev.arete.spi.Mixture;
import dev.arete.spi.ProjectionRequest;

/** A mixture on a device. */
final class CudaEngine implements DensityEngine {
  private final CudaDevice device;
  private final Loaded loaded;

  CudaEngine(CudaDevice device, Mixture mixture, BackendOptions options) {
    this.device = device;
    Units units = new Units(mixture, Numbers.of(options.precision()));
    this.loaded =
        device.call(
            () ->
                new Loaded(
                    device,
                    new DeviceMixture(device, mixture, units, options.memoryBudget()),
                    new HostFrames(mixture, options),
                    units));
  }

  @Override
  public void evaluate(EvaluationRequest request) {
    Queries queries = new CallerQueries(device.staging(), loaded.units(), request.queries(), null);
    device.run(() -> new Evaluation(loaded, queries, request).run());
  }

  @Override
  public void project(ProjectionRequest request) {
    Queries queries =
        new CallerQueries(
            device.staging(), loaded.units(), request.queries(), request.outputs().points());
    device.run(() -> new Projection(loaded, queries, request).run());
  }

  @Override
  public HeldQueries hold(double[] queries, int count) {
    return device.call(() -> new DeviceQueries(loaded, queries, count));
  }

  @Override
  public void close() {
    device.run(
        () -> {
          try (Closer resources = new Closer()) {
            resources.add(loaded.data());
            resources.add(loaded.host());
          }
        });
  }
}
