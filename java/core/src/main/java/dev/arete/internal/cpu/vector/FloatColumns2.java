package dev.arete.internal.cpu.vector;

import dev.arete.internal.cpu.SortedColumns;
import jdk.incubator.vector.FloatVector;

/** Two dimensions in single precision, with every sum in a register. */
final class FloatColumns2 extends FloatColumns {
  FloatColumns2() {
    super(new VectorColumns2());
  }

  @Override
  void firstOfRun(View view, int from, int to) {
    float[] xs = view.centres.near[0];
    float[] ys = view.centres.near[1];
    float[] ox = view.origins[0];
    float[] oy = view.origins[1];
    float[] costs = view.centres.floatCosts;
    FloatVector tx = FloatVector.broadcast(FLOATS, twice(view, 0));
    FloatVector ty = FloatVector.broadcast(FLOATS, twice(view, 1));
    float[] least = view.floatLeast;
    FloatVector total = FloatVector.zero(FLOATS);
    FloatVector squares = total;
    FloatVector sx = total;
    FloatVector sy = total;
    for (int i = from; i < to; i += F) {
      int tile = i >>> SortedColumns.TILE_BITS;
      FloatVector x = FloatVector.fromArray(FLOATS, xs, i).sub(ox[tile]);
      FloatVector y = FloatVector.fromArray(FLOATS, ys, i).sub(oy[tile]);
      FloatVector cost = FloatVector.fromArray(FLOATS, costs, i).add(least[tile]);
      FloatVector exponent = y.fma(y.add(ty), x.fma(x.add(tx), cost));
      FloatVector w = PowerOfTwo32.ofMinus(exponent);
      total = total.add(w);
      squares = w.fma(w, squares);
      sx = w.fma(x, sx);
      sy = w.fma(y, sy);
    }
    total.intoArray(view.floatSums, 0 * F);
    squares.intoArray(view.floatSums, 1 * F);
    sx.intoArray(view.floatSums, 2 * F);
    sy.intoArray(view.floatSums, 3 * F);
  }

  @Override
  void firstTwoOfRun(View view, int from, int to, int at) {
    float[] weights = view.floatWeights;
    float[] xs = view.centres.near[0];
    float[] ys = view.centres.near[1];
    float[] ox = view.origins[0];
    float[] oy = view.origins[1];
    float[] costs = view.centres.floatCosts;
    FloatVector tx = FloatVector.broadcast(FLOATS, twice(view, 0));
    FloatVector ty = FloatVector.broadcast(FLOATS, twice(view, 1));
    float[] least = view.floatLeast;
    FloatVector total = FloatVector.zero(FLOATS);
    FloatVector squares = total;
    FloatVector sx = total;
    FloatVector sy = total;
    FloatVector xx = total;
    FloatVector yx = total;
    FloatVector yy = total;
    int shift = at - from;
    for (int i = from; i < to; i += F) {
      int tile = i >>> SortedColumns.TILE_BITS;
      FloatVector x = FloatVector.fromArray(FLOATS, xs, i).sub(ox[tile]);
      FloatVector y = FloatVector.fromArray(FLOATS, ys, i).sub(oy[tile]);
      FloatVector cost = FloatVector.fromArray(FLOATS, costs, i).add(least[tile]);
      FloatVector exponent = y.fma(y.add(ty), x.fma(x.add(tx), cost));
      FloatVector w = PowerOfTwo32.ofMinus(exponent);
      w.intoArray(weights, i + shift);
      total = total.add(w);
      squares = w.fma(w, squares);
      FloatVector wx = w.mul(x);
      sx = sx.add(wx);
      FloatVector wy = w.mul(y);
      sy = sy.add(wy);
      xx = wx.fma(x, xx);
      yx = wx.fma(y, yx);
      yy = wy.fma(y, yy);
    }
    total.intoArray(view.floatSums, 0 * F);
    squares.intoArray(view.floatSums, 1 * F);
    sx.intoArray(view.floatSums, 2 * F);
    sy.intoArray(view.floatSums, 3 * F);
    xx.intoArray(view.floatSums, 4 * F);
    yx.intoArray(view.floatSums, 5 * F);
    yy.intoArray(view.floatSums, 6 * F);
  }

  @Override
  void secondOfRun(View view, int from, int to, int at) {
    float[] weights = view.floatWeights;
    float[] xs = view.centres.near[0];
    float[] ys = view.centres.near[1];
    float[] ox = view.origins[0];
    float[] oy = view.origins[1];
    FloatVector xx = FloatVector.zero(FLOATS);
    FloatVector yx = xx;
    FloatVector yy = xx;
    int shift = at - from;
    for (int i = from; i < to; i += F) {
      int tile = i >>> SortedColumns.TILE_BITS;
      FloatVector x = FloatVector.fromArray(FLOATS, xs, i).sub(ox[tile]);
      FloatVector y = FloatVector.fromArray(FLOATS, ys, i).sub(oy[tile]);
      FloatVector w = FloatVector.fromArray(FLOATS, weights, i + shift);
      FloatVector wx = w.mul(x);
      FloatVector wy = w.mul(y);
      xx = wx.fma(x, xx);
      yx = wx.fma(y, yx);
      yy = wy.fma(y, yy);
    }
    xx.intoArray(view.floatSums, 0 * F);
    yx.intoArray(view.floatSums, 1 * F);
    yy.intoArray(view.floatSums, 2 * F);
  }
}
