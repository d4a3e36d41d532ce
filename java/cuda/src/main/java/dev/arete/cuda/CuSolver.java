package dev.arete.cuda;

import dev.arete.DeviceException;
import jcuda.jcusolver.JCusolver;
import jcuda.jcusolver.JCusolverDn;
import jcuda.jcusolver.cusolverDnHandle;
import jcuda.jcusolver.cusolverEigMode;
import jcuda.jcusolver.cusolverStatus;
import jcuda.runtime.cudaStream_t;

/** Eigensystems of large matrices by cuSOLVER. To be used inside {@link CudaDevice#run}. */
final class CuSolver {
  /** Why the library cannot be loaded, in one line, or null. */
  static final String UNAVAILABLE =
      Driver.loading("cuSOLVER", () -> JCusolver.setExceptionsEnabled(false));

  private static final int MODE = cusolverEigMode.CUSOLVER_EIG_MODE_VECTOR;

  /** CUBLAS_FILL_MODE_LOWER, by columns. */
  private static final int LOWER = 0;

  private final CudaDevice device;
  private final Closer resources;
  private final int order;
  private final cusolverDnHandle handle = new cusolverDnHandle();
  private final long entries;
  private final long values;
  private final long state;

  private CuSolver(CudaDevice device, Closer resources, int order) {
    this.device = device;
    this.resources = resources;
    this.order = order;
    check(JCusolverDn.cusolverDnCreate(handle), "cusolverDnCreate");
    resources.add(() -> check(JCusolverDn.cusolverDnDestroy(handle), "cusolverDnDestroy"));
    check(
        JCusolverDn.cusolverDnSetStream(handle, new cudaStream_t(device.stream())),
        "cusolverDnSetStream");
    entries = device.place(resources, (long) order * order * Double.BYTES, "matrix");
    values = device.place(resources, (long) order * Double.BYTES, "eigenvalues");
    state = device.place(resources, Integer.BYTES, "state");
  }

  /** Fills eigenvalues, ascending, and eigenvectors, one a row: cuSOLVER writes them by columns. */
  static void symmetricEigen(
      CudaDevice device, double[] matrix, int order, double[] values, double[] vectors) {
    try (Closer resources = new Closer()) {
      CuSolver solver = new CuSolver(device, resources, order);
      device.staging().upload(solver.entries, matrix, 0, order * order);
      solver.decompose();
      solver.checkState();
      device.staging().download(solver.values, values, 0, order);
      device.staging().download(solver.entries, vectors, 0, order * order);
    }
  }

  private void decompose() {
    int[] length = new int[1];
    check(
        JCusolverDn.cusolverDnDsyevd_bufferSize(
            handle,
            MODE,
            LOWER,
            order,
            DevicePointer.at(entries),
            order,
            DevicePointer.at(values),
            length),
        "cusolverDnDsyevd_bufferSize");
    long work = device.place(resources, Math.max(1L, length[0]) * Double.BYTES, "work of cuSOLVER");
    check(
        JCusolverDn.cusolverDnDsyevd(
            handle,
            MODE,
            LOWER,
            order,
            DevicePointer.at(entries),
            order,
            DevicePointer.at(values),
            DevicePointer.at(work),
            length[0],
            DevicePointer.at(state)),
        "cusolverDnDsyevd");
  }

  /** Copying the state waits for the stream. */
  private void checkState() {
    int found = device.staging().downloadInts(state, 1)[0];
    if (found != 0) {
      throw new DeviceException(
          "cusolverDnDsyevd",
          found,
          "cusolverDnDsyevd found no eigensystem of order " + order + ": its state is " + found);
    }
  }

  private static void check(int code, String call) {
    Driver.checkLibrary(code, call, cusolverStatus::stringFor);
  }
}
