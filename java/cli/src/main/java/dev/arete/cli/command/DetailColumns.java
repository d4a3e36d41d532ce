package dev.arete.cli.command;

import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.PosteriorSpectrum;
import dev.arete.SmoothedDensity;
import dev.arete.UndefinedReason;
import dev.arete.cli.io.RowSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How well the normal space is known, and the posterior spectrum. */
final class DetailColumns implements ExtraColumns {
  private final SmoothedDensity density;
  private PosteriorSpectrum spectrum;

  DetailColumns(SmoothedDensity density) {
    this.density = density;
  }

  @Override
  public List<String> names(int dimension) {
    return columns(dimension);
  }

  static List<String> columns(int dimension) {
    List<String> names = new ArrayList<>(List.of("reason", "relative_eigengap", "turn", "rank"));
    for (int j = 1; j <= dimension; j++) {
      names.add("log_ratio_" + j);
    }
    return names;
  }

  @Override
  public void compute(Points queries) {
    spectrum = density.spectrum(queries);
  }

  @Override
  public void write(RowSink sink, LocalGeometry geometry, int query) throws IOException {
    UndefinedReason reason = geometry.reason(query);
    sink.word(reason.name(), reason.code());
    sink.number(geometry.relativeGap()[query]);
    sink.number(geometry.turn()[query]);
    sink.count(spectrum.rank()[query]);
    int d = spectrum.dimension();
    for (int j = query * d; j < (query + 1) * d; j++) {
      sink.number(spectrum.logRatios()[j]);
    }
  }
}
