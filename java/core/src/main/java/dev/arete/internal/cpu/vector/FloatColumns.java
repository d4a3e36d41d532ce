package dev.arete.internal.cpu.vector;

import dev.arete.internal.cpu.ColumnSums;
import dev.arete.internal.cpu.SortedColumns;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * First and second moments over columns in single precision, in units of sqrt(h). Positions come
 * from the middle of their tile, and the anchor as seen from there is rounded last, so that digits
 * are lost neither to the origin nor to the distance of the data from it.
 */
abstract class FloatColumns implements ColumnSums {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final int F = FLOATS.length();

  private final VectorColumns doubles;

  FloatColumns(VectorColumns doubles) {
    this.doubles = doubles;
  }

  @Override
  public final int lanes() {
    return F;
  }

  @Override
  public final void bounds(View view, double[] bounds) {
    doubles.bounds(view, bounds);
  }

  @Override
  public final int least(View view, int tile, double[] energies) {
    return doubles.least(view, tile, energies);
  }

  @Override
  public final void first(View view, int from, int to, int at) {
    for (int i = from; i < to; i += SortedColumns.TILE) {
      firstOfTile(view, i / SortedColumns.TILE, at + i - from);
    }
  }

  @Override
  public final void second(View view, int from, int to, int at) {
    for (int i = from; i < to; i += SortedColumns.TILE) {
      secondOfTile(view, i / SortedColumns.TILE, at + i - from);
    }
  }

  /** What {@link #first} does, for one tile whose weights begin at an index. */
  abstract void firstOfTile(View view, int tile, int at);

  /** What {@link #second} does, for one tile whose weights begin at an index. */
  abstract void secondOfTile(View view, int tile, int at);

  /** Sums in double, from the weights in single precision. */
  @Override
  public final void third(View view, int from, int to, int at) {
    for (int i = at; i < at + to - from; i += F) {
      FloatVector w = FloatVector.fromArray(FLOATS, view.floatWeights, i);
      for (int half = 0; half < 2; half++) {
        DoubleVector x =
            (DoubleVector) w.convertShape(VectorOperators.F2D, VectorColumns.DOUBLES, half);
        x.intoArray(view.weights, i + half * VectorColumns.L);
      }
    }
    doubles.third(view, from, to, at);
  }

  /** 2 (c_0 - y). */
  static float twice(View view, int axis) {
    return (float) (view.twice[axis] * view.unit);
  }

  /** c_0 as seen from the middle of a tile. */
  static float anchor(View view, int tile, int axis) {
    double middle = view.centres.middle[axis][tile];
    return (float) ((view.anchor[axis] - middle) * view.unit);
  }

  /** m as seen from there. */
  static float mean(View view, int tile, int axis) {
    double middle = view.centres.middle[axis][tile];
    return (float) ((view.anchor[axis] - middle) * view.unit + view.mean[axis]);
  }

  /** Adds a vector to the partial sums of one quantity. */
  static void add(FloatVector x, float[] sums, int quantity) {
    int at = quantity * F;
    FloatVector.fromArray(FLOATS, sums, at).add(x).intoArray(sums, at);
  }
}
