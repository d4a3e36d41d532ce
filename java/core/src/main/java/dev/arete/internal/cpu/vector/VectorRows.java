package dev.arete.internal.cpu.vector;

import dev.arete.internal.eigen.RowLoops;
import dev.arete.internal.eigen.SecularLoops;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Row updates on vector registers, two or four rows at a time. */
final class VectorRows implements RowLoops {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = DOUBLES.length();

  /** Vectors of 512 bits come with 32 registers, room for what four rows need. */
  private static final boolean IS_WIDE = L >= 8;

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
    for (; IS_WIDE && i + 4 <= last; i += 4) {
      updateFour(a, stride, i, begin, v, q, w, sum);
    }
    for (; i + 2 <= last; i += 2) {
      updateTwo(a, stride, i, begin, v, q, w, sum);
    }
    if (i < last) {
      updateOne(a, stride, i, begin, v, q, w, sum);
    }
  }

  private static void updateFour(
      double[] a, int stride, int i, int begin, double[] v, double[] q, double[] w, double[] sum) {
    DoubleVector x0 = DoubleVector.broadcast(DOUBLES, -v[i]);
    DoubleVector y0 = DoubleVector.broadcast(DOUBLES, -q[i]);
    DoubleVector z0 = DoubleVector.broadcast(DOUBLES, w[i]);
    DoubleVector x1 = DoubleVector.broadcast(DOUBLES, -v[i + 1]);
    DoubleVector y1 = DoubleVector.broadcast(DOUBLES, -q[i + 1]);
    DoubleVector z1 = DoubleVector.broadcast(DOUBLES, w[i + 1]);
    DoubleVector x2 = DoubleVector.broadcast(DOUBLES, -v[i + 2]);
    DoubleVector y2 = DoubleVector.broadcast(DOUBLES, -q[i + 2]);
    DoubleVector z2 = DoubleVector.broadcast(DOUBLES, w[i + 2]);
    DoubleVector x3 = DoubleVector.broadcast(DOUBLES, -v[i + 3]);
    DoubleVector y3 = DoubleVector.broadcast(DOUBLES, -q[i + 3]);
    DoubleVector z3 = DoubleVector.broadcast(DOUBLES, w[i + 3]);
    for (int j = begin, row = i * stride + begin; j < stride; j += L, row += L) {
      DoubleVector vj = DoubleVector.fromArray(DOUBLES, v, j);
      DoubleVector qj = DoubleVector.fromArray(DOUBLES, q, j);
      DoubleVector r0 = DoubleVector.fromArray(DOUBLES, a, row);
      DoubleVector r1 = DoubleVector.fromArray(DOUBLES, a, row + stride);
      DoubleVector r2 = DoubleVector.fromArray(DOUBLES, a, row + 2 * stride);
      DoubleVector r3 = DoubleVector.fromArray(DOUBLES, a, row + 3 * stride);
      r0 = y0.fma(vj, x0.fma(qj, r0));
      r1 = y1.fma(vj, x1.fma(qj, r1));
      r2 = y2.fma(vj, x2.fma(qj, r2));
      r3 = y3.fma(vj, x3.fma(qj, r3));
      r0.intoArray(a, row);
      r1.intoArray(a, row + stride);
      r2.intoArray(a, row + 2 * stride);
      r3.intoArray(a, row + 3 * stride);
      DoubleVector s = z1.fma(r1, z0.fma(r0, DoubleVector.fromArray(DOUBLES, sum, j)));
      z3.fma(r3, z2.fma(r2, s)).intoArray(sum, j);
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
  public double product(double[] a, int x, double[] b, int y, int length) {
    DoubleVector even = DoubleVector.zero(DOUBLES);
    DoubleVector odd = even;
    int i = 0;
    for (; i + 2 * L <= length; i += 2 * L) {
      DoubleVector u = DoubleVector.fromArray(DOUBLES, a, x + i);
      DoubleVector v = DoubleVector.fromArray(DOUBLES, a, x + i + L);
      even = u.fma(DoubleVector.fromArray(DOUBLES, b, y + i), even);
      odd = v.fma(DoubleVector.fromArray(DOUBLES, b, y + i + L), odd);
    }
    if (i < length) {
      DoubleVector u = DoubleVector.fromArray(DOUBLES, a, x + i);
      even = u.fma(DoubleVector.fromArray(DOUBLES, b, y + i), even);
    }
    return even.add(odd).reduceLanes(VectorOperators.ADD);
  }

  @Override
  public double subtract(double[] a, int x, double[] b, int y, int length, double factor) {
    DoubleVector f = DoubleVector.broadcast(DOUBLES, -factor);
    DoubleVector squares = DoubleVector.zero(DOUBLES);
    for (int i = 0; i < length; i += L) {
      DoubleVector u = DoubleVector.fromArray(DOUBLES, a, x + i);
      u = f.fma(DoubleVector.fromArray(DOUBLES, b, y + i), u);
      u.intoArray(a, x + i);
      squares = u.fma(u, squares);
    }
    return squares.reduceLanes(VectorOperators.ADD);
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

  /** Four rows at a time share what is read of the vector, and have four sums to wait for. */
  @Override
  public void timesVector(double[] a, int stride, int rows, double[] x, double[] y) {
    int i = 0;
    for (; i + 4 <= rows; i += 4) {
      fourTimes(a, i * stride, stride, x, y, i);
    }
    for (; i < rows; i++) {
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      for (int j = 0; j < stride; j += L) {
        DoubleVector u = DoubleVector.fromArray(DOUBLES, x, j);
        sum = u.fma(DoubleVector.fromArray(DOUBLES, a, i * stride + j), sum);
      }
      y[i] = sum(sum);
    }
  }

  private static void fourTimes(double[] a, int first, int stride, double[] x, double[] y, int at) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    for (int j = 0, row = first; j < stride; j += L, row += L) {
      DoubleVector u = DoubleVector.fromArray(DOUBLES, x, j);
      s0 = u.fma(DoubleVector.fromArray(DOUBLES, a, row), s0);
      s1 = u.fma(DoubleVector.fromArray(DOUBLES, a, row + stride), s1);
      s2 = u.fma(DoubleVector.fromArray(DOUBLES, a, row + 2 * stride), s2);
      s3 = u.fma(DoubleVector.fromArray(DOUBLES, a, row + 3 * stride), s3);
    }
    y[at] = sum(s0);
    y[at + 1] = sum(s1);
    y[at + 2] = sum(s2);
    y[at + 3] = sum(s3);
  }

  /** Adds lanes from the first to the last: {@code reduceLanes} leaves the order open. */
  static double sum(DoubleVector lanes) {
    double sum = lanes.lane(0);
    for (int lane = 1; lane < DOUBLES.length(); lane++) {
      sum += lanes.lane(lane);
    }
    return sum;
  }

  /** Tiles of four rows by two vectors stay in registers; a vector or a row may be left over. */
  @Override
  public void addProduct(
      double[] a,
      int aFrom,
      int aStride,
      int rows,
      int inner,
      double[] b,
      int bFrom,
      int bStride,
      int width,
      double[] c,
      int cFrom,
      int cStride) {
    for (int j = 0; j < width; j += 2 * L) {
      boolean isPair = j + 2 * L <= width;
      for (int i = 0; i < rows; i++) {
        int own = aFrom + i * aStride;
        int to = cFrom + i * cStride + j;
        if (isPair && i + 4 <= rows) {
          addTile(a, own, aStride, inner, b, bFrom + j, bStride, c, to, cStride);
          i += 3;
        } else {
          addRow(a, own, inner, b, bFrom + j, bStride, c, to);
          if (isPair) {
            addRow(a, own, inner, b, bFrom + j + L, bStride, c, to + L);
          }
        }
      }
    }
  }

  private static void addTile(
      double[] a,
      int own,
      int aStride,
      int inner,
      double[] b,
      int bFrom,
      int bStride,
      double[] c,
      int to,
      int cStride) {
    DoubleVector x0 = DoubleVector.fromArray(DOUBLES, c, to);
    DoubleVector y0 = DoubleVector.fromArray(DOUBLES, c, to + L);
    DoubleVector x1 = DoubleVector.fromArray(DOUBLES, c, to + cStride);
    DoubleVector y1 = DoubleVector.fromArray(DOUBLES, c, to + cStride + L);
    DoubleVector x2 = DoubleVector.fromArray(DOUBLES, c, to + 2 * cStride);
    DoubleVector y2 = DoubleVector.fromArray(DOUBLES, c, to + 2 * cStride + L);
    DoubleVector x3 = DoubleVector.fromArray(DOUBLES, c, to + 3 * cStride);
    DoubleVector y3 = DoubleVector.fromArray(DOUBLES, c, to + 3 * cStride + L);
    for (int k = own, row = bFrom; k < own + inner; k++, row += bStride) {
      DoubleVector u = DoubleVector.fromArray(DOUBLES, b, row);
      DoubleVector v = DoubleVector.fromArray(DOUBLES, b, row + L);
      DoubleVector f = DoubleVector.broadcast(DOUBLES, a[k]);
      x0 = f.fma(u, x0);
      y0 = f.fma(v, y0);
      f = DoubleVector.broadcast(DOUBLES, a[k + aStride]);
      x1 = f.fma(u, x1);
      y1 = f.fma(v, y1);
      f = DoubleVector.broadcast(DOUBLES, a[k + 2 * aStride]);
      x2 = f.fma(u, x2);
      y2 = f.fma(v, y2);
      f = DoubleVector.broadcast(DOUBLES, a[k + 3 * aStride]);
      x3 = f.fma(u, x3);
      y3 = f.fma(v, y3);
    }
    x0.intoArray(c, to);
    y0.intoArray(c, to + L);
    x1.intoArray(c, to + cStride);
    y1.intoArray(c, to + cStride + L);
    x2.intoArray(c, to + 2 * cStride);
    y2.intoArray(c, to + 2 * cStride + L);
    x3.intoArray(c, to + 3 * cStride);
    y3.intoArray(c, to + 3 * cStride + L);
  }

  private static void addRow(
      double[] a, int own, int inner, double[] b, int bFrom, int bStride, double[] c, int to) {
    DoubleVector sum = DoubleVector.fromArray(DOUBLES, c, to);
    for (int k = own, row = bFrom; k < own + inner; k++, row += bStride) {
      DoubleVector f = DoubleVector.broadcast(DOUBLES, a[k]);
      sum = f.fma(DoubleVector.fromArray(DOUBLES, b, row), sum);
    }
    sum.intoArray(c, to);
  }

  /** At 20 values take a tenth longer than by QL; at 24 they gain a tenth, vectors half. */
  @Override
  public int divideOrder() {
    return 24;
  }

  @Override
  public SecularLoops secular() {
    return new VectorSecular();
  }
}
