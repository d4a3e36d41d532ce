package dev.arete.internal.cpu.vector;

import dev.arete.internal.cpu.Kernels.Product;
import dev.arete.internal.cpu.Kernels.WeightSums;
import dev.arete.internal.cpu.PairBands;
import dev.arete.internal.cpu.SharedSums;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The loops of sums that queries share. */
final class SharedLoops {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = DOUBLES.length();
  private static final int ROWS = SharedSums.ROWS;
  private static final int GROUP = SharedSums.GROUP;

  static final int COLUMNS = L;

  private SharedLoops() {}

  /** What a vector leaves behind the end of its row is overwritten by what comes next. */
  static void fillPairs(double[] circle, int centres, PairBands pairs, int band, double[] out) {
    int first = pairs.first(band);
    int end = pairs.first(band + 1);
    int width = pairs.width(band);
    for (int i = 0; i < centres; i++) {
      int x = i * pairs.circle;
      int at = i * width;
      for (int row = first; row < end; row++) {
        int length = pairs.length(row);
        multiply(circle, x, x + row, length, out, at);
        at += length;
      }
    }
  }

  private static void multiply(double[] x, int a, int b, int length, double[] out, int at) {
    for (int i = 0; i < length; i += L) {
      DoubleVector left = DoubleVector.fromArray(DOUBLES, x, a + i);
      left.mul(DoubleVector.fromArray(DOUBLES, x, b + i)).intoArray(out, at + i);
    }
  }

  static void weigh(WeightSums sums, int at, double own, double[] halves, int from) {
    for (int r = 0; r < ROWS; r += L) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, sums.exponents, at + r);
      x = x.sub(DoubleVector.fromArray(DOUBLES, halves, from + r)).sub(own);
      DoubleVector w = Exponential.of(x);
      w.intoArray(sums.weights, at + r);
      DoubleVector.fromArray(DOUBLES, sums.totals, at + r).add(w).intoArray(sums.totals, at + r);
      DoubleVector squares = DoubleVector.fromArray(DOUBLES, sums.squares, at + r);
      w.fma(w, squares).intoArray(sums.squares, at + r);
    }
  }

  /** A few columns for all groups before the next, so that they stay in the nearest cache. */
  static void add(Product p) {
    int column = 0;
    while (column < p.width) {
      int rest = (p.width - column) / L;
      boolean isPair = rest == 2 || rest == 4;
      for (int group = 0; group < p.groups; group++) {
        int weight = p.firstWeight + group * GROUP * ROWS;
        int sum = p.firstSum + group * GROUP * p.stride + column;
        if (isPair) {
          addPair(p, weight, p.firstFeature + column, sum);
        } else {
          addTriple(p, weight, p.firstFeature + column, sum);
        }
      }
      column += (isPair ? 2 : 3) * L;
    }
  }

  /** Four queries and three vectors of columns in registers. */
  private static void addTriple(Product p, int at, int column, int out) {
    double[] weights = p.weights;
    double[] f = p.features;
    int rows = p.rows;
    int width = p.width;
    DoubleVector a0 = DoubleVector.zero(DOUBLES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    DoubleVector b2 = a0;
    DoubleVector c0 = a0;
    DoubleVector c1 = a0;
    DoubleVector c2 = a0;
    DoubleVector d0 = a0;
    DoubleVector d1 = a0;
    DoubleVector d2 = a0;
    for (int r = 0, i = column; r < rows; r++, i += width) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, f, i);
      DoubleVector y = DoubleVector.fromArray(DOUBLES, f, i + L);
      DoubleVector z = DoubleVector.fromArray(DOUBLES, f, i + 2 * L);
      DoubleVector w = DoubleVector.broadcast(DOUBLES, weights[at + r]);
      a0 = w.fma(x, a0);
      a1 = w.fma(y, a1);
      a2 = w.fma(z, a2);
      w = DoubleVector.broadcast(DOUBLES, weights[at + ROWS + r]);
      b0 = w.fma(x, b0);
      b1 = w.fma(y, b1);
      b2 = w.fma(z, b2);
      w = DoubleVector.broadcast(DOUBLES, weights[at + 2 * ROWS + r]);
      c0 = w.fma(x, c0);
      c1 = w.fma(y, c1);
      c2 = w.fma(z, c2);
      w = DoubleVector.broadcast(DOUBLES, weights[at + 3 * ROWS + r]);
      d0 = w.fma(x, d0);
      d1 = w.fma(y, d1);
      d2 = w.fma(z, d2);
    }
    add(a0, a1, a2, p.sums, out);
    add(b0, b1, b2, p.sums, out + p.stride);
    add(c0, c1, c2, p.sums, out + 2 * p.stride);
    add(d0, d1, d2, p.sums, out + 3 * p.stride);
  }

  /** Four queries and two vectors of columns in registers. */
  private static void addPair(Product p, int at, int column, int out) {
    double[] weights = p.weights;
    double[] f = p.features;
    int rows = p.rows;
    int width = p.width;
    DoubleVector a0 = DoubleVector.zero(DOUBLES);
    DoubleVector a1 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    DoubleVector c0 = a0;
    DoubleVector c1 = a0;
    DoubleVector d0 = a0;
    DoubleVector d1 = a0;
    for (int r = 0, i = column; r < rows; r++, i += width) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, f, i);
      DoubleVector y = DoubleVector.fromArray(DOUBLES, f, i + L);
      DoubleVector w = DoubleVector.broadcast(DOUBLES, weights[at + r]);
      a0 = w.fma(x, a0);
      a1 = w.fma(y, a1);
      w = DoubleVector.broadcast(DOUBLES, weights[at + ROWS + r]);
      b0 = w.fma(x, b0);
      b1 = w.fma(y, b1);
      w = DoubleVector.broadcast(DOUBLES, weights[at + 2 * ROWS + r]);
      c0 = w.fma(x, c0);
      c1 = w.fma(y, c1);
      w = DoubleVector.broadcast(DOUBLES, weights[at + 3 * ROWS + r]);
      d0 = w.fma(x, d0);
      d1 = w.fma(y, d1);
    }
    add(a0, a1, p.sums, out);
    add(b0, b1, p.sums, out + p.stride);
    add(c0, c1, p.sums, out + 2 * p.stride);
    add(d0, d1, p.sums, out + 3 * p.stride);
  }

  private static void add(DoubleVector x, DoubleVector y, double[] sums, int at) {
    DoubleVector.fromArray(DOUBLES, sums, at).add(x).intoArray(sums, at);
    DoubleVector.fromArray(DOUBLES, sums, at + L).add(y).intoArray(sums, at + L);
  }

  private static void add(DoubleVector x, DoubleVector y, DoubleVector z, double[] sums, int at) {
    DoubleVector.fromArray(DOUBLES, sums, at).add(x).intoArray(sums, at);
    DoubleVector.fromArray(DOUBLES, sums, at + L).add(y).intoArray(sums, at + L);
    DoubleVector.fromArray(DOUBLES, sums, at + 2 * L).add(z).intoArray(sums, at + 2 * L);
  }
}
