package dev.arete.testkit.emulator;

/**
 * The order in which the emulator runs threads, warp lanes and blocks that may go on. Results must
 * not depend on it, to the bit.
 */
public enum Order {
  /** Ascending. */
  FORWARD(0),
  /** Descending. */
  REVERSE(1),
  /** Drawn from a seed, anew at every barrier. */
  SHUFFLED(2);

  // Shared with kernels/src/emulator/engine/settings.h.
  private final int code;

  Order(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
