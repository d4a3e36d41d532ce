package dev.arete.cuda;

import dev.arete.spi.DensityEngine;
import dev.arete.spi.EvaluationRequest;
import dev.arete.spi.Mixture;
import dev.arete.spi.ProjectionRequest;

/** A mixture on a device. */
final class CudaEngine implements DensityEngine {
  private final CudaDevice device;
  private final Units units;
  private final DeviceMixture data;

  CudaEngine(CudaDevice device, Mixture mixture, Numbers numbers, long scratch) {
    this.device = device;
    this.units = new Units(mixture, numbers);
    DeviceMixture[] loaded = new DeviceMixture[1];
    device.run(() -> loaded[0] = new DeviceMixture(device, mixture, units, scratch));
    this.data = loaded[0];
  }

  @Override
  public void evaluate(EvaluationRequest request) {
    device.run(() -> new Evaluation(device, data, units, request).run());
  }

  @Override
  public void project(ProjectionRequest request) {
    device.run(() -> new Projection(device, data, units, request).run());
  }

  @Override
  public void close() {
    device.run(data::close);
  }
}
