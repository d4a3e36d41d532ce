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
  static final int L = DOUBLES.length();
  static final double LOG2_E = 1.4426950408889634;

  @Override
  public final int lanes() {
    return L;
  }

  @Override
  public final void bounds(View view, double[] bounds) {
    SortedColumns centres = view.centres;
    for (int k = 0; k < centres.dimension; k++) {
      addSides(centres.low[k], centres.high[k], view.query[k], k == 0, bounds);
    }
    scale(bounds, centres.tileCount, view.scale);
  }

  /** Adds the squared distance from a coordinate to the side of each box. */
  private static void addSides(
      double[] low, double[] high, double y, boolean isFirst, double[] bounds) {
    int t = 0;
    for (; t <= low.length - L; t += L) {
      DoubleVector below = DoubleVector.fromArray(DOUBLES, low, t).sub(y);
      DoubleVector above = DoubleVector.fromArray(DOUBLES, high, t).neg().add(y);
      DoubleVector outside = below.max(above).max(0);
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      if (!isFirst) {
        sum = DoubleVector.fromArray(DOUBLES, bounds, t);
      }
      outside.fma(outside, sum).intoArray(bounds, t);
    }
    for (; t < low.length; t++) {
      double outside = Math.max(Math.max(low[t] - y, y - high[t]), 0);
      bounds[t] = (isFirst ? 0 : bounds[t]) + outside * outside;
    }
  }

  private static void scale(double[] bounds, int count, double factor) {
    for (int t = 0; t < count; t++) {
      bounds[t] *= factor;
    }
  }

  @Override
  public final int least(View view, int tile, double[] energies) {
    fillEnergies(view, tile * SortedColumns.TILE, energies);
    // energies are not below 0, where numbers and their bits are in the same order
    LongVector least = bits(energies, 0);
    for (int i = L; i < SortedColumns.TILE; i += L) {
      least = least.min(bits(energies, i));
    }
    long best = least.reduceLanes(VectorOperators.MIN);
    int index = 0;
    while (Double.doubleToRawLongBits(energies[index]) != best) { // also where all are NaN
      index++;
    }
    return tile * SortedColumns.TILE + index;
  }

  private static LongVector bits(double[] energies, int from) {
    return DoubleVector.fromArray(DOUBLES, energies, from).reinterpretAsLongs();
  }

  private static void fillEnergies(View view, int from, double[] energies) {
    SortedColumns centres = view.centres;
    for (int k = 0; k < centres.dimension; k++) {
      double[] x = centres.columns[k];
      for (int i = 0; i < SortedColumns.TILE; i += L) {
        DoubleVector t = DoubleVector.fromArray(DOUBLES, x, from + i).sub(view.query[k]);
        DoubleVector sum = t.mul(t);
        if (k > 0) {
          sum = sum.add(DoubleVector.fromArray(DOUBLES, energies, i));
        }
        sum.intoArray(energies, i);
      }
    }
    for (int i = 0; i < SortedColumns.TILE; i += L) {
      DoubleVector sum = DoubleVector.fromArray(DOUBLES, energies, i).mul(view.scale);
      sum.sub(DoubleVector.fromArray(DOUBLES, centres.logWeights, from + i)).intoArray(energies, i);
    }
  }
}
