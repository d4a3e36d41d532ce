package dev.arete.cuda;

import java.util.HashMap;
import java.util.Map;
import jcuda.Pointer;
import jcuda.driver.CUfunction;
import jcuda.driver.CUfunction_attribute;
import jcuda.driver.CUmodule;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/** The loaded module: finds entry points and launches them on the device's stream. */
final class Kernels implements Closer.Resource {
  /** Dynamic shared memory beyond this must be asked for. */
  private static final int FREE_SHARED = 48 * 1024;

  /** With -Darete.sync=true every launch is waited for, so that a failure names its kernel. */
  private final boolean synchronous = Boolean.getBoolean("arete.sync");

  private final DeviceInfo info;
  private final CUstream stream;
  private final KernelClock clock;

  /** Whether launches can be recorded. What is waited for one by one cannot. */
  private boolean recording;

  private final CUmodule module = new CUmodule();
  private final Map<String, CUfunction> functions = new HashMap<>();
  private final String image;

  Kernels(DeviceInfo info, CUstream stream, KernelClock clock, KernelImages images) {
    this.info = info;
    this.stream = stream;
    this.clock = clock;
    this.recording = !synchronous && !clock.isRunning();
    this.image = images.load(module, info);
  }

  /** Name of the image that was loaded. */
  String image() {
    return image;
  }

  /**
   * Launches a kernel.
   *
   * @param launch entry point and shape
   * @param arguments each long[] (a structure of 8-byte words, or one address) or int[]
   */
  void launch(Launch launch, Object... arguments) {
    Pointer[] pointers = new Pointer[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      pointers[i] =
          arguments[i] instanceof long[] words
              ? Pointer.to(words)
              : Pointer.to((int[]) arguments[i]);
    }
    CUfunction function = function(launch);
    Pointer parameters = Pointer.to(pointers);
    int code = clock.time(launch.kernel(), () -> start(function, launch, parameters));
    Driver.check(code, "cuLaunchKernel", where(launch));
    if (synchronous) {
      Driver.check(JCudaDriver.cuStreamSynchronize(stream), "cuStreamSynchronize", where(launch));
    }
  }

  private int start(CUfunction function, Launch launch, Pointer parameters) {
    return JCudaDriver.cuLaunchKernel(
        function,
        launch.gridX(),
        launch.gridY(),
        1,
        launch.block(),
        1,
        1,
        launch.shared(),
        stream,
        parameters,
        null);
  }

  /**
   * Records launches as a graph. A driver that once would not is not asked again.
   *
   * @param launches launches kernels of this module and nothing else
   * @return the graph, or null: then they are to be launched
   */
  LaunchGraph record(Runnable launches) {
    LaunchGraph graph = recording ? LaunchGraph.record(stream, launches) : null;
    recording = graph != null;
    return graph;
  }

  private String where(Launch launch) {
    return " in "
        + launch
        + ", device "
        + info.ordinal()
        + (synchronous ? "" : "; set -Darete.sync=true to find the first failing launch");
  }

  private CUfunction function(Launch launch) {
    CUfunction function = functions.get(launch.kernel());
    if (function == null) {
      function = new CUfunction();
      Driver.check(
          JCudaDriver.cuModuleGetFunction(function, module, launch.kernel()),
          "cuModuleGetFunction",
          ", " + launch.kernel());
      functions.put(launch.kernel(), function);
    }
    if (launch.shared() > FREE_SHARED) {
      Driver.check(
          JCudaDriver.cuFuncSetAttribute(
              function,
              CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES,
              launch.shared()),
          "cuFuncSetAttribute",
          where(launch));
    }
    return function;
  }

  @Override
  public void close() {
    Driver.check(JCudaDriver.cuModuleUnload(module), "cuModuleUnload");
  }
}
