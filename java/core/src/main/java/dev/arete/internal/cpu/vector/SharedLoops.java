package dev.arete.internal.cpu.vector;

import dev.arete.internal.cpu.Kernels;
import dev.arete.internal.cpu.Kernels.Sight;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The loops of sums that queries share. */
final class SharedLoops {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = DOUBLES.length();
  private static final int ROWS = Kernels.PADDING;

  static final int COLUMNS = 3 * L;

  private SharedLoops() {}

  /** Four vectors of centres in registers. */
  static void blockEnergies(double[] block, Sight sight, double[] out) {
    DoubleVector scale = DoubleVector.broadcast(DOUBLES, sight.scale);
    for (int i = 0; i < ROWS; i += 4 * L) {
      DoubleVector s0 = DoubleVector.zero(DOUBLES);
      DoubleVector s1 = s0;
      DoubleVector s2 = s0;
      DoubleVector s3 = s0;
      int at = i;
      for (int k = 0; k < sight.dimension; k++, at += ROWS) {
        DoubleVector a = DoubleVector.broadcast(DOUBLES, sight.anchor[k]);
        DoubleVector f = DoubleVector.broadcast(DOUBLES, sight.twice[k]);
        DoubleVector c = DoubleVector.fromArray(DOUBLES, block, at).sub(a);
        s0 = c.fma(c.add(f), s0);
        c = DoubleVector.fromArray(DOUBLES, block, at + L).sub(a);
        s1 = c.fma(c.add(f), s1);
        c = DoubleVector.fromArray(DOUBLES, block, at + 2 * L).sub(a);
        s2 = c.fma(c.add(f), s2);
        c = DoubleVector.fromArray(DOUBLES, block, at + 3 * L).sub(a);
        s3 = c.fma(c.add(f), s3);
      }
      s0.mul(scale).intoArray(out, i);
      s1.mul(scale).intoArray(out, i + L);
      s2.mul(scale).intoArray(out, i + 2 * L);
      s3.mul(scale).intoArray(out, i + 3 * L);
    }
  }

  /**
   * Column after column of vectors, from the last to the first: what a vector leaves behind the end
   * of its row is overwritten by the first vectors of the rows below.
   */
  static void fillPairs(double[] x, int dimension, double[] out, int at) {
    for (int b = (dimension - 1) / L * L; b >= 0; b -= L) {
      DoubleVector column = DoubleVector.fromArray(DOUBLES, x, b);
      int pair = at + b * (b + 1) / 2 + b;
      for (int a = b; a < dimension; a++) {
        column.mul(x[a]).intoArray(out, pair);
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
    for (int column = 0; column < width; column += COLUMNS) {
      addTile(weights, at, rows, features, width, first + column, sums, out + column);
    }
  }

  /** Four queries and three vectors of columns in registers. */
  private static void addTile(
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

  private static void add(DoubleVector x, DoubleVector y, DoubleVector z, double[] sums, int at) {
    DoubleVector.fromArray(DOUBLES, sums, at).add(x).intoArray(sums, at);
    DoubleVector.fromArray(DOUBLES, sums, at + L).add(y).intoArray(sums, at + L);
    DoubleVector.fromArray(DOUBLES, sums, at + 2 * L).add(z).intoArray(sums, at + 2 * L);
  }
}
