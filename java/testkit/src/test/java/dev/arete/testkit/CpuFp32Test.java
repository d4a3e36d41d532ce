package dev.arete.testkit;

import dev.arete.ComputeOptions;
import dev.arete.Precision;

class CpuFp32Test extends BackendContract {
  @Override
  public ComputeOptions options() {
    return ComputeOptions.defaults().backend("cpu").precision(Precision.FP32);
  }
}
