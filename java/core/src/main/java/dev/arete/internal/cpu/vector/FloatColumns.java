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
 * Positions come from the middle of their tile, and y as seen from there is rounded last, so that
 * digits are lost neither to the origin nor to the distance of the data from it. Sums are about y:
 * it has to be near the data. Where all weights are equal there are no costs: the loops test that
 * inside, and the compiler takes the test out and makes two of each.
 */
abstract class FloatColumns implements ColumnSums {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final int F = FLOATS.length();

  /** Centres of a block: as many numbers a lane as in double. */
  static final int BLOCK = VectorColumns.LONGEST_SUM * F;

  /** Blocks whose sums are added up in single precision, the sum of a run. */
  private static final int RUN_BLOCKS = 4;

  private final VectorColumns doubles;

  FloatColumns(VectorColumns doubles) {
    this.doubles = doubles;
  }

  @Override
  public final int lanes() {
    return doubles.lanes();
  }

  @Override
  public final int runTiles() {
    return RUN_BLOCKS * BLOCK / SortedColumns.TILE;
  }

  /** A run is one sum in single precision; third moments are not, and take a few more. */
  @Override
  public final int additions(int centres) {
    return 1;
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
  public final void prepare(View view, boolean fromMean) {
    SortedColumns centres = view.centres;
    for (int k = 0; k < centres.dimension; k++) {
      double mean = fromMean ? view.mean[k] * SortedColumns.FLOAT_SCALE : 0;
      setOrigins(centres.middle[k], view.anchor[k], view.floatUnit, mean, view.origins[k]);
    }
    if (centres.isWeighted) {
      // of light centres next to each other little is left: differences are taken in double
      double own = view.anchorLogWeight * VectorColumns.LOG2_E;
      setOrigins(centres.leastCosts, -own, -1, 0, view.floatLeast);
    }
  }

  /**
   * Sets (from - x) unit + offset, computed in double, for each tile. A register of floats is
   * stored for every half of it that is new, and the other half stored over by the next.
   */
  private static void setOrigins(
      double[] x, double from, double unit, double offset, float[] origins) {
    DoubleVector start = DoubleVector.broadcast(VectorColumns.DOUBLES, from);
    DoubleVector end = DoubleVector.broadcast(VectorColumns.DOUBLES, offset);
    for (int t = 0; t < x.length; t += VectorColumns.L) {
      DoubleVector distance = start.sub(DoubleVector.fromArray(VectorColumns.DOUBLES, x, t));
      FloatVector origin =
          (FloatVector)
              distance
                  .fma(DoubleVector.broadcast(VectorColumns.DOUBLES, unit), end)
                  .convertShape(VectorOperators.D2F, FLOATS, 0);
      origin.intoArray(origins, t);
    }
  }

  @Override
  public final void first(View view, int from, int to) {
    firstOfRun(view, from, to);
    addSums(view, 2 + view.query.length);
  }

  @Override
  public final void firstTwo(View view, int from, int to, int at) {
    int d = view.query.length;
    firstTwoOfRun(view, from, to, at);
    addSums(view, 2 + d + d * (d + 1) / 2);
  }

  @Override
  public final void second(View view, int from, int to, int at) {
    int d = view.query.length;
    secondOfRun(view, from, to, at);
    addSums(view, d * (d + 1) / 2);
  }

  /** What {@link #first} does, with the sums added in single precision. */
  abstract void firstOfRun(View view, int from, int to);

  /** What {@link #firstTwo} does, with the sums added in single precision. */
  abstract void firstTwoOfRun(View view, int from, int to, int at);

  /** What {@link #second} does, with the sums added in single precision. */
  abstract void secondOfRun(View view, int from, int to, int at);

  /**
   * Adds both halves of a register of floats to one of doubles, and clears it for the next run. A
   * method for a half would be behind the limit of inlining ({@link VectorColumns}): 25 ns a run.
   */
  private static void addSums(View view, int quantities) {
    VectorSpecies<Double> wide = VectorColumns.DOUBLES;
    for (int i = 0; i < quantities; i++) {
      FloatVector run = FloatVector.fromArray(FLOATS, view.floatSums, i * F);
      FloatVector.zero(FLOATS).intoArray(view.floatSums, i * F);
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
}
