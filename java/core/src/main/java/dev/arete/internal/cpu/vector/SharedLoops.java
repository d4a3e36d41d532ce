package dev.arete.internal.cpu.vector;

import dev.arete.internal.cpu.SharedSums;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The loops of sums that queries share. */
final class SharedLoops {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = DOUBLES.length();
  private static final int ROWS = SharedSums.ROWS;

  static final int COLUMNS = L;

  private SharedLoops() {}

  /**
   * Column after column of vectors, from the last to the first: what a vector leaves behind the end
   * of its row is overwritten by the first vectors of the rows below.
   */
  static void fillPairs(double[] x, int from, int dimension, double[] out, int at) {
    for (int b = (dimension - 1) / L * L; b >= 0; b -= L) {
      DoubleVector column = DoubleVector.fromArray(DOUBLES, x, from + b);
      int pair = at + b * (b + 1) / 2 + b;
      for (int a = b; a < dimension; a++) {
        column.mul(x[from + a]).intoArray(out, pair);
        pair += a + 1;
      }
    }
  }

  static void addGroup(
      double[] weights,
      int at,
      int rows,
      double[] features,
      int first,
      int width,
      double[] sums,
      int out) {
    int column = 0;
    while (column < width) {
      int rest = (width - column) / L;
      if (rest == 2 || rest == 4) {
        addPair(weights, at, rows, features, width, first + column, sums, out + column);
        column += 2 * L;
      } else {
        addTriple(weights, at, rows, features, width, first + column, sums, out + column);
        column += 3 * L;
      }
    }
  }

  /** Four queries and three vectors of columns in registers. */
  private static void addTriple(
      double[] weights,
      int at,
      int rows,
      double[] features,
      int width,
      int column,
      double[] sums,
      int out) {
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
      DoubleVector x = DoubleVector.fromArray(DOUBLES, features, i);
      DoubleVector y = DoubleVector.fromArray(DOUBLES, features, i + L);
      DoubleVector z = DoubleVector.fromArray(DOUBLES, features, i + 2 * L);
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
    add(a0, a1, a2, sums, out);
    add(b0, b1, b2, sums, out + width);
    add(c0, c1, c2, sums, out + 2 * width);
    add(d0, d1, d2, sums, out + 3 * width);
  }

  /** Four queries and two vectors of columns in registers. */
  private static void addPair(
      double[] weights,
      int at,
      int rows,
      double[] features,
      int width,
      int column,
      double[] sums,
      int out) {
    DoubleVector a0 = DoubleVector.zero(DOUBLES);
    DoubleVector a1 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    DoubleVector c0 = a0;
    DoubleVector c1 = a0;
    DoubleVector d0 = a0;
    DoubleVector d1 = a0;
    for (int r = 0, i = column; r < rows; r++, i += width) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, features, i);
      DoubleVector y = DoubleVector.fromArray(DOUBLES, features, i + L);
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
    add(a0, a1, sums, out);
    add(b0, b1, sums, out + width);
    add(c0, c1, sums, out + 2 * width);
    add(d0, d1, sums, out + 3 * width);
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
