package dev.arete.internal.cpu.vector;

import jdk.incubator.vector.DoubleVector;

/** Two dimensions, with every sum in a register. */
final class VectorColumns2 extends VectorColumns {
  @Override
  public void first(View view, int from, int to, int at) {
    double[] weights = view.weights;
    double[] xs = view.centres.columns[0];
    double[] ys = view.centres.columns[1];
    double[] logs = view.centres.logWeights;
    DoubleVector ax = DoubleVector.broadcast(DOUBLES, view.anchor[0]);
    DoubleVector ay = DoubleVector.broadcast(DOUBLES, view.anchor[1]);
    DoubleVector tx = DoubleVector.broadcast(DOUBLES, view.twice[0]);
    DoubleVector ty = DoubleVector.broadcast(DOUBLES, view.twice[1]);
    DoubleVector scale = DoubleVector.broadcast(DOUBLES, -view.scale);
    DoubleVector own = DoubleVector.broadcast(DOUBLES, view.anchorLogWeight / view.scale);
    DoubleVector total = DoubleVector.zero(DOUBLES);
    DoubleVector squares = total;
    DoubleVector sx = total;
    DoubleVector sy = total;
    for (int i = from, out = at; i < to; i += L, out += L) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, xs, i).sub(ax);
      DoubleVector y = DoubleVector.fromArray(DOUBLES, ys, i).sub(ay);
      DoubleVector energy = y.fma(y.add(ty), x.fma(x.add(tx), own));
      DoubleVector log = DoubleVector.fromArray(DOUBLES, logs, i);
      DoubleVector w = Exponential.of(energy.fma(scale, log));
      w.intoArray(weights, out);
      total = total.add(w);
      squares = w.fma(w, squares);
      sx = w.fma(x, sx);
      sy = w.fma(y, sy);
    }
    add(total, view.sums, 0);
    add(squares, view.sums, 1);
    add(sx, view.sums, 2);
    add(sy, view.sums, 3);
  }

  @Override
  public void second(View view, int from, int to, int at) {
    double[] weights = view.weights;
    double[] xs = view.centres.columns[0];
    double[] ys = view.centres.columns[1];
    DoubleVector ax = DoubleVector.broadcast(DOUBLES, view.anchor[0]);
    DoubleVector ay = DoubleVector.broadcast(DOUBLES, view.anchor[1]);
    DoubleVector bx = DoubleVector.broadcast(DOUBLES, -view.mean[0]);
    DoubleVector by = DoubleVector.broadcast(DOUBLES, -view.mean[1]);
    DoubleVector unit = DoubleVector.broadcast(DOUBLES, view.unit);
    DoubleVector xx = DoubleVector.zero(DOUBLES);
    DoubleVector yx = xx;
    DoubleVector yy = xx;
    for (int i = from, in = at; i < to; i += L, in += L) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, xs, i).sub(ax).fma(unit, bx);
      DoubleVector y = DoubleVector.fromArray(DOUBLES, ys, i).sub(ay).fma(unit, by);
      DoubleVector w = DoubleVector.fromArray(DOUBLES, weights, in);
      DoubleVector wx = w.mul(x);
      xx = wx.fma(x, xx);
      yx = wx.fma(y, yx);
      yy = w.mul(y).fma(y, yy);
    }
    add(xx, view.sums, 0);
    add(yx, view.sums, 1);
    add(yy, view.sums, 2);
  }

  @Override
  public void third(View view, int from, int to, int at) {
    double[] weights = view.weights;
    double[] xs = view.centres.columns[0];
    double[] ys = view.centres.columns[1];
    DoubleVector ax = DoubleVector.broadcast(DOUBLES, view.anchor[0]);
    DoubleVector ay = DoubleVector.broadcast(DOUBLES, view.anchor[1]);
    DoubleVector bx = DoubleVector.broadcast(DOUBLES, -view.mean[0]);
    DoubleVector by = DoubleVector.broadcast(DOUBLES, -view.mean[1]);
    DoubleVector unit = DoubleVector.broadcast(DOUBLES, view.unit);
    DoubleVector xxx = DoubleVector.zero(DOUBLES);
    DoubleVector xxy = xxx;
    DoubleVector xyy = xxx;
    DoubleVector yyy = xxx;
    for (int i = from, in = at; i < to; i += L, in += L) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, xs, i).sub(ax).fma(unit, bx);
      DoubleVector y = DoubleVector.fromArray(DOUBLES, ys, i).sub(ay).fma(unit, by);
      DoubleVector w = DoubleVector.fromArray(DOUBLES, weights, in);
      DoubleVector xx = w.mul(x).mul(x);
      DoubleVector yy = w.mul(y).mul(y);
      xxx = xx.fma(x, xxx);
      xxy = xx.fma(y, xxy);
      xyy = yy.fma(x, xyy);
      yyy = yy.fma(y, yyy);
    }
    add(xxx, view.sums, 0);
    add(xxy, view.sums, 1);
    add(xyy, view.sums, 2);
    add(yyy, view.sums, 3);
  }
}
