package dev.arete.kernels.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.arete.testkit.emulator.Emulator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUctx_flags;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUfunction;
import jcuda.driver.CUfunction_attribute;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The driver library answers as the device's does where the backend relies on it. */
@RequiresEmulator
class DriverTest {
  @BeforeEach
  void quiet() {
    Device.samples();
    Emulator.quiet(true);
  }

  @AfterEach
  void defaults() {
    Emulator.reset();
  }

  private static ByteBuffer pinned(Pointer pointer, int bytes) {
    Device.ok(JCudaDriver.cuMemHostAlloc(pointer, bytes, 0));
    return pointer.getByteBuffer(0, bytes).order(ByteOrder.nativeOrder());
  }

  @Test
  void memoryIsLimitedAndReported() {
    try (Device device = new Device()) {
      Emulator.memory(1 << 20);
      CUdeviceptr half = device.allocate(1 << 19);
      long[] free = new long[1];
      long[] total = new long[1];
      Device.ok(JCudaDriver.cuMemGetInfo(free, total));
      assertEquals(1 << 19, free[0]);
      assertEquals(1 << 20, total[0]);
      assertEquals(
          CUresult.CUDA_ERROR_OUT_OF_MEMORY,
          JCudaDriver.cuMemAlloc(new CUdeviceptr(), (1 << 19) + 1));
      Device.ok(JCudaDriver.cuMemFree(half));
      device.allocate(1 << 20);
      assertEquals(1, Emulator.liveAllocations());
    }
    assertEquals(0, Emulator.liveAllocations());
  }

  @Test
  void theChosenAllocationFailsOnce() {
    try (Device device = new Device()) {
      Emulator.failAllocation(2);
      device.allocate(16);
      assertEquals(
          CUresult.CUDA_ERROR_OUT_OF_MEMORY, JCudaDriver.cuMemAlloc(new CUdeviceptr(), 16));
      device.allocate(16);
    }
  }

  @Test
  void moreMemoryThanTheMachineHasCanBeAddressed() {
    long bytes = 8L * ((1L << 31) + 1000);
    try (Device device = new Device()) {
      Emulator.memory(2 * bytes);
      CUdeviceptr huge = device.allocate(bytes);
      CUdeviceptr end = huge.withByteOffset(bytes - 8);
      Device.ok(JCudaDriver.cuMemcpyHtoD(end, Pointer.to(new double[] {1.5}), 8));
      assertEquals(1.5, device.read(end, 8).getDouble());
      assertEquals(
          CUresult.CUDA_ERROR_INVALID_VALUE,
          JCudaDriver.cuMemcpyHtoD(end, Pointer.to(new double[2]), 16));
    }
  }

  @Test
  void freeingTwiceOrInsideIsRefused() {
    try (Device device = new Device()) {
      CUdeviceptr p = device.allocate(64);
      assertEquals(CUresult.CUDA_ERROR_INVALID_VALUE, JCudaDriver.cuMemFree(p.withByteOffset(8)));
      Device.ok(JCudaDriver.cuMemFree(p));
      assertEquals(CUresult.CUDA_ERROR_INVALID_VALUE, JCudaDriver.cuMemFree(p));
    }
  }

  @Test
  void aFailedKernelSpoilsItsContextOnly() {
    try (Device broken = new Device()) {
      Device.ok(broken.launch("traps", 1, 32, 0, null, broken.allocate(128)));
      assertEquals(
          CUresult.CUDA_ERROR_LAUNCH_FAILED, JCudaDriver.cuMemAlloc(new CUdeviceptr(), 16));
      assertEquals(CUresult.CUDA_ERROR_LAUNCH_FAILED, JCudaDriver.cuCtxSynchronize());
    }
    try (Device next = new Device()) {
      next.run("indices", 1, 32, 0, next.allocate(128));
    }
  }

  @Test
  void deferredWorkWaitsForItsOwnSynchronisation() {
    try (Device device = new Device()) {
      Emulator.defer(true);
      CUstream stream = device.stream();
      CUdeviceptr memory = device.floats(3, 4);
      Pointer host = new Pointer();
      ByteBuffer seen = pinned(host, 8);
      Device.ok(JCudaDriver.cuMemcpyDtoHAsync(host, memory, 8, stream));
      assertNotEquals(3f, seen.getFloat(0), "the copy has not run yet");
      assertEquals(CUresult.CUDA_SUCCESS, JCudaDriver.cuStreamSynchronize(stream));
      assertEquals(3f, seen.getFloat(0));
      Device.ok(JCudaDriver.cuMemFreeHost(host));
    }
  }

  @Test
  void deferredStreamsKeepTheOrderThatEventsGive() {
    try (Device device = new Device()) {
      Emulator.defer(true);
      CUstream first = device.stream();
      CUstream second = device.stream();
      CUdeviceptr memory = device.floats(1, 1);
      CUdeviceptr scale = new CUdeviceptr();
      Device.ok(JCudaDriver.cuModuleGetGlobal(scale, new long[1], device.module(), "scale"));
      Device.ok(JCudaDriver.cuMemcpyHtoD(scale, Pointer.to(new float[] {2, 3, 0, 0}), 16));
      CUevent done = new CUevent();
      Device.ok(JCudaDriver.cuEventCreate(done, CUevent_flags.CU_EVENT_DISABLE_TIMING));
      Device.ok(device.launch("scaled", 1, 2, 0, first, memory));
      Device.ok(JCudaDriver.cuEventRecord(done, first));
      Device.ok(JCudaDriver.cuStreamWaitEvent(second, done, 0));
      Pointer host = new Pointer();
      ByteBuffer seen = pinned(host, 8);
      Device.ok(JCudaDriver.cuMemcpyDtoHAsync(host, memory, 8, second));
      assertEquals(CUresult.CUDA_ERROR_NOT_READY, JCudaDriver.cuEventQuery(pending(first)));
      Device.ok(JCudaDriver.cuStreamSynchronize(second));
      assertEquals(2f, seen.getFloat(0));
      assertEquals(3f, seen.getFloat(4));
    }
  }

  /** An event behind two more operations of a stream, so that one query cannot reach it. */
  private static CUevent pending(CUstream stream) {
    CUevent event = new CUevent();
    Device.ok(JCudaDriver.cuEventCreate(event, 0));
    Device.ok(JCudaDriver.cuEventRecord(event, stream));
    return event;
  }

  @Test
  void eventsMeasureTime() {
    try (Device device = new Device()) {
      CUstream stream = device.stream();
      CUevent start = pending(stream);
      CUevent end = pending(stream);
      Device.ok(JCudaDriver.cuStreamSynchronize(stream));
      float[] milliseconds = {-1};
      Device.ok(JCudaDriver.cuEventElapsedTime(milliseconds, start, end));
      assertEquals(true, milliseconds[0] >= 0);
      assertEquals(1, Emulator.liveContexts());
    }
  }

  @Test
  void launchShapesAreChecked() {
    try (Device device = new Device()) {
      CUdeviceptr p = device.allocate(4096);
      int invalid = CUresult.CUDA_ERROR_INVALID_VALUE;
      assertEquals(invalid, device.launch("indices", 0, 32, 0, null, p));
      assertEquals(invalid, device.launch("indices", 1, 1025, 0, null, p));
      assertEquals(
          invalid, device.launch("sum_f64", 1, 512, 0, null, 0, p, p), "above the launch bound");
      assertEquals(invalid, device.launch("indices", 1, 32, 48 * 1024 + 1, null, p));
      CUfunction function = device.function("indices");
      Device.ok(
          JCudaDriver.cuFuncSetAttribute(
              function,
              CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES,
              64 * 1024));
      device.run("indices", 1, 32, 64 * 1024, p);
    }
  }

  @Test
  void imagesAreLookedAt() {
    try (Device device = new Device()) {
      assertEquals(CUresult.CUDA_ERROR_INVALID_IMAGE, device.load("no code at all"));
      assertEquals(CUresult.CUDA_ERROR_INVALID_PTX, device.load(".version 8.0\n.target sm_100\n"));
      assertEquals(
          CUresult.CUDA_ERROR_UNSUPPORTED_PTX_VERSION,
          device.load(".version 9.0\n.target sm_75\n"));
      Emulator.driverVersion(11080);
      assertEquals(
          CUresult.CUDA_ERROR_UNSUPPORTED_PTX_VERSION,
          device.load(".version 8.0\n.target sm_75\n"));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 100", "1, 0"})
  void aMachineWithoutADeviceSaysSo(int devices, int code) {
    Emulator.devices(devices);
    assertEquals(code, JCudaDriver.cuInit(0));
  }

  @Test
  void unknownFunctionsAndHandlesAreRefused() {
    try (Device device = new Device()) {
      assertEquals(
          CUresult.CUDA_ERROR_NOT_FOUND,
          JCudaDriver.cuModuleGetFunction(new CUfunction(), device.module(), "nothing"));
      CUstream gone = device.stream();
      Device.ok(JCudaDriver.cuStreamDestroy(gone));
      assertEquals(CUresult.CUDA_ERROR_INVALID_HANDLE, JCudaDriver.cuStreamSynchronize(gone));
    }
  }

  @Test
  void callsWithoutAContextAreRefused() {
    assertEquals(
        CUresult.CUDA_ERROR_INVALID_CONTEXT, JCudaDriver.cuMemAlloc(new CUdeviceptr(), 16));
  }

  @Test
  void contextsStackAndThePrimaryOneIsShared() {
    Device.ok(JCudaDriver.cuInit(0));
    CUdevice device = new CUdevice();
    Device.ok(JCudaDriver.cuDeviceGet(device, 0));
    CUcontext primary = new CUcontext();
    CUcontext again = new CUcontext();
    Device.ok(JCudaDriver.cuDevicePrimaryCtxRetain(primary, device));
    Device.ok(JCudaDriver.cuDevicePrimaryCtxRetain(again, device));
    assertEquals(primary, again);
    CUcontext own = new CUcontext();
    Device.ok(JCudaDriver.cuCtxCreate(own, CUctx_flags.CU_CTX_SCHED_AUTO, device));
    Device.ok(JCudaDriver.cuCtxPushCurrent(primary));
    CUcontext popped = new CUcontext();
    Device.ok(JCudaDriver.cuCtxPopCurrent(popped));
    assertEquals(primary, popped);
    Device.ok(JCudaDriver.cuCtxGetCurrent(popped));
    assertEquals(own, popped);
    Device.ok(JCudaDriver.cuCtxDestroy(own));
    Device.ok(JCudaDriver.cuDevicePrimaryCtxRelease(device));
    Device.ok(JCudaDriver.cuDevicePrimaryCtxRelease(device));
    assertEquals(0, Emulator.liveContexts());
  }

  @Test
  void fillsAndCopiesOnTheDevice() {
    try (Device device = new Device()) {
      CUdeviceptr from = device.allocate(16);
      CUdeviceptr to = device.allocate(16);
      Device.ok(JCudaDriver.cuMemsetD32(from, 7, 4));
      Device.ok(JCudaDriver.cuMemcpyDtoD(to, from, 16));
      Device.ok(JCudaDriver.cuMemsetD8(to, (byte) 1, 4));
      int[] got = new int[4];
      device.read(to, 16).asIntBuffer().get(got);
      assertArrayEquals(new int[] {0x01010101, 7, 7, 7}, got);
    }
  }
}
