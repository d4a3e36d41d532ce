package dev.arete;

/**
 * How a {@link Compute} is opened. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * Compute compute = Compute.open(ComputeOptions.defaults().backend("cpu").precision(Precision.FP32));
 * }</pre>
 *
 * @param backend name of the backend, or {@link #AUTO}
 * @param precision type of the arithmetic per pair
 * @param device index of the device among those of the backend
 * @param threads worker threads of a CPU backend
 * @param memoryBudget bytes of scratch memory besides data and results
 */
public record ComputeOptions(
    String backend, Precision precision, int device, int threads, long memoryBudget) {
  /** Takes the best backend that can run. */
  public static final String AUTO = "auto";

  /** Scratch memory where the user states none: 1 GiB. */
  private static final long DEFAULT_MEMORY_BUDGET = 1L << 30;

  /** Smallest budget in which every backend can work, 16 MiB. */
  private static final long MIN_MEMORY_BUDGET = 1L << 24;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a name is missing or empty, the device is negative, there
   *     is no thread or more than 4096, or the budget is below 16 MiB
   */
  public ComputeOptions {
    if (backend == null || backend.isBlank()) {
      throw new IllegalArgumentException("backend must be named, or \"auto\"");
    }
    if (precision == null) {
      throw new IllegalArgumentException("precision must be FP32 or FP64, got null");
    }
    if (device < 0) {
      throw new IllegalArgumentException("device must be at least 0, got " + device);
    }
    if (threads < 1 || threads > 4096) {
      throw new IllegalArgumentException("threads must be in 1..4096, got " + threads);
    }
    if (memoryBudget < MIN_MEMORY_BUDGET) {
      throw new IllegalArgumentException(
          "memory budget must be at least "
              + MIN_MEMORY_BUDGET
              + " bytes (16 MiB), got "
              + memoryBudget);
    }
  }

  /**
   * Returns the defaults: automatic backend, double precision, first device, all processors, 1 GiB
   * of scratch memory.
   *
   * @return the defaults
   */
  public static ComputeOptions defaults() {
    return new ComputeOptions(
        AUTO,
        Precision.FP64,
        0,
        Math.min(4096, Runtime.getRuntime().availableProcessors()),
        DEFAULT_MEMORY_BUDGET);
  }

  /**
   * Returns a copy that takes one backend, or fails.
   *
   * @param name "reference", "cpu", "cuda" or "auto"
   * @return the copy
   */
  public ComputeOptions backend(String name) {
    return new ComputeOptions(name, precision, device, threads, memoryBudget);
  }

  /**
   * Returns a copy with another precision.
   *
   * @param type type of the arithmetic per pair
   * @return the copy
   */
  public ComputeOptions precision(Precision type) {
    return new ComputeOptions(backend, type, device, threads, memoryBudget);
  }

  /**
   * Returns a copy with another device.
   *
   * @param index index of the device, 0 for the first
   * @return the copy
   */
  public ComputeOptions device(int index) {
    return new ComputeOptions(backend, precision, index, threads, memoryBudget);
  }

  /**
   * Returns a copy with another number of worker threads.
   *
   * @param count worker threads, at least 1
   * @return the copy
   */
  public ComputeOptions threads(int count) {
    return new ComputeOptions(backend, precision, device, count, memoryBudget);
  }

  /**
   * Returns a copy with another budget of scratch memory.
   *
   * @param bytes bytes besides data and results, at least 16 MiB
   * @return the copy
   */
  public ComputeOptions memoryBudget(long bytes) {
    return new ComputeOptions(backend, precision, device, threads, bytes);
  }
}
