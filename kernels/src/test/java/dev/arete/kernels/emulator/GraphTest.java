package dev.arete.kernels.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arete.testkit.emulator.Emulator;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstreamCaptureMode;
import jcuda.driver.JCudaDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Launches that a stream records run when the graph made of them is launched, and as often. */
@RequiresEmulator
class GraphTest {
  @BeforeEach
  void quiet() {
    Device.samples();
    Emulator.quiet(true);
  }

  @AfterEach
  void defaults() {
    Emulator.reset();
  }

  private static int begin(CUstream stream) {
    return JCudaDriver.cuStreamBeginCapture(
        stream, CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_RELAXED);
  }

  /** Records two launches, each of which doubles a number. */
  private static CUgraph quadruple(Device device, CUstream stream, CUdeviceptr number) {
    CUdeviceptr scale = new CUdeviceptr();
    Device.ok(JCudaDriver.cuModuleGetGlobal(scale, new long[1], device.module(), "scale"));
    Device.ok(JCudaDriver.cuMemcpyHtoD(scale, Pointer.to(new float[] {2, 2, 2, 2}), 16));
    Device.ok(begin(stream));
    Device.ok(device.launch("scaled", 1, 1, 0, stream, number));
    Device.ok(device.launch("scaled", 1, 1, 0, stream, number));
    CUgraph graph = new CUgraph();
    Device.ok(JCudaDriver.cuStreamEndCapture(stream, graph));
    return graph;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aGraphRunsAsOftenAsItIsLaunched(boolean deferred) {
    Emulator.defer(deferred);
    try (Device device = new Device()) {
      CUstream stream = device.stream();
      CUdeviceptr number = device.floats(1);
      CUgraph graph = quadruple(device, stream, number);
      Device.ok(JCudaDriver.cuStreamSynchronize(stream));
      assertEquals(1f, device.read(number, 4).getFloat(), "recorded launches do not run");
      CUgraphExec executable = new CUgraphExec();
      Device.ok(JCudaDriver.cuGraphInstantiate(executable, graph, 0));
      Device.ok(JCudaDriver.cuGraphDestroy(graph));
      Device.ok(JCudaDriver.cuGraphLaunch(executable, stream));
      Device.ok(JCudaDriver.cuGraphLaunch(executable, stream));
      Device.ok(JCudaDriver.cuStreamSynchronize(stream));
      assertEquals(16f, device.read(number, 4).getFloat());
      Device.ok(JCudaDriver.cuGraphExecDestroy(executable));
      assertEquals(0, Emulator.liveGraphs());
      assertEquals(
          CUresult.CUDA_ERROR_INVALID_HANDLE, JCudaDriver.cuGraphLaunch(executable, stream));
    }
  }

  @Test
  void waitingForAStreamSpoilsItsCapture() {
    try (Device device = new Device()) {
      CUstream stream = device.stream();
      Device.ok(begin(stream));
      assertEquals(
          CUresult.CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, JCudaDriver.cuStreamSynchronize(stream));
      assertEquals(
          CUresult.CUDA_ERROR_STREAM_CAPTURE_INVALIDATED,
          JCudaDriver.cuStreamEndCapture(stream, new CUgraph()));
      Device.ok(JCudaDriver.cuStreamSynchronize(stream));
      assertEquals(0, Emulator.liveGraphs());
    }
  }

  @Test
  void capturesBeginAndEndInTurns() {
    try (Device device = new Device()) {
      CUstream stream = device.stream();
      int illegal = CUresult.CUDA_ERROR_ILLEGAL_STATE;
      assertEquals(illegal, JCudaDriver.cuStreamEndCapture(stream, new CUgraph()));
      Device.ok(begin(stream));
      assertEquals(illegal, begin(stream));
      assertEquals(CUresult.CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, begin(new CUstream()));
    }
  }

  /** A kernel that fails inside a graph is seen at the next call, as one that is launched. */
  @Test
  void aFailureInsideAGraphSpoilsTheContext() {
    try (Device device = new Device()) {
      CUstream stream = device.stream();
      CUdeviceptr memory = device.allocate(128);
      Device.ok(begin(stream));
      Device.ok(device.launch("traps", 1, 32, 0, stream, memory));
      CUgraph graph = new CUgraph();
      Device.ok(JCudaDriver.cuStreamEndCapture(stream, graph));
      CUgraphExec executable = new CUgraphExec();
      Device.ok(JCudaDriver.cuGraphInstantiate(executable, graph, 0));
      Device.ok(JCudaDriver.cuGraphLaunch(executable, stream));
      assertEquals(CUresult.CUDA_ERROR_LAUNCH_FAILED, JCudaDriver.cuStreamSynchronize(stream));
    }
  }
}
