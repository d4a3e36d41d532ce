package dev.arete.testkit;

import dev.arete.ComputeOptions;
import dev.arete.Precision;

class CpuFp32CrossTest extends CrossBackendContract {
  @Override
  public ComputeOptions options() {
    return ComputeOptions.defaults().backend("cpu").precision(Precision.FP32);
  }
}
