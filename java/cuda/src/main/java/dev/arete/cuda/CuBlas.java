package dev.arete.cuda;

import jcuda.Pointer;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasFillMode;
import jcuda.jcublas.cublasHandle;
import jcuda.jcublas.cublasOperation;
import jcuda.jcublas.cublasStatus;
import jcuda.runtime.cudaStream_t;

/** Products of large matrices by cuBLAS. To be used inside {@link CudaDevice#run}. */
final class CuBlas {
  /** Why the library cannot be loaded, in one line, or null. */
  static final String UNAVAILABLE =
      Driver.loading("cuBLAS", () -> JCublas2.setExceptionsEnabled(false));

  private CuBlas() {}

  /** Adds R^T R to the lower triangle of a sum. */
  static void addOuterProducts(
      CudaDevice device, double[] rows, int count, int order, double[] sum) {
    try (Closer resources = new Closer()) {
      cublasHandle handle = open(device, resources);
      long factor = device.place(resources, (long) count * order * Double.BYTES, "rows");
      long total = device.place(resources, (long) order * order * Double.BYTES, "sum");
      device.staging().upload(factor, rows, 0, count * order);
      device.staging().upload(total, sum, 0, order * order);
      add(handle, factor, count, order, total);
      device.staging().download(total, sum, 0, order * order); // waits for the stream
    }
  }

  private static cublasHandle open(CudaDevice device, Closer resources) {
    cublasHandle handle = new cublasHandle();
    check(JCublas2.cublasCreate(handle), "cublasCreate");
    resources.add(() -> check(JCublas2.cublasDestroy(handle), "cublasDestroy"));
    check(JCublas2.cublasSetStream(handle, new cudaStream_t(device.stream())), "cublasSetStream");
    return handle;
  }

  /**
   * cuBLAS counts by columns: rows that lie one behind the other are its columns, and the lower
   * triangle is its upper one.
   */
  private static void add(cublasHandle handle, long factor, int count, int order, long total) {
    Pointer one = Pointer.to(new double[] {1});
    check(
        JCublas2.cublasDsyrk(
            handle,
            cublasFillMode.CUBLAS_FILL_MODE_UPPER,
            cublasOperation.CUBLAS_OP_N,
            order,
            count,
            one,
            DevicePointer.at(factor),
            order,
            one,
            DevicePointer.at(total),
            order),
        "cublasDsyrk");
  }

  private static void check(int code, String call) {
    Driver.checkLibrary(code, call, cublasStatus::stringFor);
  }
}
