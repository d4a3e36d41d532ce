package dev.arete.cuda;

import dev.arete.DeviceException;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstreamCaptureMode;
import jcuda.driver.JCudaDriver;

/**
 * Launches that the driver has on record and runs as one: the same kernels with the same arguments,
 * so with the same bits, for the price of one call.
 */
final class LaunchGraph implements Closer.Resource {
  private final CUstream stream;
  private final CUgraphExec executable = new CUgraphExec();

  private LaunchGraph(CUstream stream) {
    this.stream = stream;
  }

  /**
   * Records launches instead of running them.
   *
   * @param stream what they go to
   * @param launches launches kernels and nothing else, all of which were launched before
   * @return the record, or null where the driver makes none, for whatever reason: launched one by
   *     one, they say what is wrong with them
   */
  static LaunchGraph record(CUstream stream, Runnable launches) {
    // Relaxed: nothing that other threads do to other streams is of concern here.
    int mode = CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_RELAXED;
    if (JCudaDriver.cuStreamBeginCapture(stream, mode) != CUresult.CUDA_SUCCESS) {
      return null;
    }
    CUgraph graph = new CUgraph();
    boolean complete;
    int ended;
    try {
      complete = run(launches);
    } finally {
      ended = JCudaDriver.cuStreamEndCapture(stream, graph);
    }
    if (ended != CUresult.CUDA_SUCCESS) {
      return null;
    }
    LaunchGraph made = new LaunchGraph(stream);
    complete =
        complete
            && JCudaDriver.cuGraphInstantiate(made.executable, graph, 0) == CUresult.CUDA_SUCCESS;
    Driver.check(JCudaDriver.cuGraphDestroy(graph), "cuGraphDestroy");
    return complete ? made : null;
  }

  /** Whether all could be launched. */
  private static boolean run(Runnable launches) {
    try {
      launches.run();
      return true;
    } catch (DeviceException e) {
      return false;
    }
  }

  /** Runs what was recorded, behind everything launched before. */
  void launch() {
    Driver.check(JCudaDriver.cuGraphLaunch(executable, stream), "cuGraphLaunch");
  }

  @Override
  public void close() {
    Driver.check(JCudaDriver.cuGraphExecDestroy(executable), "cuGraphExecDestroy");
  }
}
