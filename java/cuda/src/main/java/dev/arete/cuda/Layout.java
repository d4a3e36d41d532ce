package dev.arete.cuda;

/**
 * Places arrays one after the other in a piece of device memory, or measures how much they need.
 */
final class Layout {
  /** Alignment of every array: that of an allocation, so that loads are never split. */
  private static final long ALIGNMENT = 256;

  private final long base;
  private long used;

  /**
   * Creates a layout.
   *
   * @param base address of the memory; 0 to measure only
   */
  Layout(long base) {
    this.base = base;
  }

  /** Address of an array of so many bytes. */
  long place(long bytes) {
    long address = base + used;
    used = Math.addExact(used, (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    return address;
  }

  /** Address of an array of doubles. */
  long doubles(long count) {
    return place(Math.multiplyExact(count, (long) Double.BYTES));
  }

  /** Address of an array of floats. */
  long floats(long count) {
    return place(Math.multiplyExact(count, (long) Float.BYTES));
  }

  /** Address of an array of ints. */
  long ints(long count) {
    return place(Math.multiplyExact(count, (long) Integer.BYTES));
  }

  /** Bytes placed so far. */
  long bytes() {
    return used;
  }
}
