package dev.arete.internal.cpu.vector;

import dev.arete.internal.eigen.RowLoops;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Row updates on vector registers, two rows at a time. */
final class VectorRows implements RowLoops {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = DOUBLES.length();

  @Override
  public void updateRows(
      double[] a,
      int stride,
      int first,
      int last,
      int from,
      double[] v,
      double[] q,
      double[] w,
      double[] sum) {
    int begin = from / L * L;
    int i = first;
    for (; i + 2 <= last; i += 2) {
      updateTwo(a, stride, i, begin, v, q, w, sum);
    }
    if (i < last) {
      updateOne(a, stride, i, begin, v, q, w, sum);
    }
  }

  private static void updateTwo(
      double[] a, int stride, int i, int begin, double[] v, double[] q, double[] w, double[] sum) {
    DoubleVector x0 = DoubleVector.broadcast(DOUBLES, -v[i]);
    DoubleVector y0 = DoubleVector.broadcast(DOUBLES, -q[i]);
    DoubleVector z0 = DoubleVector.broadcast(DOUBLES, w[i]);
    DoubleVector x1 = DoubleVector.broadcast(DOUBLES, -v[i + 1]);
    DoubleVector y1 = DoubleVector.broadcast(DOUBLES, -q[i + 1]);
    DoubleVector z1 = DoubleVector.broadcast(DOUBLES, w[i + 1]);
    int row = i * stride;
    for (int j = begin; j < stride; j += L) {
      DoubleVector vj = DoubleVector.fromArray(DOUBLES, v, j);
      DoubleVector qj = DoubleVector.fromArray(DOUBLES, q, j);
      DoubleVector r0 = DoubleVector.fromArray(DOUBLES, a, row + j);
      DoubleVector r1 = DoubleVector.fromArray(DOUBLES, a, row + stride + j);
      r0 = y0.fma(vj, x0.fma(qj, r0));
      r1 = y1.fma(vj, x1.fma(qj, r1));
      r0.intoArray(a, row + j);
      r1.intoArray(a, row + stride + j);
      DoubleVector s = DoubleVector.fromArray(DOUBLES, sum, j);
      z1.fma(r1, z0.fma(r0, s)).intoArray(sum, j);
    }
  }

  private static void updateOne(
      double[] a, int stride, int i, int begin, double[] v, double[] q, double[] w, double[] sum) {
    DoubleVector x = DoubleVector.broadcast(DOUBLES, -v[i]);
    DoubleVector y = DoubleVector.broadcast(DOUBLES, -q[i]);
    DoubleVector z = DoubleVector.broadcast(DOUBLES, w[i]);
    for (int j = begin; j < stride; j += L) {
      DoubleVector r = DoubleVector.fromArray(DOUBLES, a, i * stride + j);
      r = x.fma(DoubleVector.fromArray(DOUBLES, q, j), r);
      r = y.fma(DoubleVector.fromArray(DOUBLES, v, j), r);
      r.intoArray(a, i * stride + j);
      z.fma(r, DoubleVector.fromArray(DOUBLES, sum, j)).intoArray(sum, j);
    }
  }

  @Override
  public void rotateRows(
      double[] matrix, int stride, int[] rows, double[] cosines, double[] sines, int count) {
    for (int k = 0; k < count; k++) {
      int upper = rows[k] * stride;
      int lower = upper + stride;
      DoubleVector c = DoubleVector.broadcast(DOUBLES, cosines[k]);
      DoubleVector s = DoubleVector.broadcast(DOUBLES, sines[k]);
      for (int j = 0; j < stride; j += L) {
        DoubleVector x = DoubleVector.fromArray(DOUBLES, matrix, upper + j);
        DoubleVector y = DoubleVector.fromArray(DOUBLES, matrix, lower + j);
        c.mul(x).sub(s.mul(y)).intoArray(matrix, upper + j);
        s.fma(x, c.mul(y)).intoArray(matrix, lower + j);
      }
    }
  }

  @Override
  public double product(double[] matrix, int x, int y, int length) {
    DoubleVector even = DoubleVector.zero(DOUBLES);
    DoubleVector odd = even;
    int i = 0;
    for (; i + 2 * L <= length; i += 2 * L) {
      DoubleVector a = DoubleVector.fromArray(DOUBLES, matrix, x + i);
      DoubleVector b = DoubleVector.fromArray(DOUBLES, matrix, x + i + L);
      even = a.fma(DoubleVector.fromArray(DOUBLES, matrix, y + i), even);
      odd = b.fma(DoubleVector.fromArray(DOUBLES, matrix, y + i + L), odd);
    }
    if (i < length) {
      DoubleVector a = DoubleVector.fromArray(DOUBLES, matrix, x + i);
      even = a.fma(DoubleVector.fromArray(DOUBLES, matrix, y + i), even);
    }
    return even.add(odd).reduceLanes(VectorOperators.ADD);
  }

  @Override
  public void combine(
      double[] matrix, int x, int y, int length, double xx, double xy, double yx, double yy) {
    for (int i = 0; i < length; i += L) {
      DoubleVector a = DoubleVector.fromArray(DOUBLES, matrix, x + i);
      DoubleVector b = DoubleVector.fromArray(DOUBLES, matrix, y + i);
      a.mul(xx).add(b.mul(xy)).intoArray(matrix, x + i);
      a.mul(yx).add(b.mul(yy)).intoArray(matrix, y + i);
    }
  }
}
