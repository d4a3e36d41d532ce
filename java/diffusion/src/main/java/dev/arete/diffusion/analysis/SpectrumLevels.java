package dev.arete.diffusion.analysis;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.diffusion.random.NormalStream;
import dev.arete.diffusion.report.DataTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Spectra mu_j/h at exact draws of the smoothed data for several noise levels: a ridge dimension
 * that several levels suggest is the data's own, one that only one level suggests is that level's.
 *
 * @param factors of the variance h
 * @param spectra at each of them
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of one array, never compared
record SpectrumLevels(double[] factors, List<Spectra> spectra) {
  private static final double[] FACTORS = {1.0 / 16, 0.25, 1, 4, 16};
  private static final int DRAWS = 500;
  private static final long SEED = 0x5bec;

  /** Ratios beyond this many are left out of the table. */
  private static final int SHOWN = 12;

  /** The spectra of data, drawn by their weights; each level has other noise at the same points. */
  static SpectrumLevels of(Compute compute, Points data, Smoothing smoothing) {
    int[] drawn = DataDraws.indices(data, DRAWS, SEED);
    List<Spectra> spectra = new ArrayList<>();
    for (double factor : FACTORS) {
      Smoothing level = new Smoothing(smoothing.scale(), factor * smoothing.variance());
      Points draws = draws(data, drawn, level, spectra.size());
      try (SmoothedDensity density = compute.density(data, level)) {
        spectra.add(Spectra.of(density.geometryWithoutVectors(draws, 1), level.variance()));
      }
    }
    return new SpectrumLevels(FACTORS.clone(), spectra);
  }

  private static Points draws(Points data, int[] drawn, Smoothing level, int index) {
    int d = data.dimension();
    double[] draws = new double[DRAWS * d];
    new NormalStream(SEED).fill(index, 0, DRAWS, d, draws);
    double root = Math.sqrt(level.variance());
    for (int i = 0; i < draws.length; i++) {
      double x = data.coordinate(drawn[i / d], i % d);
      draws[i] = level.scale() * x + root * draws[i];
    }
    return Points.of(draws, d);
  }

  /** One row a level. */
  DataTable table() {
    int shown = Math.min(SHOWN, spectra.get(0).medians().length);
    List<String> columns = new ArrayList<>(List.of("variance_factor", "suggested_k"));
    for (int j = 1; j <= shown; j++) {
      columns.add("ratio_" + j);
    }
    DataTable table =
        new DataTable(
            "spectra",
            "The same at "
                + DRAWS
                + " exact draws of the data with noise of variance h times a factor. A ridge"
                + " dimension that neighbouring levels agree on is a good choice.",
            columns.toArray(new String[0]));
    for (int i = 0; i < factors.length; i++) {
      List<Object> row = new ArrayList<>(List.of(factors[i], spectra.get(i).suggestedDimension()));
      for (int j = 0; j < shown; j++) {
        row.add(spectra.get(i).medians()[j]);
      }
      table.row(row.toArray());
    }
    return table;
  }
}
