package dev.arete.cuda;

import dev.arete.BackendUnavailableException;
import dev.arete.spi.Availability;
import dev.arete.spi.DenseAlgebra;
import java.util.function.Consumer;

/**
 * Large dense matrices by NVIDIA's cuBLAS and cuSOLVER, where CUDA 12 is installed beside the
 * driver. Both libraries are loaded when they are asked for, so that their absence disables nothing
 * else. Each call opens the first device and closes it: the context and the handles of the
 * libraries cost some tenths of a second, so calls should be large.
 */
public final class CudaAlgebra implements DenseAlgebra {
  /** No kernel of this project runs here, none needs scratch memory. */
  private static final long NO_SCRATCH = 1;

  /** Called by the service loader. */
  public CudaAlgebra() {}

  @Override
  public String name() {
    return "cuda";
  }

  @Override
  public Availability probe() {
    Availability device = new CudaProvider().probe();
    String reason = device.usable() ? unavailable() : device.detail();
    return reason == null ? device : new Availability(false, reason);
  }

  /** Why the libraries cannot be used beside a device, in one line, or null. */
  private static String unavailable() {
    return CuBlas.UNAVAILABLE == null ? CuSolver.UNAVAILABLE : CuBlas.UNAVAILABLE;
  }

  @Override
  public void symmetricEigen(double[] matrix, int order, double[] values, double[] vectors) {
    onDevice(device -> CuSolver.symmetricEigen(device, matrix, order, values, vectors));
  }

  @Override
  public void addOuterProducts(double[] rows, int count, int order, double[] sum) {
    if (count > 0) {
      onDevice(device -> CuBlas.addOuterProducts(device, rows, count, order, sum));
    }
  }

  private void onDevice(Consumer<CudaDevice> call) {
    Availability availability = probe();
    if (!availability.usable()) {
      throw new BackendUnavailableException(
          "algebra cuda cannot run here: " + availability.detail());
    }
    try (CudaDevice device = new CudaDevice(0, NO_SCRATCH)) {
      device.run(() -> call.accept(device));
    }
  }
}
