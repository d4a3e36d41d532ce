package dev.arete.internal.cpu;

import dev.arete.internal.local.LocalMoments;
import java.util.Arrays;

/**
 * Second moments of fewer centres than dimensions: rows X with C/h = X^T X, and X X^T. Cost s^2 d/2
 * for s rows, where a covariance costs s d^2/2. Holds scratch; not thread-safe.
 */
final class ThinSums {
  private final int d;
  private final Kernels kernels;
  private double[] columns = new double[0];
  private double[] products = new double[0];

  ThinSums(int dimension, Kernels kernels) {
    d = dimension;
    this.kernels = kernels;
  }

  /**
   * Fills the thin rows.
   *
   * @param chosen rows, weights and their roots
   * @param mean b
   * @param total sum of the weights
   * @param out receives rows and Gram matrix
   */
  void fill(MomentSums.Selection chosen, double[] mean, double total, LocalMoments out) {
    int s = chosen.size;
    if (out.thinRows == null || out.thinRows.length < s * d) {
      out.thinRows = new double[s * d];
    }
    if (out.thinGram == null || out.thinGram.length < s * s) {
      out.thinGram = new double[s * s];
    }
    out.thinCount = s;
    kernels.fillPanel(chosen.sight, chosen.indices, chosen.roots, 0, s, mean, out.thinRows, d);
    double unit = 1 / Math.sqrt(total);
    for (int i = 0; i < s * d; i++) {
      out.thinRows[i] *= unit;
    }
    multiply(out.thinRows, s, out.thinGram);
  }

  /** X X^T as the product of the columns of X with themselves. */
  private void multiply(double[] rows, int s, double[] gram) {
    int multiple = kernels.columns();
    int width = (s + multiple - 1) / multiple * multiple;
    if (columns.length < d * width) {
      columns = new double[d * width];
      products = new double[width * width];
    }
    Arrays.fill(columns, 0, d * width, 0);
    Arrays.fill(products, 0, width * width, 0);
    for (int i = 0; i < s; i++) {
      for (int k = 0; k < d; k++) {
        columns[k * width + i] = rows[i * d + k];
      }
    }
    kernels.addProducts(columns, d, width, products);
    for (int i = 0; i < s; i++) {
      System.arraycopy(products, i * width, gram, i * s, i + 1);
    }
  }
}
