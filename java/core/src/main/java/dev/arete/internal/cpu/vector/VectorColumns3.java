package dev.arete.internal.cpu.vector;

import jdk.incubator.vector.DoubleVector;

/** Three dimensions, with every sum in a register. */
final class VectorColumns3 extends VectorColumns {

  @Override
  public void first(View view, int from, int to) {
    double[] scratch = view.weights;
    double[] xs = view.centres.columns[0];
    double[] ys = view.centres.columns[1];
    double[] zs = view.centres.columns[2];
    double[] costs = view.centres.costs;
    DoubleVector ax = DoubleVector.broadcast(DOUBLES, view.anchor[0]);
    DoubleVector ay = DoubleVector.broadcast(DOUBLES, view.anchor[1]);
    DoubleVector az = DoubleVector.broadcast(DOUBLES, view.anchor[2]);
    DoubleVector tx = DoubleVector.broadcast(DOUBLES, view.twice[0]);
    DoubleVector ty = DoubleVector.broadcast(DOUBLES, view.twice[1]);
    DoubleVector tz = DoubleVector.broadcast(DOUBLES, view.twice[2]);
    DoubleVector scale = DoubleVector.broadcast(DOUBLES, view.scale * LOG2_E);
    DoubleVector own = DoubleVector.broadcast(DOUBLES, view.anchorLogWeight / view.scale);
    double[] sums = view.sums;
    for (int begin = from; begin < to; begin += BLOCK) {
      int end = Math.min(begin + BLOCK, to);
      DoubleVector total = DoubleVector.zero(DOUBLES);
      DoubleVector squares = total;
      DoubleVector sx = total;
      DoubleVector sy = total;
      DoubleVector sz = total;
      for (int i = begin; i < end; i += L) {
        DoubleVector x = DoubleVector.fromArray(DOUBLES, xs, i).sub(ax);
        DoubleVector y = DoubleVector.fromArray(DOUBLES, ys, i).sub(ay);
        DoubleVector z = DoubleVector.fromArray(DOUBLES, zs, i).sub(az);
        DoubleVector energy = z.fma(z.add(tz), y.fma(y.add(ty), x.fma(x.add(tx), own)));
        DoubleVector cost = DoubleVector.fromArray(DOUBLES, costs, i);
        DoubleVector w = PowerOfTwo.ofMinus(energy.fma(scale, cost));
        w.intoArray(scratch, i - from); // else C2 unrolls, and short runs take half as long again
        total = total.add(w);
        squares = w.fma(w, squares);
        sx = w.fma(x, sx);
        sy = w.fma(y, sy);
        sz = w.fma(z, sz);
      }
      total.add(DoubleVector.fromArray(DOUBLES, sums, 0 * L)).intoArray(sums, 0 * L);
      squares.add(DoubleVector.fromArray(DOUBLES, sums, 1 * L)).intoArray(sums, 1 * L);
      sx.add(DoubleVector.fromArray(DOUBLES, sums, 2 * L)).intoArray(sums, 2 * L);
      sy.add(DoubleVector.fromArray(DOUBLES, sums, 3 * L)).intoArray(sums, 3 * L);
      sz.add(DoubleVector.fromArray(DOUBLES, sums, 4 * L)).intoArray(sums, 4 * L);
    }
  }

  @Override
  public void firstTwo(View view, int from, int to, int at) {
    double[] weights = view.weights;
    double[] xs = view.centres.columns[0];
    double[] ys = view.centres.columns[1];
    double[] zs = view.centres.columns[2];
    double[] costs = view.centres.costs;
    DoubleVector ax = DoubleVector.broadcast(DOUBLES, view.anchor[0]);
    DoubleVector ay = DoubleVector.broadcast(DOUBLES, view.anchor[1]);
    DoubleVector az = DoubleVector.broadcast(DOUBLES, view.anchor[2]);
    DoubleVector tx = DoubleVector.broadcast(DOUBLES, view.twice[0]);
    DoubleVector ty = DoubleVector.broadcast(DOUBLES, view.twice[1]);
    DoubleVector tz = DoubleVector.broadcast(DOUBLES, view.twice[2]);
    DoubleVector scale = DoubleVector.broadcast(DOUBLES, view.scale * LOG2_E);
    DoubleVector own = DoubleVector.broadcast(DOUBLES, view.anchorLogWeight / view.scale);
    int shift = at - from;
    double[] sums = view.sums;
    for (int begin = from; begin < to; begin += BLOCK) {
      int end = Math.min(begin + BLOCK, to);
      DoubleVector total = DoubleVector.zero(DOUBLES);
      DoubleVector squares = total;
      DoubleVector sx = total;
      DoubleVector sy = total;
      DoubleVector sz = total;
      DoubleVector xx = total;
      DoubleVector yx = total;
      DoubleVector yy = total;
      DoubleVector zx = total;
      DoubleVector zy = total;
      DoubleVector zz = total;
      for (int i = begin; i < end; i += L) {
        DoubleVector x = DoubleVector.fromArray(DOUBLES, xs, i).sub(ax);
        DoubleVector y = DoubleVector.fromArray(DOUBLES, ys, i).sub(ay);
        DoubleVector z = DoubleVector.fromArray(DOUBLES, zs, i).sub(az);
        DoubleVector energy = z.fma(z.add(tz), y.fma(y.add(ty), x.fma(x.add(tx), own)));
        DoubleVector cost = DoubleVector.fromArray(DOUBLES, costs, i);
        DoubleVector w = PowerOfTwo.ofMinus(energy.fma(scale, cost));
        w.intoArray(weights, i + shift);
        total = total.add(w);
        squares = w.fma(w, squares);
        DoubleVector wx = w.mul(x);
        sx = sx.add(wx);
        DoubleVector wy = w.mul(y);
        sy = sy.add(wy);
        DoubleVector wz = w.mul(z);
        sz = sz.add(wz);
        xx = wx.fma(x, xx);
        yx = wx.fma(y, yx);
        yy = wy.fma(y, yy);
        zx = wx.fma(z, zx);
        zy = wy.fma(z, zy);
        zz = wz.fma(z, zz);
      }
      total.add(DoubleVector.fromArray(DOUBLES, sums, 0 * L)).intoArray(sums, 0 * L);
      squares.add(DoubleVector.fromArray(DOUBLES, sums, 1 * L)).intoArray(sums, 1 * L);
      sx.add(DoubleVector.fromArray(DOUBLES, sums, 2 * L)).intoArray(sums, 2 * L);
      sy.add(DoubleVector.fromArray(DOUBLES, sums, 3 * L)).intoArray(sums, 3 * L);
      sz.add(DoubleVector.fromArray(DOUBLES, sums, 4 * L)).intoArray(sums, 4 * L);
      xx.add(DoubleVector.fromArray(DOUBLES, sums, 5 * L)).intoArray(sums, 5 * L);
      yx.add(DoubleVector.fromArray(DOUBLES, sums, 6 * L)).intoArray(sums, 6 * L);
      yy.add(DoubleVector.fromArray(DOUBLES, sums, 7 * L)).intoArray(sums, 7 * L);
      zx.add(DoubleVector.fromArray(DOUBLES, sums, 8 * L)).intoArray(sums, 8 * L);
      zy.add(DoubleVector.fromArray(DOUBLES, sums, 9 * L)).intoArray(sums, 9 * L);
      zz.add(DoubleVector.fromArray(DOUBLES, sums, 10 * L)).intoArray(sums, 10 * L);
    }
  }

  @Override
  public void second(View view, int from, int to, int at) {
    double[] weights = view.weights;
    double[] xs = view.centres.columns[0];
    double[] ys = view.centres.columns[1];
    double[] zs = view.centres.columns[2];
    DoubleVector ax = DoubleVector.broadcast(DOUBLES, view.anchor[0]);
    DoubleVector ay = DoubleVector.broadcast(DOUBLES, view.anchor[1]);
    DoubleVector az = DoubleVector.broadcast(DOUBLES, view.anchor[2]);
    DoubleVector bx = DoubleVector.broadcast(DOUBLES, -view.mean[0]);
    DoubleVector by = DoubleVector.broadcast(DOUBLES, -view.mean[1]);
    DoubleVector bz = DoubleVector.broadcast(DOUBLES, -view.mean[2]);
    DoubleVector unit = DoubleVector.broadcast(DOUBLES, view.unit);
    int shift = at - from;
    double[] sums = view.sums;
    for (int begin = from; begin < to; begin += BLOCK) {
      int end = Math.min(begin + BLOCK, to);
      DoubleVector xx = DoubleVector.zero(DOUBLES);
      DoubleVector yx = xx;
      DoubleVector yy = xx;
      DoubleVector zx = xx;
      DoubleVector zy = xx;
      DoubleVector zz = xx;
      for (int i = begin; i < end; i += L) {
        DoubleVector x = DoubleVector.fromArray(DOUBLES, xs, i).sub(ax).fma(unit, bx);
        DoubleVector y = DoubleVector.fromArray(DOUBLES, ys, i).sub(ay).fma(unit, by);
        DoubleVector z = DoubleVector.fromArray(DOUBLES, zs, i).sub(az).fma(unit, bz);
        DoubleVector w = DoubleVector.fromArray(DOUBLES, weights, i + shift);
        DoubleVector wx = w.mul(x);
        DoubleVector wy = w.mul(y);
        DoubleVector wz = w.mul(z);
        xx = wx.fma(x, xx);
        yx = wx.fma(y, yx);
        yy = wy.fma(y, yy);
        zx = wx.fma(z, zx);
        zy = wy.fma(z, zy);
        zz = wz.fma(z, zz);
      }
      xx.add(DoubleVector.fromArray(DOUBLES, sums, 0 * L)).intoArray(sums, 0 * L);
      yx.add(DoubleVector.fromArray(DOUBLES, sums, 1 * L)).intoArray(sums, 1 * L);
      yy.add(DoubleVector.fromArray(DOUBLES, sums, 2 * L)).intoArray(sums, 2 * L);
      zx.add(DoubleVector.fromArray(DOUBLES, sums, 3 * L)).intoArray(sums, 3 * L);
      zy.add(DoubleVector.fromArray(DOUBLES, sums, 4 * L)).intoArray(sums, 4 * L);
      zz.add(DoubleVector.fromArray(DOUBLES, sums, 5 * L)).intoArray(sums, 5 * L);
    }
  }

  @Override
  public void third(View view, int from, int to, int at) {
    double[] weights = view.weights;
    double[] xs = view.centres.columns[0];
    double[] ys = view.centres.columns[1];
    double[] zs = view.centres.columns[2];
    DoubleVector ax = DoubleVector.broadcast(DOUBLES, view.anchor[0]);
    DoubleVector ay = DoubleVector.broadcast(DOUBLES, view.anchor[1]);
    DoubleVector az = DoubleVector.broadcast(DOUBLES, view.anchor[2]);
    DoubleVector bx = DoubleVector.broadcast(DOUBLES, -view.mean[0]);
    DoubleVector by = DoubleVector.broadcast(DOUBLES, -view.mean[1]);
    DoubleVector bz = DoubleVector.broadcast(DOUBLES, -view.mean[2]);
    DoubleVector unit = DoubleVector.broadcast(DOUBLES, view.unit);
    int shift = at - from;
    double[] sums = view.sums;
    for (int begin = from; begin < to; begin += BLOCK) {
      int end = Math.min(begin + BLOCK, to);
      DoubleVector xxx = DoubleVector.zero(DOUBLES);
      DoubleVector xxy = xxx;
      DoubleVector xxz = xxx;
      DoubleVector xyy = xxx;
      DoubleVector xyz = xxx;
      DoubleVector xzz = xxx;
      DoubleVector yyy = xxx;
      DoubleVector yyz = xxx;
      DoubleVector yzz = xxx;
      DoubleVector zzz = xxx;
      for (int i = begin; i < end; i += L) {
        DoubleVector x = DoubleVector.fromArray(DOUBLES, xs, i).sub(ax).fma(unit, bx);
        DoubleVector y = DoubleVector.fromArray(DOUBLES, ys, i).sub(ay).fma(unit, by);
        DoubleVector z = DoubleVector.fromArray(DOUBLES, zs, i).sub(az).fma(unit, bz);
        DoubleVector w = DoubleVector.fromArray(DOUBLES, weights, i + shift);
        DoubleVector wx = w.mul(x);
        DoubleVector xx = wx.mul(x);
        DoubleVector xy = wx.mul(y);
        DoubleVector yy = w.mul(y).mul(y);
        DoubleVector zz = w.mul(z).mul(z);
        xxx = xx.fma(x, xxx);
        xxy = xx.fma(y, xxy);
        xxz = xx.fma(z, xxz);
        xyy = xy.fma(y, xyy);
        xyz = xy.fma(z, xyz);
        xzz = zz.fma(x, xzz);
        yyy = yy.fma(y, yyy);
        yyz = yy.fma(z, yyz);
        yzz = zz.fma(y, yzz);
        zzz = zz.fma(z, zzz);
      }
      xxx.add(DoubleVector.fromArray(DOUBLES, sums, 0 * L)).intoArray(sums, 0 * L);
      xxy.add(DoubleVector.fromArray(DOUBLES, sums, 1 * L)).intoArray(sums, 1 * L);
      xxz.add(DoubleVector.fromArray(DOUBLES, sums, 2 * L)).intoArray(sums, 2 * L);
      xyy.add(DoubleVector.fromArray(DOUBLES, sums, 3 * L)).intoArray(sums, 3 * L);
      xyz.add(DoubleVector.fromArray(DOUBLES, sums, 4 * L)).intoArray(sums, 4 * L);
      xzz.add(DoubleVector.fromArray(DOUBLES, sums, 5 * L)).intoArray(sums, 5 * L);
      yyy.add(DoubleVector.fromArray(DOUBLES, sums, 6 * L)).intoArray(sums, 6 * L);
      yyz.add(DoubleVector.fromArray(DOUBLES, sums, 7 * L)).intoArray(sums, 7 * L);
      yzz.add(DoubleVector.fromArray(DOUBLES, sums, 8 * L)).intoArray(sums, 8 * L);
      zzz.add(DoubleVector.fromArray(DOUBLES, sums, 9 * L)).intoArray(sums, 9 * L);
    }
  }
}
