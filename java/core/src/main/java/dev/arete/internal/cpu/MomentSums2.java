package dev.arete.internal.cpu;

/** Two dimensions, with the block sums in registers. */
final class MomentSums2 implements MomentSums {
  private double x;
  private double y;
  private double xx;
  private double xy;
  private double yy;

  @Override
  public void first(Selection chosen, double[] out) {
    out[0] = 0;
    out[1] = 0;
    for (int from = 0; from < chosen.size; from += BLOCK) {
      firstBlock(chosen, from, Math.min(from + BLOCK, chosen.size));
      out[0] += x;
      out[1] += y;
    }
  }

  private void firstBlock(Selection chosen, int from, int to) {
    double ax = chosen.anchor[0];
    double ay = chosen.anchor[1];
    double sx = 0;
    double sy = 0;
    for (int i = from; i < to; i++) {
      int row = 2 * chosen.indices[i];
      double w = chosen.weights[i];
      sx += w * ((chosen.rows[row] - ax) * chosen.unit);
      sy += w * ((chosen.rows[row + 1] - ay) * chosen.unit);
    }
    x = sx;
    y = sy;
  }

  @Override
  public void second(Selection chosen, double[] centre, double[] out) {
    out[0] = 0;
    out[2] = 0;
    out[3] = 0;
    for (int from = 0; from < chosen.size; from += BLOCK) {
      secondBlock(chosen, centre, from, Math.min(from + BLOCK, chosen.size));
      out[0] += xx;
      out[2] += xy;
      out[3] += yy;
    }
  }

  private void secondBlock(Selection chosen, double[] centre, int from, int to) {
    double ax = chosen.anchor[0];
    double ay = chosen.anchor[1];
    double bx = centre[0];
    double by = centre[1];
    double sxx = 0;
    double sxy = 0;
    double syy = 0;
    for (int i = from; i < to; i++) {
      int row = 2 * chosen.indices[i];
      double ex = (chosen.rows[row] - ax) * chosen.unit - bx;
      double ey = (chosen.rows[row + 1] - ay) * chosen.unit - by;
      double w = chosen.weights[i];
      double wx = w * ex;
      sxx += wx * ex;
      sxy += wx * ey;
      syy += w * ey * ey;
    }
    xx = sxx;
    xy = sxy;
    yy = syy;
  }
}
