package dev.arete.internal.cpu.vector;

import jdk.incubator.vector.DoubleVector;

/** Two dimensions, with every sum in a register. */
final class VectorColumns2 extends VectorColumns {

  @Override
  public void first(View view, int from, int to) {
    double[] scratch = view.weights;
    double[] xs = view.centres.columns[0];
    double[] ys = view.centres.columns[1];
    double[] costs = view.centres.costs;
    DoubleVector ax = DoubleVector.broadcast(DOUBLES, view.anchor[0]);
    DoubleVector ay = DoubleVector.broadcast(DOUBLES, view.anchor[1]);
    DoubleVector tx = DoubleVector.broadcast(DOUBLES, view.twice[0]);
    DoubleVector ty = DoubleVector.broadcast(DOUBLES, view.twice[1]);
    DoubleVector scale = DoubleVector.broadcast(DOUBLES, view.scale * LOG2_E);
    DoubleVector own = DoubleVector.broadcast(DOUBLES, view.anchorLogWeight / view.scale);
    double[] sums = view.sums;
    for (int begin = from; begin < to; begin += BLOCK) {
      int end = Math.min(begin + BLOCK, to);
      DoubleVector total = DoubleVector.zero(DOUBLES);
      DoubleVector squares = total;
      DoubleVector sx = total;
      DoubleVector sy = total;
      for (int i = begin; i < end; i += L) {
        DoubleVector x = DoubleVector.fromArray(DOUBLES, xs, i).sub(ax);
        DoubleVector y = DoubleVector.fromArray(DOUBLES, ys, i).sub(ay);
        DoubleVector energy = y.fma(y.add(ty), x.fma(x.add(tx), own));
        DoubleVector cost = DoubleVector.fromArray(DOUBLES, costs, i);
        DoubleVector w = PowerOfTwo.ofMinus(energy.fma(scale, cost));
        w.intoArray(scratch, i - from); // else C2 unrolls, and short runs take half as long again
        total = total.add(w);
        squares = w.fma(w, squares);
        sx = w.fma(x, sx);
        sy = w.fma(y, sy);
      }
      total.add(DoubleVector.fromArray(DOUBLES, sums, 0 * L)).intoArray(sums, 0 * L);
      squares.add(DoubleVector.fromArray(DOUBLES, sums, 1 * L)).intoArray(sums, 1 * L);
      sx.add(DoubleVector.fromArray(DOUBLES, sums, 2 * L)).intoArray(sums, 2 * L);
      sy.add(DoubleVector.fromArray(DOUBLES, sums, 3 * L)).intoArray(sums, 3 * L);
    }
  }

  @Override
  public void firstTwo(View view, int from, int to, int at) {
    double[] weights = view.weights;
    double[] xs = view.centres.columns[0];
    double[] ys = view.centres.columns[1];
    double[] costs = view.centres.costs;
    DoubleVector ax = DoubleVector.broadcast(DOUBLES, view.anchor[0]);
    DoubleVector ay = DoubleVector.broadcast(DOUBLES, view.anchor[1]);
    DoubleVector tx = DoubleVector.broadcast(DOUBLES, view.twice[0]);
    DoubleVector ty = DoubleVector.broadcast(DOUBLES, view.twice[1]);
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
      DoubleVector xx = total;
      DoubleVector yx = total;
      DoubleVector yy = total;
      for (int i = begin; i < end; i += L) {
        DoubleVector x = DoubleVector.fromArray(DOUBLES, xs, i).sub(ax);
        DoubleVector y = DoubleVector.fromArray(DOUBLES, ys, i).sub(ay);
        DoubleVector energy = y.fma(y.add(ty), x.fma(x.add(tx), own));
        DoubleVector cost = DoubleVector.fromArray(DOUBLES, costs, i);
        DoubleVector w = PowerOfTwo.ofMinus(energy.fma(scale, cost));
        w.intoArray(weights, i + shift);
        total = total.add(w);
        squares = w.fma(w, squares);
        DoubleVector wx = w.mul(x);
        sx = sx.add(wx);
        DoubleVector wy = w.mul(y);
        sy = sy.add(wy);
        xx = wx.fma(x, xx);
        yx = wx.fma(y, yx);
        yy = wy.fma(y, yy);
      }
      total.add(DoubleVector.fromArray(DOUBLES, sums, 0 * L)).intoArray(sums, 0 * L);
      squares.add(DoubleVector.fromArray(DOUBLES, sums, 1 * L)).intoArray(sums, 1 * L);
      sx.add(DoubleVector.fromArray(DOUBLES, sums, 2 * L)).intoArray(sums, 2 * L);
      sy.add(DoubleVector.fromArray(DOUBLES, sums, 3 * L)).intoArray(sums, 3 * L);
      xx.add(DoubleVector.fromArray(DOUBLES, sums, 4 * L)).intoArray(sums, 4 * L);
      yx.add(DoubleVector.fromArray(DOUBLES, sums, 5 * L)).intoArray(sums, 5 * L);
      yy.add(DoubleVector.fromArray(DOUBLES, sums, 6 * L)).intoArray(sums, 6 * L);
    }
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
    int shift = at - from;
    double[] sums = view.sums;
    for (int begin = from; begin < to; begin += BLOCK) {
      int end = Math.min(begin + BLOCK, to);
      DoubleVector xx = DoubleVector.zero(DOUBLES);
      DoubleVector yx = xx;
      DoubleVector yy = xx;
      for (int i = begin; i < end; i += L) {
        DoubleVector x = DoubleVector.fromArray(DOUBLES, xs, i).sub(ax).fma(unit, bx);
        DoubleVector y = DoubleVector.fromArray(DOUBLES, ys, i).sub(ay).fma(unit, by);
        DoubleVector w = DoubleVector.fromArray(DOUBLES, weights, i + shift);
        DoubleVector wx = w.mul(x);
        DoubleVector wy = w.mul(y);
        xx = wx.fma(x, xx);
        yx = wx.fma(y, yx);
        yy = wy.fma(y, yy);
      }
      xx.add(DoubleVector.fromArray(DOUBLES, sums, 0 * L)).intoArray(sums, 0 * L);
      yx.add(DoubleVector.fromArray(DOUBLES, sums, 1 * L)).intoArray(sums, 1 * L);
      yy.add(DoubleVector.fromArray(DOUBLES, sums, 2 * L)).intoArray(sums, 2 * L);
    }
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
    int shift = at - from;
    double[] sums = view.sums;
    for (int begin = from; begin < to; begin += BLOCK) {
      int end = Math.min(begin + BLOCK, to);
      DoubleVector xxx = DoubleVector.zero(DOUBLES);
      DoubleVector xxy = xxx;
      DoubleVector xyy = xxx;
      DoubleVector yyy = xxx;
      for (int i = begin; i < end; i += L) {
        DoubleVector x = DoubleVector.fromArray(DOUBLES, xs, i).sub(ax).fma(unit, bx);
        DoubleVector y = DoubleVector.fromArray(DOUBLES, ys, i).sub(ay).fma(unit, by);
        DoubleVector w = DoubleVector.fromArray(DOUBLES, weights, i + shift);
        DoubleVector xx = w.mul(x).mul(x);
        DoubleVector yy = w.mul(y).mul(y);
        xxx = xx.fma(x, xxx);
        xxy = xx.fma(y, xxy);
        xyy = yy.fma(x, xyy);
        yyy = yy.fma(y, yyy);
      }
      xxx.add(DoubleVector.fromArray(DOUBLES, sums, 0 * L)).intoArray(sums, 0 * L);
      xxy.add(DoubleVector.fromArray(DOUBLES, sums, 1 * L)).intoArray(sums, 1 * L);
      xyy.add(DoubleVector.fromArray(DOUBLES, sums, 2 * L)).intoArray(sums, 2 * L);
      yyy.add(DoubleVector.fromArray(DOUBLES, sums, 3 * L)).intoArray(sums, 3 * L);
    }
  }
}
