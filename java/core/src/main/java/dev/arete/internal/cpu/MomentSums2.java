package dev.arete.internal.cpu;

/** Two dimensions, with the block sums in registers. */
final class MomentSums2 implements MomentSums {
  private double xx;
  private double xy;
  private double yy;

  @Override
  public void addFirst(Selection chosen, int from, int to, double[] sum) {
    double[] rows = chosen.sight.rows;
    double ax = chosen.sight.anchor[0];
    double ay = chosen.sight.anchor[1];
    double sx = 0;
    double sy = 0;
    for (int i = from; i < to; i++) {
      int row = 2 * chosen.indices[i];
      double w = chosen.weights[i];
      sx += w * (rows[row] - ax);
      sy += w * (rows[row + 1] - ay);
    }
    sum[0] += sx;
    sum[1] += sy;
  }

  @Override
  public void clear() {
    xx = 0;
    xy = 0;
    yy = 0;
  }

  @Override
  public void finish(double[] out) {
    out[0] = xx;
    out[2] = xy;
    out[3] = yy;
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
    double ax = chosen.sight.anchor[0];
    double ay = chosen.sight.anchor[1];
    double bx = centre[0];
    double by = centre[1];
    double sxx = 0;
    double sxy = 0;
    double syy = 0;
    for (int i = from; i < to; i++) {
      int row = 2 * chosen.indices[i];
      double ex = (rows[row] - ax) * unit - bx;
      double ey = (rows[row + 1] - ay) * unit - by;
      double w = chosen.weights[i];
      double wx = w * ex;
      sxx += wx * ex;
      sxy += wx * ey;
      syy += w * ey * ey;
    }
    xx += sxx;
    xy += sxy;
    yy += syy;
  }
}
