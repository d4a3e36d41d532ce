package dev.arete.internal.cpu;

/**
 * exp of many arguments at a time, to about one unit in the last place. Reduces the argument by
 * multiples of log 2 (Cody and Waite) and sums the Taylor polynomial of degree 13, whose remainder
 * on |r| &lt;= log(2)/2 is 4e-18. The first loop has neither branches nor conversions, so that the
 * compiler vectorises it. Holds scratch; not thread-safe.
 */
final class FastExp {
  /** Below this the result counts as zero; exp of it is still a normal number. */
  static final double LEAST = -708;

  /** Largest argument allowed. */
  static final double GREATEST = 700;

  private static final int BLOCK = 256;

  /** Adding 1.5 * 2^52 rounds to an integer and leaves it in the low bits. */
  private static final double ROUNDER = 0x1.8p52;

  private static final double LOG2_E = 1.4426950408889634;

  /** log 2 to 32 bits, so that its multiples are exact, and the rest. */
  private static final double LOG2_HIGH = 0x1.62e42feep-1;

  private static final double LOG2_LOW = 0x1.a39ef35793c76p-33;

  private static final double C2 = 1.0 / 2;
  private static final double C3 = 1.0 / 6;
  private static final double C4 = 1.0 / 24;
  private static final double C5 = 1.0 / 120;
  private static final double C6 = 1.0 / 720;
  private static final double C7 = 1.0 / 5040;
  private static final double C8 = 1.0 / 40320;
  private static final double C9 = 1.0 / 362880;
  private static final double C10 = 1.0 / 3628800;
  private static final double C11 = 1.0 / 39916800;
  private static final double C12 = 1.0 / 479001600;
  private static final double C13 = 1.0 / 6227020800.0;

  private final double[] reduced = new double[BLOCK];
  private final double[] powers = new double[BLOCK];

  /**
   * Replaces x by exp(-x).
   *
   * @param x arguments at least -{@link #GREATEST}; changed
   * @param count how many
   */
  void negated(double[] x, int count) {
    for (int from = 0; from < count; from += BLOCK) {
      block(x, from, Math.min(BLOCK, count - from));
    }
  }

  private void block(double[] x, int from, int length) {
    for (int i = 0; i < length; i++) {
      double argument = -x[from + i];
      double shifted = argument * LOG2_E + ROUNDER;
      double k = shifted - ROUNDER;
      double r = (argument - k * LOG2_HIGH) - k * LOG2_LOW;
      powers[i] = shifted;
      double high = C9 + r * (C10 + r * (C11 + r * (C12 + r * C13)));
      double middle = C5 + r * (C6 + r * (C7 + r * (C8 + r * high)));
      double low = C2 + r * (C3 + r * (C4 + r * middle));
      reduced[i] = 1 + (r + r * r * low);
    }
    for (int i = 0; i < length; i++) {
      double power = Double.longBitsToDouble((Double.doubleToRawLongBits(powers[i]) + 1023) << 52);
      x[from + i] = -x[from + i] < LEAST ? 0 : reduced[i] * power;
    }
  }
}
