package dev.arete.cuda;

import java.util.Optional;
import jcuda.Pointer;
import jcuda.driver.JCudaDriver;
import jcuda.jcusolver.JCusolverDn;
import jcuda.jcusolver.cusolverDnHandle;
import jcuda.jcusolver.cusolverEigMode;

/**
 * Eigensystems by NVIDIA's cuSOLVER, as a second opinion in tests. The library is touched when it
 * is asked for, so that its absence disables nothing else. To be used inside {@link
 * CudaDevice#run}.
 */
final class CuSolver {
  /** CUBLAS_FILL_MODE_LOWER. */
  private static final int LOWER = 0;

  private CuSolver() {}

  /** Why the library cannot be used, in one line; empty if it can. */
  static Optional<String> unavailable() {
    try {
      cusolverDnHandle handle = new cusolverDnHandle();
      int code = JCusolverDn.cusolverDnCreate(handle);
      if (code != 0) {
        return Optional.of("cusolverDnCreate failed with code " + code);
      }
      JCusolverDn.cusolverDnDestroy(handle);
      return Optional.empty();
    } catch (LinkageError e) {
      String text = String.valueOf(e.getMessage());
      return Optional.of(
          "cuSOLVER cannot be loaded: "
              + text.lines()
                  .filter(line -> line.contains(".so"))
                  .reduce((first, second) -> second)
                  .orElse(text.lines().findFirst().orElse("no reason given"))
                  .strip());
    }
  }

  /**
   * Computes eigenvalues, ascending.
   *
   * @param device whose context is current
   * @param matrix order x order, symmetric
   * @param order n
   * @return n numbers
   */
  static double[] eigenvalues(CudaDevice device, double[] matrix, int order) {
    cusolverDnHandle handle = new cusolverDnHandle();
    check(JCusolverDn.cusolverDnCreate(handle), "cusolverDnCreate");
    try (Closer buffers = new Closer()) {
      long entries = place(device, buffers, (long) order * order * Double.BYTES);
      long values = place(device, buffers, (long) order * Double.BYTES);
      long state = place(device, buffers, Integer.BYTES);
      device.staging().upload(entries, matrix, 0, order * order);
      int mode = cusolverEigMode.CUSOLVER_EIG_MODE_VECTOR;
      int[] length = new int[1];
      check(
          JCusolverDn.cusolverDnDsyevd_bufferSize(
              handle, mode, LOWER, order, at(entries), order, at(values), length),
          "cusolverDnDsyevd_bufferSize");
      long work = place(device, buffers, (long) length[0] * Double.BYTES);
      check(
          JCusolverDn.cusolverDnDsyevd(
              handle,
              mode,
              LOWER,
              order,
              at(entries),
              order,
              at(values),
              at(work),
              length[0],
              at(state)),
          "cusolverDnDsyevd");
      Driver.check(JCudaDriver.cuCtxSynchronize(), "cuCtxSynchronize");
      check(device.staging().downloadInts(state, 1)[0], "convergence of cusolverDnDsyevd");
      double[] result = new double[order];
      device.staging().download(values, result, 0, order);
      return result;
    } finally {
      JCusolverDn.cusolverDnDestroy(handle);
    }
  }

  private static long place(CudaDevice device, Closer buffers, long bytes) {
    return buffers.add(device.memory().allocate(bytes, "cuSOLVER")).address();
  }

  private static Pointer at(long address) {
    return DevicePointer.at(address);
  }

  private static void check(int code, String call) {
    if (code != 0) {
      throw new IllegalStateException(call + " failed with code " + code);
    }
  }
}
