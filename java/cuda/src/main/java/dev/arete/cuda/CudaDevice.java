package dev.arete.cuda;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/**
 * Owner of everything that lives on a device: the retained primary context, one stream, the module,
 * memory, staging and scratch. Any thread may call {@link #run}; threads take turns. Closing is
 * total and idempotent.
 */
final class CudaDevice implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Closer resources = new Closer();
  private final DeviceInfo info;
  private final CUdevice device;
  private final CUcontext context = new CUcontext();
  private final CUstream stream = new CUstream();
  private final DeviceMemory memory;
  private final Kernels kernels;
  private final Staging staging;
  private final Scratch scratch;
  private boolean closed;

  CudaDevice(int ordinal, long scratchBudget) {
    info = DeviceInfo.of(ordinal);
    device = Driver.device(ordinal);
    memory = new DeviceMemory(info.name());
    Driver.check(
        JCudaDriver.cuDevicePrimaryCtxRetain(context, device),
        "cuDevicePrimaryCtxRetain",
        ", " + info.describe());
    try {
      enter();
      try {
        Driver.check(
            JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING),
            "cuStreamCreate");
        resources.add(() -> Driver.check(JCudaDriver.cuStreamDestroy(stream), "cuStreamDestroy"));
        KernelClock clock = resources.add(new KernelClock(info, stream));
        kernels = resources.add(new Kernels(info, stream, clock, KernelImages.ofJar()));
        staging = resources.add(new Staging(stream));
        scratch = resources.add(new Scratch(memory, scratchBudget));
      } finally {
        leave();
      }
    } catch (RuntimeException e) {
      closeAfter(e);
      throw e;
    }
  }

  /** What closing finds wrong does not hide why it has to be. */
  private void closeAfter(RuntimeException failure) {
    try {
      close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** Runs a call: this thread has the device to itself and its context is current. */
  void run(Runnable call) {
    call(
        () -> {
          call.run();
          return null;
        });
  }

  /** Runs a call with a result, as {@link #run}. */
  <T> T call(Supplier<T> call) {
    enter();
    try {
      return call.get();
    } finally {
      leave();
    }
  }

  /** A call inside another would overwrite what that one has in the scratch memory. */
  private void enter() {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "an operation on " + info.name() + " was started from inside another, by its listener");
    }
    lock.lock();
    int code = JCudaDriver.cuCtxPushCurrent(context);
    if (code != 0) {
      lock.unlock();
      Driver.check(code, "cuCtxPushCurrent");
    }
  }

  private void leave() {
    try {
      Driver.check(JCudaDriver.cuCtxPopCurrent(new CUcontext()), "cuCtxPopCurrent");
    } finally {
      lock.unlock();
    }
  }

  DeviceInfo info() {
    return info;
  }

  DeviceMemory memory() {
    return memory;
  }

  Kernels kernels() {
    return kernels;
  }

  Staging staging() {
    return staging;
  }

  /** The stream of everything this device does, for libraries that take one. */
  CUstream stream() {
    return stream;
  }

  /** Allocates until the resources close; the address. */
  long place(Closer resources, long bytes, String purpose) {
    return resources.add(memory.allocate(bytes, purpose)).address();
  }

  Scratch scratch() {
    return scratch;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true; // the context is released once, whatever fails before
    try {
      run(resources::close);
    } finally {
      Driver.check(JCudaDriver.cuDevicePrimaryCtxRelease(device), "cuDevicePrimaryCtxRelease");
    }
  }
}
