package dev.arete.diffusion.latent;

import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;

/**
 * What normal and tangent directions of the latent ridge are in pixels, by the decoder's Jacobian
 * J.
 *
 * @param time diffusion time t of the ridge
 * @param points number of points averaged over
 * @param lengths root mean square of |J v_j|, j = 1..d, in pixel values per latent unit
 * @param normalOutside mean share of |J v|^2 of normal directions that lies outside J's image of
 *     the tangent space, its sine squared; directions shorter than a thousandth of the longest are
 *     left out, as nothing is seen of them
 * @param unseen mean number of normal directions left out
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of an array, never compared
record PixelDirections(
    double time, int points, double[] lengths, double normalOutside, double unseen) {
  private static final double NOTHING = 1e-3;

  static PixelDirections of(
      Autoencoder autoencoder, LatentMoment moment, double[] latents, int most) {
    LocalGeometry geometry = moment.geometry();
    int d = geometry.dimension();
    double[] squares = new double[d];
    double outside = 0;
    int directions = 0;
    int unseen = 0;
    int used = 0;
    for (int i = 0; i < geometry.count() && used < most; i++) {
      if (geometry.status(i) == GeometryStatus.UNDEFINED) {
        continue;
      }
      double[] at = java.util.Arrays.copyOfRange(latents, i * d, (i + 1) * d);
      double[] frame =
          java.util.Arrays.copyOfRange(geometry.eigenvectors(), i * d * d, (i + 1) * d * d);
      double[][] images = rows(autoencoder.push(at, frame, d), d);
      double longest = 0;
      for (int j = 0; j < d; j++) {
        double square = dot(images[j], images[j]);
        squares[j] += square;
        longest = Math.max(longest, square);
      }
      double[][] basis = orthonormal(images, geometry.ridgeDimension(), longest);
      for (int j = geometry.ridgeDimension(); j < d; j++) {
        double whole = dot(images[j], images[j]);
        if (whole <= NOTHING * NOTHING * longest) {
          unseen++;
          continue;
        }
        remove(basis, images[j]);
        outside += dot(images[j], images[j]) / whole;
        directions++;
      }
      used++;
    }
    double[] lengths = new double[d];
    for (int j = 0; j < d; j++) {
      lengths[j] = Math.sqrt(squares[j] / used);
    }
    return new PixelDirections(
        moment.time(), used, lengths, outside / directions, (double) unseen / used);
  }

  private static double[][] rows(double[] flat, int count) {
    int width = flat.length / count;
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = java.util.Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
    return rows;
  }

  /** A basis of the span of the first rows; images that are nothing are left out. */
  private static double[][] orthonormal(double[][] images, int count, double longest) {
    java.util.List<double[]> basis = new java.util.ArrayList<>();
    for (int j = 0; j < count; j++) {
      double[] row = images[j].clone();
      // Twice is enough.
      remove(basis.toArray(new double[0][]), row);
      remove(basis.toArray(new double[0][]), row);
      double square = dot(row, row);
      if (square > NOTHING * NOTHING * longest) {
        double by = 1 / Math.sqrt(square);
        for (int p = 0; p < row.length; p++) {
          row[p] *= by;
        }
        basis.add(row);
      }
    }
    return basis.toArray(new double[0][]);
  }

  private static void remove(double[][] basis, double[] row) {
    for (double[] unit : basis) {
      double along = dot(unit, row);
      for (int p = 0; p < row.length; p++) {
        row[p] -= along * unit[p];
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int p = 0; p < a.length; p++) {
      sum += a[p] * b[p];
    }
    return sum;
  }

  /** Root mean square of the lengths of some directions. */
  double length(int from, int to) {
    double sum = 0;
    for (int j = from; j < to; j++) {
      sum += lengths[j] * lengths[j];
    }
    return Math.sqrt(sum / (to - from));
  }
}
