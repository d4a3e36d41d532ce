package dev.arete.internal.cpu;

import java.util.Arrays;

/**
 * Sums of many partial sums, whose rounding does not grow with their number: what an addition loses
 * is kept (Knuth 1969, 4.2.2, theorem B). Equal terms are all rounded the same way, so that plain
 * sums of repeated rows lose in proportion to their number, not to its root. Not thread-safe.
 */
final class LongSums {
  private double[] sums;
  private double[] lost;

  /** How many of them are in use; the others may hold anything. */
  private int used;

  LongSums(int length) {
    sums = new double[length];
    lost = new double[length];
  }

  /** Begins sums. */
  void clear(int length) {
    if (sums.length < length) {
      sums = new double[length];
      lost = new double[length];
    } else {
      Arrays.fill(sums, 0, length, 0);
      Arrays.fill(lost, 0, length, 0);
    }
    used = length;
  }

  /**
   * Adds partial sums.
   *
   * @param part one of each sum; cleared
   */
  void take(double[] part) {
    double[] total = sums;
    double[] rest = lost;
    for (int i = 0; i < used; i++) {
      double before = total[i];
      double sum = before + part[i];
      double added = sum - before;
      rest[i] += (before - (sum - added)) + (part[i] - added);
      total[i] = sum;
      part[i] = 0;
    }
  }

  /**
   * Ends the sums.
   *
   * @param out receives them
   */
  void get(double[] out) {
    for (int i = 0; i < used; i++) {
      out[i] = sums[i] + lost[i];
    }
  }
}
