package dev.arete.cuda;

import dev.arete.ComputeOptions;
import dev.arete.Precision;
import dev.arete.testkit.BackendContract;
import dev.arete.testkit.emulator.Order;

@OnEmulator(Order.SHUFFLED)
class CudaFp32ShuffledTest extends BackendContract {
  @Override
  public ComputeOptions options() {
    return ComputeOptions.defaults().backend("cuda").precision(Precision.FP32);
  }
}
