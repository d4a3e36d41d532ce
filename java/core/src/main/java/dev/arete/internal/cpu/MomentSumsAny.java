package dev.arete.internal.cpu;

import java.util.Arrays;

/**
 * Any dimension. Four rows at a time are added to a row of the block's triangle, so that it is
 * loaded and stored once for four products.
 */
final class MomentSumsAny implements MomentSums {
  private static final int WIDTH = 4;

  private final int d;
  private final double[] block;
  private final double[][] offsets;
  private final double[] factors = new double[WIDTH];

  MomentSumsAny(int dimension) {
    d = dimension;
    block = new double[d * d];
    offsets = new double[WIDTH][d];
  }

  @Override
  public void first(Selection chosen, double[] out) {
    Arrays.fill(out, 0, d, 0);
    for (int from = 0; from < chosen.size; from += BLOCK) {
      Arrays.fill(block, 0, d, 0);
      int to = Math.min(from + BLOCK, chosen.size);
      for (int i = from; i < to; i++) {
        int row = chosen.indices[i] * d;
        double w = chosen.weights[i];
        for (int k = 0; k < d; k++) {
          block[k] += w * ((chosen.rows[row + k] - chosen.anchor[k]) * chosen.unit);
        }
      }
      addBlock(out, d);
    }
  }

  private void addBlock(double[] out, int length) {
    for (int k = 0; k < length; k++) {
      out[k] += block[k];
    }
  }

  @Override
  public void second(Selection chosen, double[] centre, double[] out) {
    Arrays.fill(out, 0, d * d, 0);
    for (int from = 0; from < chosen.size; from += BLOCK) {
      Arrays.fill(block, 0);
      int to = Math.min(from + BLOCK, chosen.size);
      for (int i = from; i < to; i += WIDTH) {
        load(chosen, centre, i, to);
        addProducts();
      }
      addBlock(out, d * d);
    }
  }

  /** Rows beyond the end get weight 0 and finite offsets. */
  private void load(Selection chosen, double[] centre, int from, int to) {
    for (int r = 0; r < WIDTH; r++) {
      int i = Math.min(from + r, to - 1);
      factors[r] = from + r < to ? chosen.weights[i] : 0;
      int row = chosen.indices[i] * d;
      double[] offset = offsets[r];
      for (int k = 0; k < d; k++) {
        offset[k] = (chosen.rows[row + k] - chosen.anchor[k]) * chosen.unit - centre[k];
      }
    }
  }

  private void addProducts() {
    double[] x0 = offsets[0];
    double[] x1 = offsets[1];
    double[] x2 = offsets[2];
    double[] x3 = offsets[3];
    for (int a = 0; a < d; a++) {
      double f0 = factors[0] * x0[a];
      double f1 = factors[1] * x1[a];
      double f2 = factors[2] * x2[a];
      double f3 = factors[3] * x3[a];
      addRows(a * d, a + 1, f0, x0, f1, x1, f2, x2, f3, x3);
    }
  }

  private void addRows(
      int row,
      int length,
      double f0,
      double[] x0,
      double f1,
      double[] x1,
      double f2,
      double[] x2,
      double f3,
      double[] x3) {
    for (int b = 0; b < length; b++) {
      block[row + b] += (f0 * x0[b] + f1 * x1[b]) + (f2 * x2[b] + f3 * x3[b]);
    }
  }
}
