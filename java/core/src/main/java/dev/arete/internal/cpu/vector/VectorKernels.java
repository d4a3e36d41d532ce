package dev.arete.internal.cpu.vector;

import dev.arete.internal.cpu.ColumnSums;
import dev.arete.internal.cpu.Kernels;
import dev.arete.internal.cpu.PairBands;
import dev.arete.internal.eigen.BlockLoops;
import dev.arete.internal.eigen.RowLoops;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loops on the widest vector registers of this machine, with fused multiply-adds. */
public final class VectorKernels implements Kernels {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int L = DOUBLES.length();
  private static final int F = FLOATS.length();

  /**
   * Called by name, since the module of vectors may be absent.
   *
   * @throws IllegalStateException if a vector holds one double: the loops add lanes in pairs
   */
  public VectorKernels() {
    if (L < 2) {
      throw new IllegalStateException("vectors of " + DOUBLES.vectorBitSize() + " bits");
    }
  }

  @Override
  public String name() {
    return "vectors of " + DOUBLES.vectorBitSize() + " bits";
  }

  @Override
  public float addSquares(
      float[] x, int block, int from, int to, float[] y, float[] energies, int at) {
    float least = Float.POSITIVE_INFINITY;
    for (int i = 0; i < PADDING; i += 2 * F) {
      least = Math.min(least, addTwoVectors(x, block + i, from, to, y, energies, at + i));
    }
    return least;
  }

  /** Even and odd axes in sums of their own: a sum that waits for the one before takes longer. */
  private static float addTwoVectors(
      float[] x, int first, int from, int to, float[] y, float[] energies, int at) {
    FloatVector a = FloatVector.fromArray(FLOATS, energies, at);
    FloatVector b = FloatVector.fromArray(FLOATS, energies, at + F);
    FloatVector c = FloatVector.zero(FLOATS);
    FloatVector d = c;
    int k = from;
    int row = first + from * PADDING;
    for (; k + 1 < to; k += 2, row += 2 * PADDING) {
      FloatVector s = FloatVector.fromArray(FLOATS, x, row).sub(y[k]);
      FloatVector t = FloatVector.fromArray(FLOATS, x, row + F).sub(y[k]);
      FloatVector u = FloatVector.fromArray(FLOATS, x, row + PADDING).sub(y[k + 1]);
      FloatVector v = FloatVector.fromArray(FLOATS, x, row + PADDING + F).sub(y[k + 1]);
      a = s.fma(s, a);
      b = t.fma(t, b);
      c = u.fma(u, c);
      d = v.fma(v, d);
    }
    if (k < to) {
      FloatVector s = FloatVector.fromArray(FLOATS, x, row).sub(y[k]);
      FloatVector t = FloatVector.fromArray(FLOATS, x, row + F).sub(y[k]);
      a = s.fma(s, a);
      b = t.fma(t, b);
    }
    a = a.add(c);
    b = b.add(d);
    a.intoArray(energies, at);
    b.intoArray(energies, at + F);
    return a.min(b).reduceLanes(VectorOperators.MIN);
  }

  /** Four rows at a time share what belongs to the query. */
  @Override
  public void energies(Sight sight, int[] indices, int from, int to, double[] out) {
    int i = from;
    for (; i + 4 <= to; i += 4) {
      fourEnergies(sight, indices, i, out);
    }
    for (; i < to; i++) {
      oneEnergy(sight, indices, i, out);
    }
  }

  private static void fourEnergies(Sight sight, int[] indices, int i, double[] out) {
    int d = sight.dimension;
    int r0 = indices[i] * d;
    int r1 = indices[i + 1] * d;
    int r2 = indices[i + 2] * d;
    int r3 = indices[i + 3] * d;
    DoubleVector scale = DoubleVector.broadcast(DOUBLES, sight.scale);
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    int k = 0;
    for (; k <= d - L; k += L) {
      DoubleVector a = DoubleVector.fromArray(DOUBLES, sight.anchor, k);
      DoubleVector f = DoubleVector.fromArray(DOUBLES, sight.twice, k);
      DoubleVector c = DoubleVector.fromArray(DOUBLES, sight.rows, r0 + k).sub(a);
      s0 = c.mul(scale).fma(c.add(f), s0);
      c = DoubleVector.fromArray(DOUBLES, sight.rows, r1 + k).sub(a);
      s1 = c.mul(scale).fma(c.add(f), s1);
      c = DoubleVector.fromArray(DOUBLES, sight.rows, r2 + k).sub(a);
      s2 = c.mul(scale).fma(c.add(f), s2);
      c = DoubleVector.fromArray(DOUBLES, sight.rows, r3 + k).sub(a);
      s3 = c.mul(scale).fma(c.add(f), s3);
    }
    s0.intoArray(sight.lanes, 0);
    s1.intoArray(sight.lanes, L);
    s2.intoArray(sight.lanes, 2 * L);
    s3.intoArray(sight.lanes, 3 * L);
    out[i] = sum(sight.lanes, 0) + restOfEnergy(sight, r0, k);
    out[i + 1] = sum(sight.lanes, L) + restOfEnergy(sight, r1, k);
    out[i + 2] = sum(sight.lanes, 2 * L) + restOfEnergy(sight, r2, k);
    out[i + 3] = sum(sight.lanes, 3 * L) + restOfEnergy(sight, r3, k);
  }

  /** The same sums as for four, so that an energy does not depend on its neighbours in the list. */
  private static void oneEnergy(Sight sight, int[] indices, int i, double[] out) {
    int d = sight.dimension;
    int row = indices[i] * d;
    DoubleVector scale = DoubleVector.broadcast(DOUBLES, sight.scale);
    DoubleVector sum = DoubleVector.zero(DOUBLES);
    int k = 0;
    for (; k <= d - L; k += L) {
      DoubleVector a = DoubleVector.fromArray(DOUBLES, sight.anchor, k);
      DoubleVector f = DoubleVector.fromArray(DOUBLES, sight.twice, k);
      DoubleVector c = DoubleVector.fromArray(DOUBLES, sight.rows, row + k).sub(a);
      sum = c.mul(scale).fma(c.add(f), sum);
    }
    sum.intoArray(sight.lanes, 0);
    out[i] = sum(sight.lanes, 0) + restOfEnergy(sight, row, k);
  }

  /**
   * Adds even and odd lanes, then both: {@code reduceLanes} leaves the order open, and lanes taken
   * out of a register one by one take longer.
   */
  private static double sum(double[] lanes, int from) {
    double even = lanes[from];
    double odd = lanes[from + 1];
    for (int lane = 2; lane < L; lane += 2) {
      even += lanes[from + lane];
      odd += lanes[from + lane + 1];
    }
    return even + odd;
  }

  private static double restOfEnergy(Sight sight, int row, int first) {
    double sum = 0;
    for (int k = first; k < sight.dimension; k++) {
      double c = sight.rows[row + k] - sight.anchor[k];
      sum += (c * sight.scale) * (c + sight.twice[k]);
    }
    return sum;
  }

  @Override
  public void exponentials(double[] energies, double base, int from, int to, double[] weights) {
    for (int i = from; i < to; i += L) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, energies, i).neg().add(base);
      Exponential.of(x).intoArray(weights, i);
    }
  }

  @Override
  public void addFirst(
      Sight sight, int[] indices, double[] weights, int from, int to, double[] sum) {
    int d = sight.dimension;
    int even = from + (to - from) / 2 * 2;
    int k = 0;
    for (; k <= d - 4 * L; k += 4 * L) {
      addFourColumns(sight, indices, weights, from, even, k, sum);
    }
    for (int column = 0; even < to && column < k; column += L) {
      addColumn(sight, indices, weights, even, to, column, sum);
    }
    for (; k <= d - L; k += L) {
      addColumn(sight, indices, weights, from, to, k, sum);
    }
    for (; k < d; k++) {
      double s = 0;
      for (int i = from; i < to; i++) {
        s += weights[i] * (sight.rows[indices[i] * d + k] - sight.anchor[k]);
      }
      sum[k] += s;
    }
  }

  /** An even number of rows, even and odd ones in sums of their own. */
  private static void addFourColumns(
      Sight sight, int[] indices, double[] weights, int from, int to, int k, double[] sum) {
    int d = sight.dimension;
    double[] rows = sight.rows;
    DoubleVector a0 = DoubleVector.fromArray(DOUBLES, sight.anchor, k);
    DoubleVector a1 = DoubleVector.fromArray(DOUBLES, sight.anchor, k + L);
    DoubleVector a2 = DoubleVector.fromArray(DOUBLES, sight.anchor, k + 2 * L);
    DoubleVector a3 = DoubleVector.fromArray(DOUBLES, sight.anchor, k + 3 * L);
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    DoubleVector t0 = s0;
    DoubleVector t1 = s0;
    DoubleVector t2 = s0;
    DoubleVector t3 = s0;
    for (int i = from; i < to; i += 2) {
      int row = indices[i] * d + k;
      DoubleVector w = DoubleVector.broadcast(DOUBLES, weights[i]);
      s0 = w.fma(DoubleVector.fromArray(DOUBLES, rows, row).sub(a0), s0);
      s1 = w.fma(DoubleVector.fromArray(DOUBLES, rows, row + L).sub(a1), s1);
      s2 = w.fma(DoubleVector.fromArray(DOUBLES, rows, row + 2 * L).sub(a2), s2);
      s3 = w.fma(DoubleVector.fromArray(DOUBLES, rows, row + 3 * L).sub(a3), s3);
      row = indices[i + 1] * d + k;
      w = DoubleVector.broadcast(DOUBLES, weights[i + 1]);
      t0 = w.fma(DoubleVector.fromArray(DOUBLES, rows, row).sub(a0), t0);
      t1 = w.fma(DoubleVector.fromArray(DOUBLES, rows, row + L).sub(a1), t1);
      t2 = w.fma(DoubleVector.fromArray(DOUBLES, rows, row + 2 * L).sub(a2), t2);
      t3 = w.fma(DoubleVector.fromArray(DOUBLES, rows, row + 3 * L).sub(a3), t3);
    }
    add(s0.add(t0), sum, k);
    add(s1.add(t1), sum, k + L);
    add(s2.add(t2), sum, k + 2 * L);
    add(s3.add(t3), sum, k + 3 * L);
  }

  private static void addColumn(
      Sight sight, int[] indices, double[] weights, int from, int to, int k, double[] sum) {
    int d = sight.dimension;
    DoubleVector a = DoubleVector.fromArray(DOUBLES, sight.anchor, k);
    DoubleVector s = DoubleVector.zero(DOUBLES);
    for (int i = from; i < to; i++) {
      DoubleVector w = DoubleVector.broadcast(DOUBLES, weights[i]);
      s = w.fma(DoubleVector.fromArray(DOUBLES, sight.rows, indices[i] * d + k).sub(a), s);
    }
    add(s, sum, k);
  }

  private static void add(DoubleVector x, double[] sum, int at) {
    DoubleVector.fromArray(DOUBLES, sum, at).add(x).intoArray(sum, at);
  }

  @Override
  public void fillPanel(
      Sight sight,
      int[] indices,
      double[] roots,
      int from,
      int to,
      double[] centre,
      double[] panel,
      int width) {
    int d = sight.dimension;
    DoubleVector unit = DoubleVector.broadcast(DOUBLES, sight.unit);
    for (int i = from; i < to; i++) {
      int row = indices[i] * d;
      int out = (i - from) * width;
      double root = roots[i];
      int k = 0;
      for (; k <= d - L; k += L) {
        DoubleVector a = DoubleVector.fromArray(DOUBLES, sight.anchor, k);
        DoubleVector b = DoubleVector.fromArray(DOUBLES, centre, k);
        DoubleVector c = DoubleVector.fromArray(DOUBLES, sight.rows, row + k);
        c.sub(a).mul(unit).sub(b).mul(root).intoArray(panel, out + k);
      }
      for (; k < d; k++) {
        double e = (sight.rows[row + k] - sight.anchor[k]) * sight.unit - centre[k];
        panel[out + k] = root * e;
      }
    }
  }

  @Override
  public int columns() {
    return 2 * L;
  }

  @Override
  public void addProducts(double[] panel, int rows, int width, double[] triangle) {
    for (int column = 0; column < width; column += 2 * L) {
      for (int row = column; row < width; row += 4) {
        addTile(panel, rows, width, row, column, triangle);
      }
    }
  }

  /** Four rows and two vectors of columns of the triangle in registers. */
  private static void addTile(
      double[] panel, int rows, int width, int row, int column, double[] triangle) {
    DoubleVector a0 = DoubleVector.zero(DOUBLES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    DoubleVector b2 = a0;
    DoubleVector b3 = a0;
    for (int r = 0, k = 0; r < rows; r++, k += width) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, panel, k + column);
      DoubleVector y = DoubleVector.fromArray(DOUBLES, panel, k + column + L);
      DoubleVector f = DoubleVector.broadcast(DOUBLES, panel[k + row]);
      a0 = f.fma(x, a0);
      b0 = f.fma(y, b0);
      f = DoubleVector.broadcast(DOUBLES, panel[k + row + 1]);
      a1 = f.fma(x, a1);
      b1 = f.fma(y, b1);
      f = DoubleVector.broadcast(DOUBLES, panel[k + row + 2]);
      a2 = f.fma(x, a2);
      b2 = f.fma(y, b2);
      f = DoubleVector.broadcast(DOUBLES, panel[k + row + 3]);
      a3 = f.fma(x, a3);
      b3 = f.fma(y, b3);
    }
    int out = row * width + column;
    add(a0, triangle, out);
    add(b0, triangle, out + L);
    add(a1, triangle, out + width);
    add(b1, triangle, out + width + L);
    add(a2, triangle, out + 2 * width);
    add(b2, triangle, out + 2 * width + L);
    add(a3, triangle, out + 3 * width);
    add(b3, triangle, out + 3 * width + L);
  }

  @Override
  public void fillPairs(double[] circle, int centres, PairBands pairs, int band, double[] out) {
    SharedLoops.fillPairs(circle, centres, pairs, band, out);
  }

  @Override
  public void weigh(WeightSums sums, int at, double own, double[] halves, int from) {
    SharedLoops.weigh(sums, at, own, halves, from);
  }

  @Override
  public int productColumns() {
    return SharedLoops.COLUMNS;
  }

  @Override
  public void add(Product product) {
    SharedLoops.add(product);
  }

  @Override
  public ColumnSums columnSums(int dimension) {
    return dimension == 2 ? new VectorColumns2() : new VectorColumns3();
  }

  @Override
  public ColumnSums floatColumnSums(int dimension) {
    return dimension == 2 ? new FloatColumns2() : new FloatColumns3();
  }

  @Override
  public BlockLoops blockLoops() {
    return new VectorBlocks();
  }

  @Override
  public RowLoops rowLoops() {
    return new VectorRows();
  }

  @Override
  public void fillPanel(
      Sight sight,
      int[] indices,
      double[] roots,
      int from,
      int to,
      double[] centre,
      float[] panel,
      int width) {
    FloatPanels.fill(sight, indices, roots, from, to, centre, panel, width);
  }

  @Override
  public int floatColumns() {
    return FloatPanels.COLUMNS;
  }

  @Override
  public void addProducts(float[] panel, int rows, int width, float[] triangle) {
    FloatPanels.addProducts(panel, rows, width, triangle);
  }
}
