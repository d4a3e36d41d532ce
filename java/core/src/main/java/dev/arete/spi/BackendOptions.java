package dev.arete.spi;

import dev.arete.Precision;

/**
 * Settings a backend is opened with; every field is explicit.
 *
 * @param precision type of the arithmetic per pair
 * @param device index of the device, 0 for the first; a CPU backend ignores it
 * @param threads worker threads; a GPU backend ignores it
 * @param memoryBudget bytes of scratch memory the backend may hold besides the data and the outputs
 */
public record BackendOptions(Precision precision, int device, int threads, long memoryBudget) {}
