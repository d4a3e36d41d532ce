package dev.arete.internal.cpu.vector;

import dev.arete.internal.eigen.BlockLoops;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Blocks on vector registers, eight or sixteen sums at a time. */
final class VectorBlocks implements BlockLoops {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = DOUBLES.length();

  /** Vectors of 512 bits come with 32 registers, room for 16 sums. */
  private static final boolean IS_WIDE = L >= 8;

  @Override
  public void products(
      double[] x,
      int xFrom,
      int rows,
      double[] y,
      int yFrom,
      int count,
      int d,
      double[] out,
      int stride) {
    int i = 0;
    for (; i + 4 <= rows; i += 4) {
      int j = 0;
      for (; IS_WIDE && j + 4 <= count; j += 4) {
        fourByFour(x, xFrom + i * d, y, yFrom + j * d, d, out, i * stride + j, stride);
      }
      for (; j + 2 <= count; j += 2) {
        fourByTwo(x, xFrom + i * d, y, yFrom + j * d, d, out, i * stride + j, stride);
      }
      for (; j < count; j++) {
        for (int r = i; r < i + 4; r++) {
          out[r * stride + j] = product(x, xFrom + r * d, y, yFrom + j * d, d);
        }
      }
    }
    for (; i < rows; i++) {
      for (int j = 0; j < count; j++) {
        out[i * stride + j] = product(x, xFrom + i * d, y, yFrom + j * d, d);
      }
    }
  }

  private static void fourByFour(
      double[] x, int row, double[] y, int from, int d, double[] out, int at, int stride) {
    DoubleVector a0 = DoubleVector.zero(DOUBLES);
    DoubleVector b0 = a0;
    DoubleVector c0 = a0;
    DoubleVector e0 = a0;
    DoubleVector a1 = a0;
    DoubleVector b1 = a0;
    DoubleVector c1 = a0;
    DoubleVector e1 = a0;
    DoubleVector a2 = a0;
    DoubleVector b2 = a0;
    DoubleVector c2 = a0;
    DoubleVector e2 = a0;
    DoubleVector a3 = a0;
    DoubleVector b3 = a0;
    DoubleVector c3 = a0;
    DoubleVector e3 = a0;
    int k = 0;
    for (; k <= d - L; k += L) {
      DoubleVector u = DoubleVector.fromArray(DOUBLES, y, from + k);
      DoubleVector v = DoubleVector.fromArray(DOUBLES, y, from + d + k);
      DoubleVector w = DoubleVector.fromArray(DOUBLES, y, from + 2 * d + k);
      DoubleVector z = DoubleVector.fromArray(DOUBLES, y, from + 3 * d + k);
      DoubleVector f = DoubleVector.fromArray(DOUBLES, x, row + k);
      a0 = f.fma(u, a0);
      b0 = f.fma(v, b0);
      c0 = f.fma(w, c0);
      e0 = f.fma(z, e0);
      f = DoubleVector.fromArray(DOUBLES, x, row + d + k);
      a1 = f.fma(u, a1);
      b1 = f.fma(v, b1);
      c1 = f.fma(w, c1);
      e1 = f.fma(z, e1);
      f = DoubleVector.fromArray(DOUBLES, x, row + 2 * d + k);
      a2 = f.fma(u, a2);
      b2 = f.fma(v, b2);
      c2 = f.fma(w, c2);
      e2 = f.fma(z, e2);
      f = DoubleVector.fromArray(DOUBLES, x, row + 3 * d + k);
      a3 = f.fma(u, a3);
      b3 = f.fma(v, b3);
      c3 = f.fma(w, c3);
      e3 = f.fma(z, e3);
    }
    out[at] = sum(a0) + rest(x, row, y, from, k, d);
    out[at + 1] = sum(b0) + rest(x, row, y, from + d, k, d);
    out[at + 2] = sum(c0) + rest(x, row, y, from + 2 * d, k, d);
    out[at + 3] = sum(e0) + rest(x, row, y, from + 3 * d, k, d);
    out[at + stride] = sum(a1) + rest(x, row + d, y, from, k, d);
    out[at + stride + 1] = sum(b1) + rest(x, row + d, y, from + d, k, d);
    out[at + stride + 2] = sum(c1) + rest(x, row + d, y, from + 2 * d, k, d);
    out[at + stride + 3] = sum(e1) + rest(x, row + d, y, from + 3 * d, k, d);
    out[at + 2 * stride] = sum(a2) + rest(x, row + 2 * d, y, from, k, d);
    out[at + 2 * stride + 1] = sum(b2) + rest(x, row + 2 * d, y, from + d, k, d);
    out[at + 2 * stride + 2] = sum(c2) + rest(x, row + 2 * d, y, from + 2 * d, k, d);
    out[at + 2 * stride + 3] = sum(e2) + rest(x, row + 2 * d, y, from + 3 * d, k, d);
    out[at + 3 * stride] = sum(a3) + rest(x, row + 3 * d, y, from, k, d);
    out[at + 3 * stride + 1] = sum(b3) + rest(x, row + 3 * d, y, from + d, k, d);
    out[at + 3 * stride + 2] = sum(c3) + rest(x, row + 3 * d, y, from + 2 * d, k, d);
    out[at + 3 * stride + 3] = sum(e3) + rest(x, row + 3 * d, y, from + 3 * d, k, d);
  }

  private static void fourByTwo(
      double[] x, int row, double[] y, int from, int d, double[] out, int at, int stride) {
    DoubleVector a0 = DoubleVector.zero(DOUBLES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    DoubleVector b2 = a0;
    DoubleVector b3 = a0;
    int second = row + d;
    int third = second + d;
    int fourth = third + d;
    int k = 0;
    for (; k <= d - L; k += L) {
      DoubleVector u = DoubleVector.fromArray(DOUBLES, y, from + k);
      DoubleVector v = DoubleVector.fromArray(DOUBLES, y, from + d + k);
      DoubleVector f = DoubleVector.fromArray(DOUBLES, x, row + k);
      a0 = f.fma(u, a0);
      b0 = f.fma(v, b0);
      f = DoubleVector.fromArray(DOUBLES, x, second + k);
      a1 = f.fma(u, a1);
      b1 = f.fma(v, b1);
      f = DoubleVector.fromArray(DOUBLES, x, third + k);
      a2 = f.fma(u, a2);
      b2 = f.fma(v, b2);
      f = DoubleVector.fromArray(DOUBLES, x, fourth + k);
      a3 = f.fma(u, a3);
      b3 = f.fma(v, b3);
    }
    out[at] = sum(a0) + rest(x, row, y, from, k, d);
    out[at + 1] = sum(b0) + rest(x, row, y, from + d, k, d);
    out[at + stride] = sum(a1) + rest(x, second, y, from, k, d);
    out[at + stride + 1] = sum(b1) + rest(x, second, y, from + d, k, d);
    out[at + 2 * stride] = sum(a2) + rest(x, third, y, from, k, d);
    out[at + 2 * stride + 1] = sum(b2) + rest(x, third, y, from + d, k, d);
    out[at + 3 * stride] = sum(a3) + rest(x, fourth, y, from, k, d);
    out[at + 3 * stride + 1] = sum(b3) + rest(x, fourth, y, from + d, k, d);
  }

  /** The same sum as one of eight, so that it does not depend on its neighbours. */
  private static double product(double[] x, int row, double[] y, int from, int d) {
    DoubleVector a = DoubleVector.zero(DOUBLES);
    int k = 0;
    for (; k <= d - L; k += L) {
      DoubleVector f = DoubleVector.fromArray(DOUBLES, x, row + k);
      a = f.fma(DoubleVector.fromArray(DOUBLES, y, from + k), a);
    }
    return sum(a) + rest(x, row, y, from, k, d);
  }

  /** Adds lanes from the first to the last: {@code reduceLanes} leaves the order open. */
  private static double sum(DoubleVector lanes) {
    double sum = lanes.lane(0);
    for (int lane = 1; lane < DOUBLES.length(); lane++) {
      sum += lanes.lane(lane);
    }
    return sum;
  }

  private static double rest(double[] x, int row, double[] y, int from, int first, int d) {
    double sum = 0;
    for (int k = first; k < d; k++) {
      sum += x[row + k] * y[from + k];
    }
    return sum;
  }

  @Override
  public void addCombinations(
      double[] x,
      int xFrom,
      int rows,
      double[] factors,
      int stride,
      double[] y,
      int yFrom,
      int count,
      int d) {
    int k = 0;
    for (; k <= d - 2 * L; k += 2 * L) {
      int j = 0;
      for (; j + 4 <= count; j += 4) {
        addFour(x, xFrom + k, rows, factors, j, stride, y, yFrom + j * d + k, d);
      }
      for (; j < count; j++) {
        addOne(x, xFrom + k, rows, factors, j, stride, y, yFrom + j * d + k, d);
      }
    }
    for (int j = 0; j < count && k < d; j++) {
      addRest(x, xFrom, rows, factors, j, stride, y, yFrom + j * d, k, d);
    }
  }

  /** Two vectors of columns of four combinations in registers. */
  private static void addFour(
      double[] x,
      int from,
      int rows,
      double[] factors,
      int j,
      int stride,
      double[] y,
      int to,
      int d) {
    DoubleVector a0 = DoubleVector.zero(DOUBLES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    DoubleVector b2 = a0;
    DoubleVector b3 = a0;
    for (int i = 0, at = from, own = j; i < rows; i++, at += d, own += stride) {
      DoubleVector u = DoubleVector.fromArray(DOUBLES, x, at);
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, at + L);
      DoubleVector f = DoubleVector.broadcast(DOUBLES, factors[own]);
      a0 = f.fma(u, a0);
      b0 = f.fma(v, b0);
      f = DoubleVector.broadcast(DOUBLES, factors[own + 1]);
      a1 = f.fma(u, a1);
      b1 = f.fma(v, b1);
      f = DoubleVector.broadcast(DOUBLES, factors[own + 2]);
      a2 = f.fma(u, a2);
      b2 = f.fma(v, b2);
      f = DoubleVector.broadcast(DOUBLES, factors[own + 3]);
      a3 = f.fma(u, a3);
      b3 = f.fma(v, b3);
    }
    add(a0, b0, y, to);
    add(a1, b1, y, to + d);
    add(a2, b2, y, to + 2 * d);
    add(a3, b3, y, to + 3 * d);
  }

  private static void addOne(
      double[] x,
      int from,
      int rows,
      double[] factors,
      int j,
      int stride,
      double[] y,
      int to,
      int d) {
    DoubleVector a = DoubleVector.zero(DOUBLES);
    DoubleVector b = a;
    for (int i = 0, at = from, own = j; i < rows; i++, at += d, own += stride) {
      DoubleVector f = DoubleVector.broadcast(DOUBLES, factors[own]);
      a = f.fma(DoubleVector.fromArray(DOUBLES, x, at), a);
      b = f.fma(DoubleVector.fromArray(DOUBLES, x, at + L), b);
    }
    add(a, b, y, to);
  }

  private static void add(DoubleVector a, DoubleVector b, double[] sum, int at) {
    DoubleVector.fromArray(DOUBLES, sum, at).add(a).intoArray(sum, at);
    DoubleVector.fromArray(DOUBLES, sum, at + L).add(b).intoArray(sum, at + L);
  }

  private static void addRest(
      double[] x,
      int xFrom,
      int rows,
      double[] factors,
      int j,
      int stride,
      double[] y,
      int to,
      int first,
      int d) {
    for (int i = 0; i < rows; i++) {
      double factor = factors[i * stride + j];
      for (int k = first; k < d; k++) {
        y[to + k] += factor * x[xFrom + i * d + k];
      }
    }
  }
}
