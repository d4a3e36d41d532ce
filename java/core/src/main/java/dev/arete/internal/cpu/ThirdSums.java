package dev.arete.internal.cpu;

import java.util.Arrays;

/**
 * Sums w_i g_j(e_i) (v_j . e_i) (v_j' . e_i) with e_i = D_i - b in units of sqrt(h), as {@link
 * dev.arete.internal.local.ThirdMoments} defines them. Blocks of rows are multiplied with the
 * directions, and what comes out with itself. If there are few normal directions, g_j is a
 * direction as well, u_j = sum over l of coefficients[j][l] v_l, and tangent directions are not
 * needed. Holds scratch; not thread-safe.
 */
final class ThirdSums {
  private static final int ROWS = SharedSums.ROWS;
  private static final int GROUP = SharedSums.GROUP;

  private final int d;
  private final int chunks;
  private final Kernels kernels;
  private final Kernels.Product product = new Kernels.Product();
  private double[] directions = new double[0];
  private double[] deviations = new double[0];
  private double[] coordinates;
  private double[] factors;
  private double[] sums;
  private double[] combined;
  private int width;
  private int normal;
  private int firstNormal;
  private boolean isCombined;

  ThirdSums(int dimension, Kernels kernels) {
    d = dimension;
    chunks = (d + ROWS - 1) / ROWS;
    this.kernels = kernels;
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
    reserve();
    normal = d - tangent;
    isCombined = 2 * normal <= d;
    firstNormal = isCombined ? normal : tangent;
    width = padded(isCombined ? 2 * normal : d);
    product.width = width;
    product.stride = width;
    fillDirections(vectors, tangent, coefficients);
    Arrays.fill(sums, 0);
    Arrays.fill(factors, 0);
    for (int from = 0; from < chosen.size; from += ROWS) {
      int rows = Math.min(ROWS, chosen.size - from);
      fillDeviations(chosen, from, rows, mean);
      turn(rows);
      fillFactors(chosen.weights, from, rows, tangent, coefficients);
      addCoordinates(rows);
    }
    for (int j = 0; j < normal; j++) {
      System.arraycopy(sums, j * width + firstNormal, out, j * normal, normal);
    }
  }

  private void reserve() {
    if (directions.length > 0) {
      return;
    }
    int widest = padded(d);
    directions = new double[chunks * ROWS * widest];
    deviations = new double[chunks * ROWS * ROWS];
    coordinates = new double[ROWS * widest];
    int rows = groups(d) * GROUP;
    factors = new double[rows * ROWS];
    sums = new double[rows * widest];
    combined = new double[d];
  }

  private static int groups(int rows) {
    return (rows + GROUP - 1) / GROUP;
  }

  private int padded(int columns) {
    return SharedSums.padded(columns, kernels);
  }

  /** Fills d x width: column j is a direction. */
  private void fillDirections(double[] vectors, int tangent, double[] coefficients) {
    Arrays.fill(directions, 0);
    int first = isCombined ? tangent : 0;
    int offset = isCombined ? normal : 0;
    for (int j = first; j < d; j++) {
      for (int r = 0; r < d; r++) {
        directions[r * width + offset + j - first] = vectors[j * d + r];
      }
    }
    for (int j = 0; isCombined && j < normal; j++) {
      Arrays.fill(combined, 0);
      for (int l = 0; l < tangent; l++) {
        for (int r = 0; r < d; r++) {
          combined[r] += coefficients[j * tangent + l] * vectors[l * d + r];
        }
      }
      for (int r = 0; r < d; r++) {
        directions[r * width + j] = combined[r];
      }
    }
  }

  /** Fills e_i, in chunks of axes. */
  private void fillDeviations(MomentSums.Selection chosen, int from, int rows, double[] mean) {
    double[] anchor = chosen.sight.anchor;
    double unit = chosen.sight.unit;
    for (int i = 0; i < rows; i++) {
      int row = chosen.indices[from + i] * d;
      for (int chunk = 0; chunk < chunks; chunk++) {
        int first = chunk * ROWS;
        int out = (first + i) * ROWS;
        int length = Math.min(ROWS, d - first);
        for (int r = 0; r < length; r++) {
          double c = chosen.sight.rows[row + first + r];
          deviations[out + r] = (c - anchor[first + r]) * unit - mean[first + r];
        }
      }
    }
  }

  /** Fills the products of every direction with every e_i. */
  private void turn(int rows) {
    Arrays.fill(coordinates, 0);
    product.weights = deviations;
    product.groups = groups(rows);
    product.features = directions;
    product.sums = coordinates;
    for (int chunk = 0; chunk < chunks; chunk++) {
      int first = chunk * ROWS;
      product.firstWeight = first * ROWS;
      product.rows = Math.min(ROWS, d - first);
      product.firstFeature = first * width;
      kernels.add(product);
    }
  }

  private void addCoordinates(int rows) {
    product.weights = factors;
    product.firstWeight = 0;
    product.groups = groups(normal);
    product.rows = rows;
    product.features = coordinates;
    product.firstFeature = 0;
    product.sums = sums;
    kernels.add(product);
  }

  /** Fills w_i g_j(e_i) (v_j . e_i). */
  private void fillFactors(
      double[] weights, int from, int rows, int tangent, double[] coefficients) {
    for (int i = 0; i < rows; i++) {
      int row = i * width;
      for (int j = 0; j < normal; j++) {
        double g = isCombined ? coordinates[row + j] : 0;
        for (int l = 0; !isCombined && l < tangent; l++) {
          g += coefficients[j * tangent + l] * coordinates[row + l];
        }
        factors[j * ROWS + i] = weights[from + i] * g * coordinates[row + firstNormal + j];
      }
    }
  }
}
