package dev.arete.cuda;

import java.util.function.Supplier;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/** Takes the memory of device 0, all but so many bytes, as another program might. */
final class MemoryFiller implements AutoCloseable {
  /** The driver hands memory out in blocks of so many bytes. */
  static final long BLOCK = 2 << 20;

  private final CUdevice device = Driver.device(0);
  private final CUcontext context = new CUcontext();
  private final Closer resources = new Closer();

  /** What comes of work for which so many bytes are left. */
  static <T> T withOnly(long left, Supplier<T> work) {
    try (MemoryFiller filler = new MemoryFiller()) {
      filler.inContext(() -> filler.fill(left));
      return work.get();
    }
  }

  private void fill(long left) {
    for (long size = Long.highestOneBit(memory()); size >= BLOCK; ) {
      if (memory() - left < size || !take(size)) {
        size /= 2;
      }
    }
  }

  private boolean take(long bytes) {
    CUdeviceptr pointer = new CUdeviceptr();
    int code = JCudaDriver.cuMemAlloc(pointer, bytes);
    if (code == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
      return false;
    }
    Driver.check(code, "cuMemAlloc");
    resources.add(() -> Driver.check(JCudaDriver.cuMemFree(pointer), "cuMemFree"));
    return true;
  }

  /** Bytes that are free on device 0. */
  static long free() {
    try (MemoryFiller nothing = new MemoryFiller()) {
      long[] free = new long[1];
      nothing.inContext(() -> free[0] = memory());
      return free[0];
    }
  }

  private static long memory() {
    long[] free = new long[1];
    Driver.check(JCudaDriver.cuMemGetInfo(free, new long[1]), "cuMemGetInfo");
    return free[0];
  }

  /** Keeps the primary context alive, and what is allocated in it. */
  private MemoryFiller() {
    Driver.check(JCudaDriver.cuDevicePrimaryCtxRetain(context, device), "cuDevicePrimaryCtxRetain");
  }

  private void inContext(Runnable work) {
    Driver.check(JCudaDriver.cuCtxPushCurrent(context), "cuCtxPushCurrent");
    try {
      work.run();
    } finally {
      Driver.check(JCudaDriver.cuCtxPopCurrent(new CUcontext()), "cuCtxPopCurrent");
    }
  }

  @Override
  public void close() {
    inContext(resources::close);
    Driver.check(JCudaDriver.cuDevicePrimaryCtxRelease(device), "cuDevicePrimaryCtxRelease");
  }
}
