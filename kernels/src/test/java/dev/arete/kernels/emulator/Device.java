package dev.arete.kernels.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arete.testkit.emulator.EmulatorLibrary;
import dev.arete.testkit.emulator.Mode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import jcuda.NativePointerObject;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/**
 * A context of the emulated device with the sample kernels; every call but the probing ones must
 * succeed.
 */
final class Device implements AutoCloseable {
  private static EmulatorLibrary library;

  private final CUcontext context = new CUcontext();
  private final CUmodule module = new CUmodule();

  Device() {
    byte[] image = samples().image();
    ok(JCudaDriver.cuInit(0));
    CUdevice device = new CUdevice();
    ok(JCudaDriver.cuDeviceGet(device, 0));
    ok(JCudaDriver.cuCtxCreate(context, 0, device));
    ok(JCudaDriver.cuModuleLoadData(module, image));
  }

  /** The built and loaded emulator with the sample kernels. */
  static synchronized EmulatorLibrary samples() {
    if (library == null) {
      Path samples = EmulatorLibrary.samples();
      Mode mode = Mode.chosen();
      Path directory = Path.of("target/emulator").resolve(mode.word()).toAbsolutePath();
      List<Path> sources = List.of(samples.resolve("good.cu"), samples.resolve("planted.cu"));
      library = EmulatorLibrary.build(mode, directory, "samples.module", sources);
      library.load();
      JCudaDriver.setExceptionsEnabled(false);
    }
    return library;
  }

  static void ok(int code) {
    assertEquals(CUresult.CUDA_SUCCESS, code, () -> CUresult.stringFor(code));
  }

  CUmodule module() {
    return module;
  }

  CUfunction function(String name) {
    CUfunction function = new CUfunction();
    ok(JCudaDriver.cuModuleGetFunction(function, module, name));
    return function;
  }

  /** The result of loading this text as a module. */
  int load(String image) {
    ok(JCudaDriver.cuCtxSetCurrent(context));
    byte[] bytes = (image + "\0").getBytes(StandardCharsets.UTF_8);
    return JCudaDriver.cuModuleLoadData(new CUmodule(), bytes);
  }

  CUstream stream() {
    ok(JCudaDriver.cuCtxSetCurrent(context));
    CUstream stream = new CUstream();
    ok(JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING));
    return stream;
  }

  CUdeviceptr allocate(long bytes) {
    CUdeviceptr pointer = new CUdeviceptr();
    ok(JCudaDriver.cuMemAlloc(pointer, bytes));
    return pointer;
  }

  CUdeviceptr floats(float... values) {
    CUdeviceptr pointer = allocate(4L * values.length);
    ok(JCudaDriver.cuMemcpyHtoD(pointer, Pointer.to(values), 4L * values.length));
    return pointer;
  }

  CUdeviceptr doubles(double... values) {
    CUdeviceptr pointer = allocate(8L * values.length);
    ok(JCudaDriver.cuMemcpyHtoD(pointer, Pointer.to(values), 8L * values.length));
    return pointer;
  }

  CUdeviceptr ints(int... values) {
    CUdeviceptr pointer = allocate(4L * values.length);
    ok(JCudaDriver.cuMemcpyHtoD(pointer, Pointer.to(values), 4L * values.length));
    return pointer;
  }

  ByteBuffer read(CUdeviceptr from, int bytes) {
    byte[] out = new byte[bytes];
    ok(JCudaDriver.cuMemcpyDtoH(Pointer.to(out), from, bytes));
    return ByteBuffer.wrap(out).order(ByteOrder.nativeOrder());
  }

  /**
   * Launches blocks and threads in one dimension; arguments are ints, floats and device pointers.
   */
  int launch(String name, int grid, int block, int shared, CUstream stream, Object... arguments) {
    NativePointerObject[] values = new NativePointerObject[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      values[i] = argument(arguments[i]);
    }
    return JCudaDriver.cuLaunchKernel(
        function(name), grid, 1, 1, block, 1, 1, shared, stream, Pointer.to(values), null);
  }

  void run(String name, int grid, int block, int shared, Object... arguments) {
    ok(launch(name, grid, block, shared, null, arguments));
    ok(JCudaDriver.cuCtxSynchronize());
  }

  private static Pointer argument(Object value) {
    if (value instanceof Integer number) {
      return Pointer.to(new int[] {number});
    }
    if (value instanceof Float number) {
      return Pointer.to(new float[] {number});
    }
    return Pointer.to((CUdeviceptr) value);
  }

  @Override
  public void close() {
    JCudaDriver.cuCtxDestroy(context);
  }
}
