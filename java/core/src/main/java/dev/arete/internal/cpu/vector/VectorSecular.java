package dev.arete.internal.cpu.vector;

import dev.arete.internal.eigen.RowLoops;
import dev.arete.internal.eigen.SecularLoops;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Secular loops on vector registers. Division is what bounds them, so several quotients are made
 * from one: 1/a = (1/abcd) b (cd). Holds scratch; not thread-safe.
 */
final class VectorSecular implements SecularLoops {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = DOUBLES.length();

  /** L zeros and L ones: from k on, all ones but the first L - k. */
  private static final double[] STEP = new double[2 * L];

  static {
    for (int i = 0; i < L; i++) {
      STEP[L + i] = 1;
    }
  }

  private final SecularSides sides = new SecularSides();
  private final SecularProducts products = new SecularProducts();

  /** One vector of trial values at a time. */
  @Override
  public void sums(
      double[] poles,
      double[] squares,
      int order,
      int[] split,
      double[] shifts,
      double[] offsets,
      int count,
      double[] sums) {
    int section = sums.length / 4;
    sides.begin(poles, squares, shifts, offsets, sums);
    for (int a = 0; a < count; a += L) {
      int lower = split[a] + 1;
      int upper = split[Math.min(a + L, count) - 1] + 1;
      sides.fill(0, lower, a, a);
      sides.fill(upper, order, a, a + 2 * section);
      for (int i = lower, lane = 0; i < upper; i++) {
        while (split[a + lane] < i) {
          lane++;
        }
        between(poles[i], squares[i], lane, shifts, offsets, sums, a, section);
      }
    }
  }

  /** A pole above the trial values of the first {@code lane} lanes and below the others. */
  private static void between(
      double pole,
      double square,
      int lane,
      double[] shifts,
      double[] offsets,
      double[] sums,
      int a,
      int section) {
    DoubleVector r =
        DoubleVector.broadcast(DOUBLES, pole)
            .sub(DoubleVector.fromArray(DOUBLES, shifts, a))
            .sub(DoubleVector.fromArray(DOUBLES, offsets, a));
    r = DoubleVector.broadcast(DOUBLES, 1).div(r);
    DoubleVector term = r.mul(square);
    DoubleVector below = term.mul(DoubleVector.fromArray(DOUBLES, STEP, L - lane));
    DoubleVector above = term.sub(below);
    int upper = a + 2 * section;
    DoubleVector.fromArray(DOUBLES, sums, a).add(below).intoArray(sums, a);
    DoubleVector.fromArray(DOUBLES, sums, upper).add(above).intoArray(sums, upper);
    DoubleVector slope = DoubleVector.fromArray(DOUBLES, sums, a + section);
    below.fma(r, slope).intoArray(sums, a + section);
    slope = DoubleVector.fromArray(DOUBLES, sums, upper + section);
    above.fma(r, slope).intoArray(sums, upper + section);
  }

  @Override
  public void weights(double[] poles, double[] shifts, double[] offsets, int order, double[] out) {
    products.fill(poles, shifts, offsets, order, out);
  }

  @Override
  public void vectors(
      double[] poles,
      double[] weights,
      double[] shifts,
      double[] offsets,
      int order,
      double[] rows) {
    int stride = RowLoops.padded(order);
    for (int j = 0; j < order; j++) {
      double squares = quotients(poles, weights, shifts[j], offsets[j], stride, rows, j * stride);
      double scale = 1 / Math.sqrt(squares);
      for (int i = j * stride; i < (j + 1) * stride; i += L) {
        DoubleVector.fromArray(DOUBLES, rows, i).mul(scale).intoArray(rows, i);
      }
    }
  }

  private static double quotients(
      double[] poles,
      double[] weights,
      double shift,
      double offset,
      int length,
      double[] rows,
      int row) {
    DoubleVector squares = DoubleVector.zero(DOUBLES);
    for (int i = 0; i < length; i += L) {
      DoubleVector d = DoubleVector.fromArray(DOUBLES, poles, i).sub(shift).sub(offset);
      DoubleVector x = DoubleVector.fromArray(DOUBLES, weights, i).div(d);
      squares = x.fma(x, squares);
      x.intoArray(rows, row + i);
    }
    return VectorRows.sum(squares);
  }
}
