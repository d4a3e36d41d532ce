package dev.arete.diffusion.analysis;

import dev.arete.LocalGeometry;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Ratios mu_j/h of the posterior covariance at a batch of points, and the ridge dimension they
 * suggest. Directions with ratio far above 1 lie along the data, those far below across them.
 *
 * @param medians median over the points of mu_j/h, j = 1..d, descending
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of one array, never compared
public record Spectra(double[] medians) {
  /**
   * Returns the spectra at points.
   *
   * @param geometry geometry at the points with all d eigenvalues, for any ridge dimension
   * @param variance h
   * @return medians of the ratios
   * @throws IllegalArgumentException if the geometry has the leading eigenvalues only
   */
  public static Spectra of(LocalGeometry geometry, double variance) {
    int d = geometry.dimension();
    if (geometry.eigenvalueCount() != d) {
      throw new IllegalArgumentException(
          "spectra need all " + d + " eigenvalues, the geometry has " + geometry.eigenvalueCount());
    }
    double[] medians = new double[d];
    for (int j = 0; j < d; j++) {
      int column = j;
      double[] ratios =
          IntStream.range(0, geometry.count())
              .mapToDouble(i -> Math.max(0, 1 + variance * geometry.eigenvalues()[i * d + column]))
              .sorted()
              .toArray();
      medians[j] = ratios.length == 0 ? Double.NaN : ratios[ratios.length / 2];
    }
    return new Spectra(medians);
  }

  /**
   * Returns the ridge dimension after which the ratio falls most, as a difference.
   *
   * @return k from 0 to d - 1; a suggestion, to be read beside the ratios
   */
  public int suggestedDimension() {
    double[] padded = Arrays.copyOf(medians, medians.length);
    int best = 0;
    // Before the first direction stands the ratio 1 of pure noise.
    double widest = 1 - padded[0];
    for (int k = 1; k < padded.length; k++) {
      double gap = padded[k - 1] - padded[k];
      if (gap > widest) {
        widest = gap;
        best = k;
      }
    }
    return best;
  }
}
