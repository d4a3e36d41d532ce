package dev.arete.internal.cpu.vector;

import dev.arete.internal.eigen.RowLoops;
import dev.arete.internal.eigen.SecularLoops;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Secular loops on vector registers. Division is what bounds them, so four quotients are made from
 * one: 1/a = (1/abcd) b (cd).
 */
final class VectorSecular implements SecularLoops {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = DOUBLES.length();

  /** L zeros and L ones: from k on, all ones but the first L - k. */
  private static final double[] STEP = new double[2 * L];

  /** Row i, of L, is the unit vector i. */
  private static final double[] UNIT = new double[L * L];

  static {
    for (int i = 0; i < L; i++) {
      STEP[L + i] = 1;
      UNIT[i * L + i] = 1;
    }
  }

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
    for (int a = 0; a < count; a += L) {
      int lower = split[a] + 1;
      int upper = split[Math.min(a + L, count) - 1] + 1;
      side(poles, squares, 0, lower, shifts, offsets, sums, a, section);
      side(poles, squares, upper, order, shifts, offsets, sums, a + 2 * section, section, a);
      for (int i = lower, lane = 0; i < upper; i++) {
        while (split[a + lane] < i) {
          lane++;
        }
        between(poles[i], squares[i], lane, shifts, offsets, sums, a, section);
      }
    }
  }

  private static void side(
      double[] poles,
      double[] squares,
      int from,
      int to,
      double[] shifts,
      double[] offsets,
      double[] sums,
      int at,
      int section) {
    side(poles, squares, from, to, shifts, offsets, sums, at, section, at);
  }

  private static void side(
      double[] poles,
      double[] squares,
      int from,
      int to,
      double[] shifts,
      double[] offsets,
      double[] sums,
      int at,
      int section,
      int a) {
    DoubleVector s = DoubleVector.fromArray(DOUBLES, shifts, a);
    DoubleVector t = DoubleVector.fromArray(DOUBLES, offsets, a);
    DoubleVector sum = DoubleVector.zero(DOUBLES);
    DoubleVector slope = sum;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      DoubleVector d0 = DoubleVector.broadcast(DOUBLES, poles[i]).sub(s).sub(t);
      DoubleVector d1 = DoubleVector.broadcast(DOUBLES, poles[i + 1]).sub(s).sub(t);
      DoubleVector d2 = DoubleVector.broadcast(DOUBLES, poles[i + 2]).sub(s).sub(t);
      DoubleVector d3 = DoubleVector.broadcast(DOUBLES, poles[i + 3]).sub(s).sub(t);
      DoubleVector first = d0.mul(d1);
      DoubleVector second = d2.mul(d3);
      DoubleVector r = DoubleVector.broadcast(DOUBLES, 1).div(first.mul(second));
      second = r.mul(second);
      first = r.mul(first);
      r = second.mul(d1);
      d1 = second.mul(d0);
      d0 = first.mul(d3);
      d3 = first.mul(d2);
      second = r.mul(squares[i]);
      first = d1.mul(squares[i + 1]);
      sum = sum.add(second).add(first);
      slope = first.fma(d1, second.fma(r, slope));
      second = d0.mul(squares[i + 2]);
      first = d3.mul(squares[i + 3]);
      sum = sum.add(second).add(first);
      slope = first.fma(d3, second.fma(d0, slope));
    }
    for (; i < to; i++) {
      DoubleVector r = DoubleVector.broadcast(DOUBLES, poles[i]).sub(s).sub(t);
      r = DoubleVector.broadcast(DOUBLES, 1).div(r);
      DoubleVector term = r.mul(squares[i]);
      sum = sum.add(term);
      slope = term.fma(r, slope);
    }
    sum.intoArray(sums, at);
    slope.intoArray(sums, at + section);
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

  /** One vector of poles at a time. */
  @Override
  public void weights(double[] poles, double[] shifts, double[] offsets, int order, double[] out) {
    for (int i = 0; i < order; i += L) {
      int end = Math.min(i + L, order);
      DoubleVector.broadcast(DOUBLES, 1).intoArray(out, i);
      timesRatios(poles, shifts, offsets, i, 0, i, out);
      timesOwn(poles, shifts, offsets, i, end, out);
      timesRatios(poles, shifts, offsets, i, end, order, out);
    }
  }

  private static void timesRatios(
      double[] poles, double[] shifts, double[] offsets, int i, int from, int to, double[] out) {
    DoubleVector own = DoubleVector.fromArray(DOUBLES, poles, i);
    DoubleVector product = DoubleVector.fromArray(DOUBLES, out, i);
    int j = from;
    for (; j + 4 <= to; j += 4) {
      DoubleVector n0 = own.sub(shifts[j]).sub(offsets[j]);
      DoubleVector n1 = own.sub(shifts[j + 1]).sub(offsets[j + 1]);
      DoubleVector n2 = own.sub(shifts[j + 2]).sub(offsets[j + 2]);
      DoubleVector n3 = own.sub(shifts[j + 3]).sub(offsets[j + 3]);
      DoubleVector d0 = own.sub(poles[j]).mul(own.sub(poles[j + 1]));
      DoubleVector d1 = own.sub(poles[j + 2]).mul(own.sub(poles[j + 3]));
      product = product.mul(n0.mul(n1).mul(n2.mul(n3)).div(d0.mul(d1)));
    }
    for (; j < to; j++) {
      DoubleVector n = own.sub(shifts[j]).sub(offsets[j]);
      product = product.mul(n.div(own.sub(poles[j])));
    }
    product.intoArray(out, i);
  }

  /** The roots of the same numbers: where they meet, the denominator is 1. */
  private static void timesOwn(
      double[] poles, double[] shifts, double[] offsets, int i, int end, double[] out) {
    DoubleVector own = DoubleVector.fromArray(DOUBLES, poles, i);
    DoubleVector product = DoubleVector.fromArray(DOUBLES, out, i);
    for (int j = i; j < end; j++) {
      DoubleVector n = own.sub(shifts[j]).sub(offsets[j]);
      DoubleVector unit = DoubleVector.fromArray(DOUBLES, UNIT, (j - i) * L);
      product = product.mul(n.div(own.sub(poles[j]).add(unit)));
    }
    product.intoArray(out, i);
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
