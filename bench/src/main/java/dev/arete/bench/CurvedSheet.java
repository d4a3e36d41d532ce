package dev.arete.bench;

import java.util.Random;

/** Draws points near a curved sheet, x_j = tanh(s (u . w_j) + b_j) + noise z. */
final class CurvedSheet {
  private CurvedSheet() {}

  /**
   * Returns points on a random sheet.
   *
   * @param random source of the sheet and of the points
   * @param n number of points
   * @param latent dimension of the sheet, of the standard normal u
   * @param d dimension of the points
   * @param stretch s; the larger, the more the sheet bends
   * @param noise standard deviation of z
   * @return row-major n x d
   */
  static double[] draw(Random random, int n, int latent, int d, double stretch, double noise) {
    double[] w = gaussians(random, latent * d, stretch / StrictMath.sqrt(latent));
    double[] b = gaussians(random, d, 0.5);
    double[] x = new double[n * d];
    for (int i = 0; i < n; i++) {
      double[] u = gaussians(random, latent, 1);
      for (int j = 0; j < d; j++) {
        double z = noise == 0 ? 0 : noise * random.nextGaussian();
        x[i * d + j] = StrictMath.tanh(dot(u, w, j, d) + b[j]) + z;
      }
    }
    return x;
  }

  /** u . (column j of w, latent x d). */
  private static double dot(double[] u, double[] w, int j, int d) {
    double sum = 0;
    for (int l = 0; l < u.length; l++) {
      sum += u[l] * w[l * d + j];
    }
    return sum;
  }

  private static double[] gaussians(Random random, int count, double scale) {
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      out[i] = scale * random.nextGaussian();
    }
    return out;
  }
}
