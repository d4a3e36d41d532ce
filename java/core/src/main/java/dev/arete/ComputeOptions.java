package dev.arete;

/**
 * How a {@link Compute} is opened. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * Compute compute = Compute.open(ComputeOptions.defaults().backend("cpu").precision(Precision.FP32));
 * }</pre>
 *
 * @param backend name of the backend, or {@link #AUTO}
 * @param precision type of the arithmetic per pair; the reference backend computes in double
 *     precision whatever is asked for
 * @param device index of the device among those of the backend
 * @param threads worker threads of a CPU backend
 * @param memoryBudget bytes of scratch memory besides data and results
 * @param truncation largest share of the posterior weight at a query that may be left out; 0 for
 *     what rounding hides: e^-40 in FP64, e^-18 in FP32
 */
public record ComputeOptions(
    String backend,
    Precision precision,
    int device,
    int threads,
    long memoryBudget,
    double truncation) {
  /** Takes the best backend that can run. */
  public static final String AUTO = "auto";

  /** Scratch memory where the user states none: 1 GiB. */
  private static final long DEFAULT_MEMORY_BUDGET = 1L << 30;

  /** Largest share that may be left out: beyond it results would not be worth their digits. */
  private static final double MAX_TRUNCATION = 1e-3;

  /** Smallest budget in which every backend can work, 16 MiB. */
  private static final long MIN_MEMORY_BUDGET = 1L << 24;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a name is missing or empty, the device is negative, there
   *     is no thread or more than 4096, the budget is below 16 MiB, or the truncation is not in
   *     0..0.001
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
    if (!(truncation >= 0 && truncation <= MAX_TRUNCATION)) {
      throw new IllegalArgumentException(
          "truncation must be in 0.." + MAX_TRUNCATION + ", got " + truncation);
    }
  }

  /**
   * Returns the defaults: automatic backend, double precision, first device, all processors, 1 GiB
   * of scratch memory, no truncation but what rounding hides.
   *
   * @return the defaults
   */
  public static ComputeOptions defaults() {
    return new ComputeOptions(
        AUTO,
        Precision.FP64,
        0,
        Math.min(4096, Runtime.getRuntime().availableProcessors()),
        DEFAULT_MEMORY_BUDGET,
        0);
  }

  /**
   * Returns a copy that takes one backend, or fails.
   *
   * @param name "reference", "cpu", "cuda" or "auto"
   * @return the copy
   */
  public ComputeOptions backend(String name) {
    return new ComputeOptions(name, precision, device, threads, memoryBudget, truncation);
  }

  /**
   * Returns a copy with another precision.
   *
   * @param type type of the arithmetic per pair
   * @return the copy
   */
  public ComputeOptions precision(Precision type) {
    return new ComputeOptions(backend, type, device, threads, memoryBudget, truncation);
  }

  /**
   * Returns a copy with another device.
   *
   * @param index index of the device, 0 for the first
   * @return the copy
   */
  public ComputeOptions device(int index) {
    return new ComputeOptions(backend, precision, index, threads, memoryBudget, truncation);
  }

  /**
   * Returns a copy with another number of worker threads.
   *
   * @param count worker threads, at least 1
   * @return the copy
   */
  public ComputeOptions threads(int count) {
    return new ComputeOptions(backend, precision, device, count, memoryBudget, truncation);
  }

  /**
   * Returns a copy with another budget of scratch memory.
   *
   * @param bytes bytes besides data and results, at least 16 MiB
   * @return the copy
   */
  public ComputeOptions memoryBudget(long bytes) {
    return new ComputeOptions(backend, precision, device, threads, bytes, truncation);
  }

  /**
   * Returns a copy that may leave out small weights, which saves work where many centres are far
   * from a query and few are near.
   *
   * <p>At every query, the centres left out have together at most this share of the posterior
   * weight. So log p is low by at most that, the posterior mean is off by at most the share times
   * the distance of the farthest centre left out, and C/h by the share times that distance squared
   * over h, which is about twice the logarithm of n over the share. That error is part of the
   * {@code turn} of a geometry and of what a projection calls rounding: one that asks for a
   * tolerance the truncation may hide ends {@link RidgeStatus#ILL_CONDITIONED}. Where it hides the
   * eigengap, the query is evaluated once more without truncation. A share below what rounding
   * hides changes nothing. The reference backend leaves out nothing, and the CUDA backend no more
   * than rounding hides.
   *
   * @param share largest share of the weight, 0 to 0.001
   * @return the copy
   */
  public ComputeOptions truncation(double share) {
    return new ComputeOptions(backend, precision, device, threads, memoryBudget, share);
  }
}
