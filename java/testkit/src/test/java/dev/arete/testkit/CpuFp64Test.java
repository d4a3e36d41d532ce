package dev.arete.testkit;

import dev.arete.ComputeOptions;

class CpuFp64Test extends BackendContract {
  @Override
  public ComputeOptions options() {
    return ComputeOptions.defaults().backend("cpu");
  }
}
