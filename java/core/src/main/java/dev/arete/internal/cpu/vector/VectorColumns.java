package dev.arete.internal.cpu.vector;

import dev.arete.internal.cpu.ColumnSums;
import dev.arete.internal.cpu.SortedColumns;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops over columns on the widest vector registers of this machine: what any dimension has.
 *
 * <p>Those of a dimension are near the size from which the compiler inlines no more (18,000 nodes
 * in Java 17). It still inlines operations on vectors, but a method of ours behind that point is a
 * call with a box for every vector. So they call one only for the exponential, and store their sums
 * without.
 */
abstract class VectorColumns implements ColumnSums {
  static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  static final int L = DOUBLES.length();
  static final double LOG2_E = 1.4426950408889634;

  /**
   * Numbers that a lane adds up before its sum goes to those of the blocks before: rounding grows
   * with the length of a sum, and with equal numbers every time in the same direction.
   */
  static final int LONGEST_SUM = 32;

  /** Centres of a block. */
  static final int BLOCK = LONGEST_SUM * L;

  /** Blocks of a run: more would hardly be faster. */
  private static final int RUN_BLOCKS = 8;

  @Override
  public final int lanes() {
    return L;
  }

  @Override
  public final int runTiles() {
    return RUN_BLOCKS * BLOCK / SortedColumns.TILE;
  }

  @Override
  public final int additions(int centres) {
    return (centres + BLOCK - 1) / BLOCK;
  }

  @Override
  public final void prepare(View view, boolean fromMean) {
    // everything is computed from the view as it is
  }

  @Override
  public final void bounds(View view, double[] bounds) {
    SortedColumns centres = view.centres;
    for (int k = 0; k < centres.dimension; k++) {
      addSides(centres.low[k], centres.high[k], view.query[k], k == 0, bounds);
    }
    scale(bounds, view.scale);
  }

  /** Adds the squared distance from a coordinate to the side of each box. */
  private static void addSides(
      double[] low, double[] high, double y, boolean isFirst, double[] bounds) {
    DoubleVector query = DoubleVector.broadcast(DOUBLES, y);
    for (int t = 0; t < low.length; t += L) {
      DoubleVector below = DoubleVector.fromArray(DOUBLES, low, t).sub(y);
      DoubleVector above = query.sub(DoubleVector.fromArray(DOUBLES, high, t));
      DoubleVector outside = positive(below).add(positive(above)); // one of them is 0
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      if (!isFirst) {
        sum = DoubleVector.fromArray(DOUBLES, bounds, t);
      }
      outside.fma(outside, sum).intoArray(bounds, t);
    }
  }

  /** The larger of x and 0, by the order of the bits: of floats it takes six instructions. */
  private static DoubleVector positive(DoubleVector x) {
    return x.reinterpretAsLongs().max(LongVector.zero(LONGS)).reinterpretAsDoubles();
  }

  private static void scale(double[] bounds, double factor) {
    for (int t = 0; t < bounds.length; t++) {
      bounds[t] *= factor;
    }
  }

  @Override
  public final double least(View view, int tile, double[] energies) {
    double[] xs = view.centres.columns[0];
    double[] ys = view.centres.columns[1];
    double[] zs = view.query.length == 2 ? null : view.centres.columns[2];
    double[] logs = view.centres.logWeights;
    DoubleVector scale = DoubleVector.broadcast(DOUBLES, view.scale);
    DoubleVector qx = DoubleVector.broadcast(DOUBLES, view.query[0]);
    DoubleVector qy = DoubleVector.broadcast(DOUBLES, view.query[1]);
    DoubleVector qz = DoubleVector.broadcast(DOUBLES, view.query[view.query.length - 1]);
    // energies are not below 0, where numbers and their bits are in the same order
    LongVector least = LongVector.broadcast(LONGS, Long.MAX_VALUE);
    int from = tile * SortedColumns.TILE;
    for (int i = 0; i < SortedColumns.TILE; i += L) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, xs, from + i).sub(qx);
      DoubleVector y = DoubleVector.fromArray(DOUBLES, ys, from + i).sub(qy);
      DoubleVector sum = y.fma(y, x.mul(x));
      if (zs != null) {
        DoubleVector z = DoubleVector.fromArray(DOUBLES, zs, from + i).sub(qz);
        sum = z.fma(z, sum);
      }
      DoubleVector energy = sum.mul(scale).sub(DoubleVector.fromArray(DOUBLES, logs, from + i));
      energy.intoArray(energies, i);
      least = least.min(energy.reinterpretAsLongs());
    }
    return Double.longBitsToDouble(least.reduceLanes(VectorOperators.MIN));
  }
}
