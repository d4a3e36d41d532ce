package dev.arete.cli.command;

/**
 * How many numbers have which magnitude, in a fixed amount of memory: 512 classes from one power of
 * two to the next. Numbers that are not defined do not count.
 */
final class MagnitudeCounts {
  /** Bits of a float that are dropped: what is left are exponent and nine bits. */
  private static final int SHIFT = 14;

  private final long[] counts = new long[1 << (31 - SHIFT)];
  private long size;

  /** Counts a number by its magnitude, or not at all where it is NaN. */
  void add(double value) {
    if (!Double.isNaN(value)) {
      counts[Float.floatToIntBits((float) Math.abs(value)) >>> SHIFT]++;
      size++;
    }
  }

  long size() {
    return size;
  }

  /** The median to 0.1%; the lower one of an even number. */
  double median() {
    long left = ProjectionTally.rank(size, 0.5) + 1;
    int at = -1;
    while (left > 0) {
      left -= counts[++at];
    }
    return at == 0 ? 0 : Float.intBitsToFloat((at << SHIFT) + (1 << (SHIFT - 1)));
  }
}
