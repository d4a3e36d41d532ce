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

  /** Sums of a tile. */
  private static final int TILE = 16;

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
    double[] lanes = rows >= 4 && count >= 2 ? new double[TILE * L] : null;
    int i = 0;
    for (; i + 4 <= rows; i += 4) {
      int own = xFrom + i * d;
      int j = 0;
      for (; IS_WIDE && j + 4 <= count; j += 4) {
        fourByFour(x, own, y, yFrom + j * d, d, lanes);
        add(lanes, 4, x, own, y, yFrom + j * d, d, out, i * stride + j, stride);
      }
      for (; j + 2 <= count; j += 2) {
        fourByTwo(x, own, y, yFrom + j * d, d, lanes);
        add(lanes, 2, x, own, y, yFrom + j * d, d, out, i * stride + j, stride);
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

  /**
   * Adds lanes up, and what is behind whole vectors. That it comes from memory is on purpose: where
   * as many lanes are taken out of registers behind a loop, Java 17 makes objects of vectors.
   */
  private static void add(
      double[] lanes,
      int count,
      double[] x,
      int row,
      double[] y,
      int from,
      int d,
      double[] out,
      int at,
      int stride) {
    int whole = d / L * L;
    for (int r = 0; r < 4; r++) {
      for (int j = 0; j < count; j++) {
        double rest = rest(x, row + r * d, y, from + j * d, whole, d);
        out[at + r * stride + j] = sum(lanes, (r * count + j) * L) + rest;
      }
    }
  }

  /** Adds lanes from the first to the last. */
  private static double sum(double[] lanes, int from) {
    double sum = lanes[from];
    for (int lane = 1; lane < L; lane++) {
      sum += lanes[from + lane];
    }
    return sum;
  }

  private static void fourByFour(double[] x, int row, double[] y, int from, int d, double[] lanes) {
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
    for (int k = 0; k <= d - L; k += L) {
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
    a0.intoArray(lanes, 0);
    b0.intoArray(lanes, L);
    c0.intoArray(lanes, 2 * L);
    e0.intoArray(lanes, 3 * L);
    a1.intoArray(lanes, 4 * L);
    b1.intoArray(lanes, 5 * L);
    c1.intoArray(lanes, 6 * L);
    e1.intoArray(lanes, 7 * L);
    a2.intoArray(lanes, 8 * L);
    b2.intoArray(lanes, 9 * L);
    c2.intoArray(lanes, 10 * L);
    e2.intoArray(lanes, 11 * L);
    a3.intoArray(lanes, 12 * L);
    b3.intoArray(lanes, 13 * L);
    c3.intoArray(lanes, 14 * L);
    e3.intoArray(lanes, 15 * L);
  }

  private static void fourByTwo(double[] x, int row, double[] y, int from, int d, double[] lanes) {
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
    for (int k = 0; k <= d - L; k += L) {
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
    a0.intoArray(lanes, 0);
    b0.intoArray(lanes, L);
    a1.intoArray(lanes, 2 * L);
    b1.intoArray(lanes, 3 * L);
    a2.intoArray(lanes, 4 * L);
    b2.intoArray(lanes, 5 * L);
    a3.intoArray(lanes, 6 * L);
    b3.intoArray(lanes, 7 * L);
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

  /**
   * Two vectors of columns of four combinations in registers. Long enough not to be inlined, see
   * {@code package-info}.
   */
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
    DoubleVector.fromArray(DOUBLES, y, to).add(a0).intoArray(y, to);
    DoubleVector.fromArray(DOUBLES, y, to + L).add(b0).intoArray(y, to + L);
    DoubleVector.fromArray(DOUBLES, y, to + d).add(a1).intoArray(y, to + d);
    DoubleVector.fromArray(DOUBLES, y, to + d + L).add(b1).intoArray(y, to + d + L);
    DoubleVector.fromArray(DOUBLES, y, to + 2 * d).add(a2).intoArray(y, to + 2 * d);
    DoubleVector.fromArray(DOUBLES, y, to + 2 * d + L).add(b2).intoArray(y, to + 2 * d + L);
    DoubleVector.fromArray(DOUBLES, y, to + 3 * d).add(a3).intoArray(y, to + 3 * d);
    DoubleVector.fromArray(DOUBLES, y, to + 3 * d + L).add(b3).intoArray(y, to + 3 * d + L);
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
