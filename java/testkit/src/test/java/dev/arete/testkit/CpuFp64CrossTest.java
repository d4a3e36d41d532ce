package dev.arete.testkit;

import dev.arete.ComputeOptions;

class CpuFp64CrossTest extends CrossBackendContract {
  @Override
  public ComputeOptions options() {
    return ComputeOptions.defaults().backend("cpu");
  }
}
