package dev.arete.cli.command;

import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import dev.arete.cli.io.RowSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A projection as a table, one row a query; with details, also the geometry where each ended. */
final class ProjectionTable implements RidgeSink {
  private final RowSink sink;
  private final SmoothedDensity density;
  private final DetailColumns details;

  /**
   * Writes to a sink that was started with {@link #columns}.
   *
   * @param sink receives the rows
   * @param density what was projected onto, if details are wanted; else null
   */
  ProjectionTable(RowSink sink, SmoothedDensity density) {
    this.sink = sink;
    this.density = density;
    details = density == null ? null : new DetailColumns(density);
  }

  static List<String> columns(int dimension, boolean details) {
    List<String> names = new ArrayList<>();
    for (int j = 1; j <= dimension; j++) {
      names.add("x_" + j);
    }
    names.addAll(List.of("residual", "normal_eigenvalue", "eigengap", "iterations", "status"));
    if (details) {
      names.add("effective_neighbours");
      names.addAll(DetailColumns.columns(dimension));
    }
    return names;
  }

  @Override
  public void take(RidgeProjection projection) throws IOException {
    LocalGeometry geometry = details == null ? null : geometry(projection);
    for (int i = 0; i < projection.count(); i++) {
      writeRow(projection, i);
      if (details != null) {
        sink.number(projection.effectiveNeighbours()[i]);
        details.write(sink, geometry, i);
      }
      sink.endRow();
    }
  }

  private LocalGeometry geometry(RidgeProjection projection) {
    Points where = Points.of(projection.points(), projection.dimension());
    details.compute(where);
    return density.geometryWithoutVectors(where, projection.settings().ridgeDimension());
  }

  private void writeRow(RidgeProjection projection, int query) throws IOException {
    int d = projection.dimension();
    for (int j = 0; j < d; j++) {
      sink.number(projection.points()[query * d + j]);
    }
    sink.number(projection.residual()[query]);
    sink.number(projection.normalEigenvalue()[query]);
    sink.number(projection.eigengap()[query]);
    sink.count(projection.iterations()[query]);
    RidgeStatus status = projection.status(query);
    sink.word(status.name(), status.code());
  }
}
