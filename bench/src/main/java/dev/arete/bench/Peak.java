package dev.arete.bench;

/**
 * What all threads of this machine reach together in Java, in slots per second; a fused
 * multiply-add is one slot, or two flops.
 *
 * @param threads how many threads
 * @param fp64 slots in double
 * @param fp32 slots in float
 */
record Peak(int threads, double fp64, double fp32) {
  /** Slots per second in a precision. */
  double in(String precision) {
    return precision.equals("FP32") ? fp32 : fp64;
  }

  /** The larger of two measurements of the same machine. */
  Peak max(Peak other) {
    return new Peak(threads, Math.max(fp64, other.fp64), Math.max(fp32, other.fp32));
  }
}
