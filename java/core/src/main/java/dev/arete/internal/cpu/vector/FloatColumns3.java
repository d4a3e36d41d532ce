package dev.arete.internal.cpu.vector;

import dev.arete.internal.cpu.SortedColumns;
import jdk.incubator.vector.FloatVector;

/** Three dimensions in single precision, with every sum in a register. */
final class FloatColumns3 extends FloatColumns {
  FloatColumns3() {
    super(new VectorColumns3());
  }

  @Override
  void firstOfTile(View view, int tile, int at) {
    float[] weights = view.floatWeights;
    float[] xs = view.centres.near[0];
    float[] ys = view.centres.near[1];
    float[] zs = view.centres.near[2];
    float[] logs = view.centres.floatLogWeights;
    FloatVector ax = FloatVector.broadcast(FLOATS, anchor(view, tile, 0));
    FloatVector ay = FloatVector.broadcast(FLOATS, anchor(view, tile, 1));
    FloatVector az = FloatVector.broadcast(FLOATS, anchor(view, tile, 2));
    FloatVector tx = FloatVector.broadcast(FLOATS, twice(view, 0));
    FloatVector ty = FloatVector.broadcast(FLOATS, twice(view, 1));
    FloatVector tz = FloatVector.broadcast(FLOATS, twice(view, 2));
    FloatVector half = FloatVector.broadcast(FLOATS, -0.5f);
    FloatVector own = FloatVector.broadcast(FLOATS, 2 * (float) view.anchorLogWeight);
    FloatVector total = FloatVector.zero(FLOATS);
    FloatVector squares = total;
    FloatVector sx = total;
    FloatVector sy = total;
    FloatVector sz = total;
    int end = (tile + 1) * SortedColumns.TILE;
    for (int i = tile * SortedColumns.TILE, out = at; i < end; i += F, out += F) {
      FloatVector x = FloatVector.fromArray(FLOATS, xs, i).sub(ax);
      FloatVector y = FloatVector.fromArray(FLOATS, ys, i).sub(ay);
      FloatVector z = FloatVector.fromArray(FLOATS, zs, i).sub(az);
      FloatVector energy = z.fma(z.add(tz), y.fma(y.add(ty), x.fma(x.add(tx), own)));
      FloatVector log = FloatVector.fromArray(FLOATS, logs, i);
      FloatVector w = Exponential32.of(energy.fma(half, log));
      w.intoArray(weights, out);
      total = total.add(w);
      squares = w.fma(w, squares);
      sx = w.fma(x, sx);
      sy = w.fma(y, sy);
      sz = w.fma(z, sz);
    }
    add(total, view.floatSums, 0);
    add(squares, view.floatSums, 1);
    add(sx, view.floatSums, 2);
    add(sy, view.floatSums, 3);
    add(sz, view.floatSums, 4);
  }

  @Override
  void secondOfTile(View view, int tile, int at) {
    float[] weights = view.floatWeights;
    float[] xs = view.centres.near[0];
    float[] ys = view.centres.near[1];
    float[] zs = view.centres.near[2];
    FloatVector bx = FloatVector.broadcast(FLOATS, mean(view, tile, 0));
    FloatVector by = FloatVector.broadcast(FLOATS, mean(view, tile, 1));
    FloatVector bz = FloatVector.broadcast(FLOATS, mean(view, tile, 2));
    FloatVector xx = FloatVector.zero(FLOATS);
    FloatVector yx = xx;
    FloatVector yy = xx;
    FloatVector zx = xx;
    FloatVector zy = xx;
    FloatVector zz = xx;
    int end = (tile + 1) * SortedColumns.TILE;
    for (int i = tile * SortedColumns.TILE, in = at; i < end; i += F, in += F) {
      FloatVector x = FloatVector.fromArray(FLOATS, xs, i).sub(bx);
      FloatVector y = FloatVector.fromArray(FLOATS, ys, i).sub(by);
      FloatVector z = FloatVector.fromArray(FLOATS, zs, i).sub(bz);
      FloatVector w = FloatVector.fromArray(FLOATS, weights, in);
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
    add(xx, view.floatSums, 0);
    add(yx, view.floatSums, 1);
    add(yy, view.floatSums, 2);
    add(zx, view.floatSums, 3);
    add(zy, view.floatSums, 4);
    add(zz, view.floatSums, 5);
  }
}
