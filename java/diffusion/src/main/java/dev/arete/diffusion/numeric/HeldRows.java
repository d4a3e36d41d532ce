package dev.arete.diffusion.numeric;

import dev.arete.spi.DenseAlgebra;
import java.util.Arrays;

/** Rows that wait until there are enough to be worth a call of a library. */
final class HeldRows {
  /** 128 MiB, 8,388 rows of 2,000 numbers: much more than the sum of their outer products. */
  private static final int ENTRIES = 1 << 24;

  private final DenseAlgebra algebra;
  private final int order;
  private final double[] sum;
  private final int most;
  private double[] rows = {};
  private int held;

  HeldRows(DenseAlgebra algebra, int order, double[] sum) {
    this.algebra = algebra;
    this.order = order;
    this.sum = sum;
    this.most = Math.max(1, ENTRIES / order);
  }

  /** Takes rows, and adds what is held whenever it is full. */
  void add(double[] source, int count) {
    for (int from = 0, length; from < count; from += length) { // never beyond count
      length = Math.min(count - from, most - held);
      reserve(held + length);
      System.arraycopy(source, from * order, rows, held * order, length * order);
      held += length;
      if (held == most) {
        flush();
      }
    }
  }

  private void reserve(int count) {
    if (rows.length < count * order) {
      rows = Arrays.copyOf(rows, Math.min(most, 2 * count) * order);
    }
  }

  /** Adds the rest to the lower triangle of the sum. */
  void flush() {
    if (held > 0) {
      algebra.addOuterProducts(rows, held, order, sum);
      held = 0;
    }
  }
}
