package dev.arete.testkit;

import dev.arete.ComputeOptions;
import dev.arete.Precision;

class CpuFp64Test extends BackendContract {
  @Override
  public ComputeOptions options() {
    return ComputeOptions.defaults().backend("cpu").precision(Precision.FP64);
  }
}
