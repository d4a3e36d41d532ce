package dev.arete.internal.cpu;

/** Three dimensions, with the block sums in registers. */
final class MomentSums3 implements MomentSums {
  private double x;
  private double y;
  private double z;
  private final double[] block = new double[9];

  @Override
  public void first(Selection chosen, double[] out) {
    out[0] = 0;
    out[1] = 0;
    out[2] = 0;
    for (int from = 0; from < chosen.size; from += BLOCK) {
      firstBlock(chosen, from, Math.min(from + BLOCK, chosen.size));
      out[0] += x;
      out[1] += y;
      out[2] += z;
    }
  }

  private void firstBlock(Selection chosen, int from, int to) {
    double[] a = chosen.anchor;
    double sx = 0;
    double sy = 0;
    double sz = 0;
    for (int i = from; i < to; i++) {
      int row = 3 * chosen.indices[i];
      double w = chosen.weights[i];
      sx += w * ((chosen.rows[row] - a[0]) * chosen.unit);
      sy += w * ((chosen.rows[row + 1] - a[1]) * chosen.unit);
      sz += w * ((chosen.rows[row + 2] - a[2]) * chosen.unit);
    }
    x = sx;
    y = sy;
    z = sz;
  }

  @Override
  public void second(Selection chosen, double[] centre, double[] out) {
    java.util.Arrays.fill(out, 0, 9, 0);
    for (int from = 0; from < chosen.size; from += BLOCK) {
      secondBlock(chosen, centre, from, Math.min(from + BLOCK, chosen.size));
      for (int i = 0; i < 9; i++) {
        out[i] += block[i];
      }
    }
  }

  private void secondBlock(Selection chosen, double[] centre, int from, int to) {
    double[] a = chosen.anchor;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    double xz = 0;
    double yz = 0;
    double zz = 0;
    for (int i = from; i < to; i++) {
      int row = 3 * chosen.indices[i];
      double ex = (chosen.rows[row] - a[0]) * chosen.unit - centre[0];
      double ey = (chosen.rows[row + 1] - a[1]) * chosen.unit - centre[1];
      double ez = (chosen.rows[row + 2] - a[2]) * chosen.unit - centre[2];
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
    block[0] = xx;
    block[3] = xy;
    block[4] = yy;
    block[6] = xz;
    block[7] = yz;
    block[8] = zz;
  }
}
