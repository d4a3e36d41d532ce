package dev.arete.internal.cpu.vector;

import dev.arete.internal.cpu.ColumnSums;
import dev.arete.internal.cpu.SortedColumns;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * First and second moments over columns in single precision, in units in which squares are
 * exponents of 2 ({@link SortedColumns#FLOAT_SCALE}), so that it takes no product to get there.
 * Positions come from the middle of their tile, and the anchor as seen from there is rounded last,
 * so that digits are lost neither to the origin nor to the distance of the data from it.
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
    return doubles.lanes();
  }

  /** As many numbers a lane: there are twice as many lanes. */
  @Override
  public final int runTiles() {
    return VectorColumns.runTiles(F);
  }

  @Override
  public final void bounds(View view, double[] bounds) {
    doubles.bounds(view, bounds);
  }

  @Override
  public final double least(View view, int tile, double[] energies) {
    return doubles.least(view, tile, energies);
  }

  @Override
  public final void first(View view, int from, int to) {
    for (int k = 0; k < view.query.length; k++) {
      setOrigins(view, k, from, to, view.anchor[k], 0);
    }
    setLeast(view, from, to);
    firstOfRun(view, from, to);
    addSums(view, 2 + view.query.length);
  }

  @Override
  public final void firstTwo(View view, int from, int to, int at) {
    int d = view.query.length;
    for (int k = 0; k < d; k++) {
      setOrigins(view, k, from, to, view.anchor[k], 0);
    }
    setLeast(view, from, to);
    firstTwoOfRun(view, from, to, at);
    addSums(view, 2 + d + d * (d + 1) / 2);
  }

  @Override
  public final void second(View view, int from, int to, int at) {
    int d = view.query.length;
    for (int k = 0; k < d; k++) {
      setOrigins(view, k, from, to, view.anchor[k], view.mean[k] * SortedColumns.FLOAT_SCALE);
    }
    secondOfRun(view, from, to, at);
    addSums(view, d * (d + 1) / 2);
  }

  /**
   * Sets where coordinates are taken from, as seen from the middles of the tiles. Not on vectors:
   * with those here, the loop over the run was behind the limit of inlining.
   */
  private static void setOrigins(
      View view, int axis, int from, int to, double anchor, double mean) {
    double[] middle = view.centres.middle[axis];
    float[] origins = view.origins[axis];
    double unit = view.floatUnit;
    for (int t = from / SortedColumns.TILE; t < to / SortedColumns.TILE; t++) {
      origins[t] = (float) ((anchor - middle[t]) * unit + mean);
    }
  }

  /**
   * Differences of costs are taken in double: of light centres next to each other little is left.
   */
  private static void setLeast(View view, int from, int to) {
    double own = view.anchorLogWeight * VectorColumns.LOG2_E;
    for (int t = from / SortedColumns.TILE; t < to / SortedColumns.TILE; t++) {
      view.floatLeast[t] = (float) (view.centres.leastCosts[t] + own);
    }
  }

  /** What {@link #first} does, with the sums of the run left in single precision. */
  abstract void firstOfRun(View view, int from, int to);

  /** What {@link #firstTwo} does, with the sums of the run left in single precision. */
  abstract void firstTwoOfRun(View view, int from, int to, int at);

  /** What {@link #second} does, with the sums of the run left in single precision. */
  abstract void secondOfRun(View view, int from, int to, int at);

  /**
   * Adds both halves of a register of floats to one of doubles. A method for a half would be behind
   * the limit of inlining ({@link VectorColumns}): 25 ns a run.
   */
  private static void addSums(View view, int quantities) {
    VectorSpecies<Double> wide = VectorColumns.DOUBLES;
    for (int i = 0; i < quantities; i++) {
      FloatVector run = FloatVector.fromArray(FLOATS, view.floatSums, i * F);
      DoubleVector low = (DoubleVector) run.convertShape(VectorOperators.F2D, wide, 0);
      DoubleVector high = (DoubleVector) run.convertShape(VectorOperators.F2D, wide, 1);
      DoubleVector sum = DoubleVector.fromArray(wide, view.sums, i * VectorColumns.L);
      sum.add(low).add(high).intoArray(view.sums, i * VectorColumns.L);
    }
  }

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
    return (float) (view.twice[axis] * view.floatUnit);
  }
}
