package dev.arete.cuda;

import dev.arete.OutOfDeviceMemoryException;
import java.util.Map;
import java.util.TreeMap;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/** Allocations on one device, each with its purpose. To be used inside {@link CudaDevice#run}. */
final class DeviceMemory {
  private final Map<String, Long> live = new TreeMap<>();
  private final String device;

  DeviceMemory(String device) {
    this.device = device;
  }

  /**
   * Allocates.
   *
   * @param bytes at least 1
   * @param purpose what for, in one or two words
   * @return the buffer, owned by the caller
   * @throws OutOfDeviceMemoryException if the device has no room
   */
  DeviceBuffer allocate(long bytes, String purpose) {
    DevicePointer pointer = new DevicePointer();
    int code = JCudaDriver.cuMemAlloc(pointer, bytes);
    if (code == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
      throw outOfMemory(bytes, purpose, code);
    }
    Driver.check(code, "cuMemAlloc", ", " + bytes + " bytes for " + purpose + " on " + device);
    live.merge(purpose, bytes, Long::sum);
    return new DeviceBuffer(this, pointer, bytes, purpose);
  }

  private OutOfDeviceMemoryException outOfMemory(long bytes, String purpose, int code) {
    long free = free();
    return new OutOfDeviceMemoryException(
        "cuMemAlloc",
        code,
        bytes,
        free,
        "out of device memory on "
            + device
            + ": asked "
            + bytes
            + " bytes for "
            + purpose
            + ", free "
            + free
            + ", in use here "
            + live
            + "; close densities, or lower the memory budget");
  }

  /** Bytes the device says are free. */
  long free() {
    long[] free = new long[1];
    Driver.check(JCudaDriver.cuMemGetInfo(free, new long[1]), "cuMemGetInfo");
    return free[0];
  }

  int release(DevicePointer pointer, long bytes, String purpose) {
    live.merge(purpose, -bytes, Long::sum);
    live.remove(purpose, 0L);
    return JCudaDriver.cuMemFree(pointer);
  }
}
