package dev.arete.internal.cpu;

import java.util.Arrays;

/** Three dimensions, with the block sums in registers. */
final class MomentSums3 implements MomentSums {
  private final double[] total = new double[9];

  @Override
  public void addFirst(Selection chosen, int from, int to, double[] sum) {
    double[] rows = chosen.sight.rows;
    double[] a = chosen.sight.anchor;
    double sx = 0;
    double sy = 0;
    double sz = 0;
    for (int i = from; i < to; i++) {
      int row = 3 * chosen.indices[i];
      double w = chosen.weights[i];
      sx += w * (rows[row] - a[0]);
      sy += w * (rows[row + 1] - a[1]);
      sz += w * (rows[row + 2] - a[2]);
    }
    sum[0] += sx;
    sum[1] += sy;
    sum[2] += sz;
  }

  @Override
  public void clear() {
    Arrays.fill(total, 0);
  }

  @Override
  public void finish(double[] out) {
    System.arraycopy(total, 0, out, 0, total.length);
  }

  @Override
  public void addSecond(Selection chosen, int from, int to, double[] centre) {
    for (int first = from; first < to; first += BLOCK) {
      addBlock(chosen, centre, first, Math.min(first + BLOCK, to));
    }
  }

  private void addBlock(Selection chosen, double[] centre, int from, int to) {
    double[] rows = chosen.sight.rows;
    double unit = chosen.sight.unit;
    double[] a = chosen.sight.anchor;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    double xz = 0;
    double yz = 0;
    double zz = 0;
    for (int i = from; i < to; i++) {
      int row = 3 * chosen.indices[i];
      double ex = (rows[row] - a[0]) * unit - centre[0];
      double ey = (rows[row + 1] - a[1]) * unit - centre[1];
      double ez = (rows[row + 2] - a[2]) * unit - centre[2];
      double w = chosen.weights[i];
      double wx = w * ex;
      double wy = w * ey;
      xx += wx * ex;
      xy += wx * ey;
      yy += wy * ey;
      xz += wx * ez;
      yz += wy * ez;
      zz += w * ez * ez;
    }
    total[0] += xx;
    total[3] += xy;
    total[4] += yy;
    total[6] += xz;
    total[7] += yz;
    total[8] += zz;
  }
}
