package dev.arete.bench;

import java.util.List;

/**
 * One operation on a device.
 *
 * @param operation what a call does
 * @param problem what it works on
 * @param size of the problem
 * @param precision FP32 or FP64
 * @param milliseconds of the fastest call, from host memory to host memory, kernels not timed
 * @param kernels what it launches, the dearest first
 * @param bound least milliseconds on this device if nothing is skipped, NaN where none is counted,
 *     infinite where the driver does not tell what the device can do
 * @param check error of the results
 */
record KernelRun(
    String operation,
    String problem,
    String size,
    String precision,
    double milliseconds,
    List<Kernel> kernels,
    double bound,
    String check) {
  /**
   * A kernel of a call.
   *
   * @param name its entry point
   * @param launches of it in a call
   * @param microseconds of a launch on the device, mean
   */
  record Kernel(String name, double launches, double microseconds) {
    /** Milliseconds of all its launches in a call. */
    double milliseconds() {
      return 1e-3 * launches * microseconds;
    }
  }

  /** Milliseconds of all kernels of a call, one after the other. */
  double onDevice() {
    return kernels.stream().mapToDouble(Kernel::milliseconds).sum();
  }
}
