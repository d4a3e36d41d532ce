package dev.arete.internal.cpu.vector;

import dev.arete.internal.cpu.Kernels.Sight;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Panels in single precision: twice the numbers in a register. */
final class FloatPanels {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int L = DOUBLES.length();
  private static final int F = FLOATS.length();

  static final int COLUMNS = 2 * F;

  private FloatPanels() {}

  /**
   * Fills rows. A register of floats is stored for every half of it that is new; the other half is
   * 0, and stored over by the next.
   */
  static void fill(
      Sight sight,
      int[] indices,
      double[] roots,
      int from,
      int to,
      double[] centre,
      float[] panel,
      int width) {
    int d = sight.dimension;
    DoubleVector unit = DoubleVector.broadcast(DOUBLES, sight.unit);
    for (int i = from; i < to; i++) {
      int row = indices[i] * d;
      int out = (i - from) * width;
      double root = roots[i];
      int k = 0;
      for (; k <= d - L && out + k <= panel.length - F; k += L) {
        DoubleVector a = DoubleVector.fromArray(DOUBLES, sight.anchor, k);
        DoubleVector b = DoubleVector.fromArray(DOUBLES, centre, k);
        DoubleVector c = DoubleVector.fromArray(DOUBLES, sight.rows, row + k);
        DoubleVector x = c.sub(a).mul(unit).sub(b).mul(root);
        FloatVector f = (FloatVector) x.convertShape(VectorOperators.D2F, FLOATS, 0);
        f.intoArray(panel, out + k);
      }
      for (; k < d; k++) {
        double e = (sight.rows[row + k] - sight.anchor[k]) * sight.unit - centre[k];
        panel[out + k] = (float) (root * e);
      }
    }
  }

  static void addProducts(float[] panel, int rows, int width, float[] triangle) {
    for (int column = 0; column < width; column += COLUMNS) {
      for (int row = column; row < width; row += 4) {
        addTile(panel, rows, width, row, column, triangle);
      }
    }
  }

  /** Four rows and two vectors of columns of the triangle in registers. */
  private static void addTile(
      float[] panel, int rows, int width, int row, int column, float[] triangle) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    for (int r = 0, k = 0; r < rows; r++, k += width) {
      FloatVector x = FloatVector.fromArray(FLOATS, panel, k + column);
      FloatVector y = FloatVector.fromArray(FLOATS, panel, k + column + F);
      FloatVector f = FloatVector.broadcast(FLOATS, panel[k + row]);
      a0 = f.fma(x, a0);
      b0 = f.fma(y, b0);
      f = FloatVector.broadcast(FLOATS, panel[k + row + 1]);
      a1 = f.fma(x, a1);
      b1 = f.fma(y, b1);
      f = FloatVector.broadcast(FLOATS, panel[k + row + 2]);
      a2 = f.fma(x, a2);
      b2 = f.fma(y, b2);
      f = FloatVector.broadcast(FLOATS, panel[k + row + 3]);
      a3 = f.fma(x, a3);
      b3 = f.fma(y, b3);
    }
    int out = row * width + column;
    add(a0, triangle, out);
    add(b0, triangle, out + F);
    add(a1, triangle, out + width);
    add(b1, triangle, out + width + F);
    add(a2, triangle, out + 2 * width);
    add(b2, triangle, out + 2 * width + F);
    add(a3, triangle, out + 3 * width);
    add(b3, triangle, out + 3 * width + F);
  }

  private static void add(FloatVector x, float[] sum, int at) {
    FloatVector.fromArray(FLOATS, sum, at).add(x).intoArray(sum, at);
  }
}
