package dev.arete.internal.cpu.vector;

import jdk.incubator.vector.DoubleVector;

/** Three dimensions, with every sum in a register. */
final class VectorColumns3 extends VectorColumns {
  @Override
  public void first(View view, int from, int to, int at) {
    double[] weights = view.weights;
    double[] xs = view.centres.columns[0];
    double[] ys = view.centres.columns[1];
    double[] zs = view.centres.columns[2];
    double[] logs = view.centres.logWeights;
    DoubleVector ax = DoubleVector.broadcast(DOUBLES, view.anchor[0]);
    DoubleVector ay = DoubleVector.broadcast(DOUBLES, view.anchor[1]);
    DoubleVector az = DoubleVector.broadcast(DOUBLES, view.anchor[2]);
    DoubleVector tx = DoubleVector.broadcast(DOUBLES, view.twice[0]);
    DoubleVector ty = DoubleVector.broadcast(DOUBLES, view.twice[1]);
    DoubleVector tz = DoubleVector.broadcast(DOUBLES, view.twice[2]);
    DoubleVector scale = DoubleVector.broadcast(DOUBLES, -view.scale);
    DoubleVector own = DoubleVector.broadcast(DOUBLES, view.anchorLogWeight / view.scale);
    DoubleVector total = DoubleVector.zero(DOUBLES);
    DoubleVector squares = total;
    DoubleVector sx = total;
    DoubleVector sy = total;
    DoubleVector sz = total;
    for (int i = from, out = at; i < to; i += L, out += L) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, xs, i).sub(ax);
      DoubleVector y = DoubleVector.fromArray(DOUBLES, ys, i).sub(ay);
      DoubleVector z = DoubleVector.fromArray(DOUBLES, zs, i).sub(az);
      DoubleVector energy = z.fma(z.add(tz), y.fma(y.add(ty), x.fma(x.add(tx), own)));
      DoubleVector log = DoubleVector.fromArray(DOUBLES, logs, i);
      DoubleVector w = Exponential.of(energy.fma(scale, log));
      w.intoArray(weights, out);
      total = total.add(w);
      squares = w.fma(w, squares);
      sx = w.fma(x, sx);
      sy = w.fma(y, sy);
      sz = w.fma(z, sz);
    }
    add(total, view.sums, 0);
    add(squares, view.sums, 1);
    add(sx, view.sums, 2);
    add(sy, view.sums, 3);
    add(sz, view.sums, 4);
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
    DoubleVector xx = DoubleVector.zero(DOUBLES);
    DoubleVector yx = xx;
    DoubleVector yy = xx;
    DoubleVector zx = xx;
    DoubleVector zy = xx;
    DoubleVector zz = xx;
    for (int i = from, in = at; i < to; i += L, in += L) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, xs, i).sub(ax).fma(unit, bx);
      DoubleVector y = DoubleVector.fromArray(DOUBLES, ys, i).sub(ay).fma(unit, by);
      DoubleVector z = DoubleVector.fromArray(DOUBLES, zs, i).sub(az).fma(unit, bz);
      DoubleVector w = DoubleVector.fromArray(DOUBLES, weights, in);
      DoubleVector wx = w.mul(x);
      DoubleVector wy = w.mul(y);
      xx = wx.fma(x, xx);
      yx = wx.fma(y, yx);
      yy = wy.fma(y, yy);
      zx = wx.fma(z, zx);
      zy = wy.fma(z, zy);
      zz = w.mul(z).fma(z, zz);
    }
    add(xx, view.sums, 0);
    add(yx, view.sums, 1);
    add(yy, view.sums, 2);
    add(zx, view.sums, 3);
    add(zy, view.sums, 4);
    add(zz, view.sums, 5);
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
    for (int i = from, in = at; i < to; i += L, in += L) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, xs, i).sub(ax).fma(unit, bx);
      DoubleVector y = DoubleVector.fromArray(DOUBLES, ys, i).sub(ay).fma(unit, by);
      DoubleVector z = DoubleVector.fromArray(DOUBLES, zs, i).sub(az).fma(unit, bz);
      DoubleVector w = DoubleVector.fromArray(DOUBLES, weights, in);
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
    add(xxx, view.sums, 0);
    add(xxy, view.sums, 1);
    add(xxz, view.sums, 2);
    add(xyy, view.sums, 3);
    add(xyz, view.sums, 4);
    add(xzz, view.sums, 5);
    add(yyy, view.sums, 6);
    add(yyz, view.sums, 7);
    add(yzz, view.sums, 8);
    add(zzz, view.sums, 9);
  }
}
