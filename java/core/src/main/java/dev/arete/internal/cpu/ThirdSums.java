package dev.arete.internal.cpu;

import java.util.Arrays;

/**
 * Sums w_i g_j(e_i) (v_j . e_i) (v_j' . e_i) with e_i = D_i - b in units of sqrt(h), as {@link
 * dev.arete.internal.local.ThirdMoments} defines them. Holds scratch; not thread-safe.
 */
final class ThirdSums {
  private final int d;
  private final double[] coordinates;
  private final double[] block;
  private double[] directions = new double[0];

  ThirdSums(int dimension) {
    d = dimension;
    coordinates = new double[d];
    block = new double[d * d];
  }

  /**
   * Computes the sums.
   *
   * @param chosen rows and unnormalised weights
   * @param mean b
   * @param vectors d x d, row j is v_j
   * @param tangent k
   * @param coefficients (d - k) x k: g_j(e) = sum over l of coefficients[j][l] (v_l . e)
   * @param out receives (d - k) x (d - k)
   */
  void contract(
      MomentSums.Selection chosen,
      double[] mean,
      double[] vectors,
      int tangent,
      double[] coefficients,
      double[] out) {
    transpose(vectors);
    int size = (d - tangent) * (d - tangent);
    Arrays.fill(out, 0, size, 0);
    for (int from = 0; from < chosen.size; from += MomentSums.BLOCK) {
      Arrays.fill(block, 0, size, 0);
      int to = Math.min(from + MomentSums.BLOCK, chosen.size);
      for (int i = from; i < to; i++) {
        turn(chosen, chosen.indices[i] * d, mean);
        add(chosen.weights[i], tangent, coefficients);
      }
      for (int i = 0; i < size; i++) {
        out[i] += block[i];
      }
    }
  }

  /** Columns become rows, so that the inner loop of {@link #turn} runs along them. */
  private void transpose(double[] vectors) {
    if (directions.length == 0) {
      directions = new double[d * d];
    }
    for (int j = 0; j < d; j++) {
      for (int r = 0; r < d; r++) {
        directions[r * d + j] = vectors[j * d + r];
      }
    }
  }

  /** coordinates[j] = v_j . e. */
  private void turn(MomentSums.Selection chosen, int row, double[] mean) {
    Arrays.fill(coordinates, 0);
    for (int r = 0; r < d; r++) {
      double e =
          (chosen.sight.rows[row + r] - chosen.sight.anchor[r]) * chosen.sight.unit - mean[r];
      for (int j = 0; j < d; j++) {
        coordinates[j] += e * directions[r * d + j];
      }
    }
  }

  private void add(double weight, int tangent, double[] coefficients) {
    int normal = d - tangent;
    for (int j = 0; j < normal; j++) {
      double g = 0;
      for (int l = 0; l < tangent; l++) {
        g += coefficients[j * tangent + l] * coordinates[l];
      }
      double factor = weight * g * coordinates[tangent + j];
      for (int other = 0; other < normal; other++) {
        block[j * normal + other] += factor * coordinates[tangent + other];
      }
    }
  }
}
