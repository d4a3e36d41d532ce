package dev.arete.spi;

import dev.arete.Precision;

/**
 * Settings a backend is opened with; every field is explicit.
 *
 * @param precision type of the arithmetic per pair
 * @param device index of the device, 0 for the first; a CPU backend ignores it
 * @param threads worker threads; a GPU backend ignores it
 * @param memoryBudget bytes of scratch memory the backend may hold besides the data and the outputs
 * @param truncation largest share of the posterior weight at a query that may be left out; 0 for
 *     what rounding hides in the precision. A backend may leave out less
 */
public record BackendOptions(
    Precision precision, int device, int threads, long memoryBudget, double truncation) {
  /**
   * Options that leave out no more than rounding hides.
   *
   * @param precision type of the arithmetic per pair
   * @param device index of the device, 0 for the first
   * @param threads worker threads
   * @param memoryBudget bytes of scratch memory
   */
  public BackendOptions(Precision precision, int device, int threads, long memoryBudget) {
    this(precision, device, threads, memoryBudget, 0);
  }
}
