package dev.arete.internal.cpu.vector;

import dev.arete.internal.cpu.SortedColumns;
import jdk.incubator.vector.FloatVector;

/** Three dimensions in single precision, with every sum in a register. */
final class FloatColumns3 extends FloatColumns {
  FloatColumns3() {
    super(new VectorColumns3());
  }

  @Override
  void firstOfRun(View view, int from, int to) {
    float[] xs = view.centres.near[0];
    float[] ys = view.centres.near[1];
    float[] zs = view.centres.near[2];
    float[] ox = view.origins[0];
    float[] oy = view.origins[1];
    float[] oz = view.origins[2];
    float[] costs = view.centres.floatCosts;
    boolean isWeighted = view.centres.isWeighted;
    float[] least = view.floatLeast;
    float[] sums = view.floatSums;
    for (int begin = from; begin < to; begin += BLOCK) {
      int end = Math.min(begin + BLOCK, to);
      FloatVector total = FloatVector.zero(FLOATS);
      FloatVector squares = total;
      FloatVector sx = total;
      FloatVector sy = total;
      FloatVector sz = total;
      for (int i = begin; i < end; i += F) {
        int tile = i >>> SortedColumns.TILE_BITS;
        FloatVector x = FloatVector.fromArray(FLOATS, xs, i).sub(ox[tile]);
        FloatVector y = FloatVector.fromArray(FLOATS, ys, i).sub(oy[tile]);
        FloatVector z = FloatVector.fromArray(FLOATS, zs, i).sub(oz[tile]);
        FloatVector exponent;
        if (isWeighted) {
          FloatVector cost = FloatVector.fromArray(FLOATS, costs, i).add(least[tile]);
          exponent = z.fma(z, y.fma(y, x.fma(x, cost)));
        } else {
          exponent = z.fma(z, y.fma(y, x.mul(x)));
        }
        FloatVector w = PowerOfTwo32.ofMinus(exponent);
        total = total.add(w);
        squares = w.fma(w, squares);
        sx = w.fma(x, sx);
        sy = w.fma(y, sy);
        sz = w.fma(z, sz);
      }
      total.add(FloatVector.fromArray(FLOATS, sums, 0 * F)).intoArray(sums, 0 * F);
      squares.add(FloatVector.fromArray(FLOATS, sums, 1 * F)).intoArray(sums, 1 * F);
      sx.add(FloatVector.fromArray(FLOATS, sums, 2 * F)).intoArray(sums, 2 * F);
      sy.add(FloatVector.fromArray(FLOATS, sums, 3 * F)).intoArray(sums, 3 * F);
      sz.add(FloatVector.fromArray(FLOATS, sums, 4 * F)).intoArray(sums, 4 * F);
    }
  }

  @Override
  void firstTwoOfRun(View view, int from, int to, int at) {
    float[] weights = view.floatWeights;
    float[] xs = view.centres.near[0];
    float[] ys = view.centres.near[1];
    float[] zs = view.centres.near[2];
    float[] ox = view.origins[0];
    float[] oy = view.origins[1];
    float[] oz = view.origins[2];
    float[] costs = view.centres.floatCosts;
    boolean isWeighted = view.centres.isWeighted;
    float[] least = view.floatLeast;
    int shift = at - from;
    float[] sums = view.floatSums;
    for (int begin = from; begin < to; begin += BLOCK) {
      int end = Math.min(begin + BLOCK, to);
      FloatVector total = FloatVector.zero(FLOATS);
      FloatVector squares = total;
      FloatVector sx = total;
      FloatVector sy = total;
      FloatVector sz = total;
      FloatVector xx = total;
      FloatVector yx = total;
      FloatVector yy = total;
      FloatVector zx = total;
      FloatVector zy = total;
      FloatVector zz = total;
      for (int i = begin; i < end; i += F) {
        int tile = i >>> SortedColumns.TILE_BITS;
        FloatVector x = FloatVector.fromArray(FLOATS, xs, i).sub(ox[tile]);
        FloatVector y = FloatVector.fromArray(FLOATS, ys, i).sub(oy[tile]);
        FloatVector z = FloatVector.fromArray(FLOATS, zs, i).sub(oz[tile]);
        FloatVector exponent;
        if (isWeighted) {
          FloatVector cost = FloatVector.fromArray(FLOATS, costs, i).add(least[tile]);
          exponent = z.fma(z, y.fma(y, x.fma(x, cost)));
        } else {
          exponent = z.fma(z, y.fma(y, x.mul(x)));
        }
        FloatVector w = PowerOfTwo32.ofMinus(exponent);
        w.intoArray(weights, i + shift);
        total = total.add(w);
        squares = w.fma(w, squares);
        FloatVector wx = w.mul(x);
        sx = sx.add(wx);
        FloatVector wy = w.mul(y);
        sy = sy.add(wy);
        FloatVector wz = w.mul(z);
        sz = sz.add(wz);
        xx = wx.fma(x, xx);
        yx = wx.fma(y, yx);
        yy = wy.fma(y, yy);
        zx = wx.fma(z, zx);
        zy = wy.fma(z, zy);
        zz = wz.fma(z, zz);
      }
      total.add(FloatVector.fromArray(FLOATS, sums, 0 * F)).intoArray(sums, 0 * F);
      squares.add(FloatVector.fromArray(FLOATS, sums, 1 * F)).intoArray(sums, 1 * F);
      sx.add(FloatVector.fromArray(FLOATS, sums, 2 * F)).intoArray(sums, 2 * F);
      sy.add(FloatVector.fromArray(FLOATS, sums, 3 * F)).intoArray(sums, 3 * F);
      sz.add(FloatVector.fromArray(FLOATS, sums, 4 * F)).intoArray(sums, 4 * F);
      xx.add(FloatVector.fromArray(FLOATS, sums, 5 * F)).intoArray(sums, 5 * F);
      yx.add(FloatVector.fromArray(FLOATS, sums, 6 * F)).intoArray(sums, 6 * F);
      yy.add(FloatVector.fromArray(FLOATS, sums, 7 * F)).intoArray(sums, 7 * F);
      zx.add(FloatVector.fromArray(FLOATS, sums, 8 * F)).intoArray(sums, 8 * F);
      zy.add(FloatVector.fromArray(FLOATS, sums, 9 * F)).intoArray(sums, 9 * F);
      zz.add(FloatVector.fromArray(FLOATS, sums, 10 * F)).intoArray(sums, 10 * F);
    }
  }

  @Override
  void secondOfRun(View view, int from, int to, int at) {
    float[] weights = view.floatWeights;
    float[] xs = view.centres.near[0];
    float[] ys = view.centres.near[1];
    float[] zs = view.centres.near[2];
    float[] ox = view.origins[0];
    float[] oy = view.origins[1];
    float[] oz = view.origins[2];
    int shift = at - from;
    float[] sums = view.floatSums;
    for (int begin = from; begin < to; begin += BLOCK) {
      int end = Math.min(begin + BLOCK, to);
      FloatVector xx = FloatVector.zero(FLOATS);
      FloatVector yx = xx;
      FloatVector yy = xx;
      FloatVector zx = xx;
      FloatVector zy = xx;
      FloatVector zz = xx;
      for (int i = begin; i < end; i += F) {
        int tile = i >>> SortedColumns.TILE_BITS;
        FloatVector x = FloatVector.fromArray(FLOATS, xs, i).sub(ox[tile]);
        FloatVector y = FloatVector.fromArray(FLOATS, ys, i).sub(oy[tile]);
        FloatVector z = FloatVector.fromArray(FLOATS, zs, i).sub(oz[tile]);
        FloatVector w = FloatVector.fromArray(FLOATS, weights, i + shift);
        FloatVector wx = w.mul(x);
        FloatVector wy = w.mul(y);
        FloatVector wz = w.mul(z);
        xx = wx.fma(x, xx);
        yx = wx.fma(y, yx);
        yy = wy.fma(y, yy);
        zx = wx.fma(z, zx);
        zy = wy.fma(z, zy);
        zz = wz.fma(z, zz);
      }
      xx.add(FloatVector.fromArray(FLOATS, sums, 0 * F)).intoArray(sums, 0 * F);
      yx.add(FloatVector.fromArray(FLOATS, sums, 1 * F)).intoArray(sums, 1 * F);
      yy.add(FloatVector.fromArray(FLOATS, sums, 2 * F)).intoArray(sums, 2 * F);
      zx.add(FloatVector.fromArray(FLOATS, sums, 3 * F)).intoArray(sums, 3 * F);
      zy.add(FloatVector.fromArray(FLOATS, sums, 4 * F)).intoArray(sums, 4 * F);
      zz.add(FloatVector.fromArray(FLOATS, sums, 5 * F)).intoArray(sums, 5 * F);
    }
  }
}
