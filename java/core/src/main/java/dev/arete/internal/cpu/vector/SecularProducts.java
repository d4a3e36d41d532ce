package dev.arete.internal.cpu.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Squared weights whose secular equation has given roots: products of ratios of distances, for one
 * vector of poles at a time. Not thread-safe.
 */
final class SecularProducts {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = DOUBLES.length();

  /** Row i, of L, is the unit vector i. */
  private static final double[] UNIT = new double[L * L];

  static {
    for (int i = 0; i < L; i++) {
      UNIT[i * L + i] = 1;
    }
  }

  /** Multiplies products of the poles from i on by the ratios of some roots. */
  @FunctionalInterface
  private interface Stage {
    void run(int i, int from, int to);
  }

  /** Called where a call may go to any of them, see {@code package-info}. */
  private final Stage pairs = this::timesPairs;

  private final Stage own = this::timesOwn;
  private final Stage last = this::timesLast;

  private double[] poles;
  private double[] shifts;
  private double[] offsets;
  private double[] out;

  /** The arguments are those of {@link VectorSecular#weights}. */
  void fill(double[] poles, double[] shifts, double[] offsets, int order, double[] out) {
    this.poles = poles;
    this.shifts = shifts;
    this.offsets = offsets;
    this.out = out;
    for (int i = 0; i < order; i += L) {
      int end = Math.min(i + L, order);
      int even = end + (order - end) / 2 * 2;
      DoubleVector.broadcast(DOUBLES, 1).intoArray(out, i);
      run(pairs, i, 0, i);
      run(own, i, i, end);
      run(pairs, i, end, even);
      run(last, i, even, order);
    }
  }

  private static void run(Stage stage, int i, int from, int to) {
    if (from < to) {
      stage.run(i, from, to);
    }
  }

  /** An even number of roots, two quotients from one division. */
  private void timesPairs(int i, int from, int to) {
    DoubleVector pole = DoubleVector.fromArray(DOUBLES, poles, i);
    DoubleVector product = DoubleVector.fromArray(DOUBLES, out, i);
    for (int j = from; j < to; j += 2) {
      DoubleVector n = pole.sub(shifts[j]).sub(offsets[j]);
      n = n.mul(pole.sub(shifts[j + 1]).sub(offsets[j + 1]));
      DoubleVector d = pole.sub(poles[j]).mul(pole.sub(poles[j + 1]));
      product = product.mul(n.div(d));
    }
    product.intoArray(out, i);
  }

  /** The roots of the same numbers: where they meet, the denominator is 1. */
  private void timesOwn(int i, int from, int to) {
    DoubleVector pole = DoubleVector.fromArray(DOUBLES, poles, i);
    DoubleVector product = DoubleVector.fromArray(DOUBLES, out, i);
    for (int j = from; j < to; j++) {
      DoubleVector n = pole.sub(shifts[j]).sub(offsets[j]);
      DoubleVector unit = DoubleVector.fromArray(DOUBLES, UNIT, (j - i) * L);
      product = product.mul(n.div(pole.sub(poles[j]).add(unit)));
    }
    product.intoArray(out, i);
  }

  private void timesLast(int i, int from, int to) {
    DoubleVector pole = DoubleVector.fromArray(DOUBLES, poles, i);
    DoubleVector n = pole.sub(shifts[from]).sub(offsets[from]);
    DoubleVector product = DoubleVector.fromArray(DOUBLES, out, i);
    product.mul(n.div(pole.sub(poles[from]))).intoArray(out, i);
  }
}
