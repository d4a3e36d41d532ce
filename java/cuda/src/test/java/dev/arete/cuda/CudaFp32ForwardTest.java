package dev.arete.cuda;

import dev.arete.ComputeOptions;
import dev.arete.Precision;
import dev.arete.testkit.BackendContract;
import dev.arete.testkit.emulator.Order;
import org.junit.jupiter.api.Tag;

@Tag("orders")
@OnEmulator(Order.FORWARD)
class CudaFp32ForwardTest extends BackendContract {
  @Override
  public ComputeOptions options() {
    return ComputeOptions.defaults().backend("cuda").precision(Precision.FP32);
  }
}
