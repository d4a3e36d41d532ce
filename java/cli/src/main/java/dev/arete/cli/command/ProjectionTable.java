package dev.arete.cli.command;

import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import dev.arete.cli.io.RowSink;
import dev.arete.cli.io.TableOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A projection as a table, one row a query; with details, also the geometry where each ended. */
final class ProjectionTable {
  private final RidgeProjection projection;
  private final LocalGeometry geometry;
  private final DetailColumns details;

  private ProjectionTable(
      RidgeProjection projection, LocalGeometry geometry, DetailColumns details) {
    this.projection = projection;
    this.geometry = geometry;
    this.details = details;
  }

  static ProjectionTable of(RidgeProjection projection) {
    return new ProjectionTable(projection, null, null);
  }

  static ProjectionTable withDetails(RidgeProjection projection, SmoothedDensity density) {
    Points where = Points.of(projection.points(), projection.dimension());
    DetailColumns details = new DetailColumns(density);
    details.compute(where);
    int k = projection.settings().ridgeDimension();
    return new ProjectionTable(projection, density.geometryWithoutVectors(where, k), details);
  }

  private List<String> columns() {
    int dimension = projection.dimension();
    List<String> names = new ArrayList<>();
    for (int j = 1; j <= dimension; j++) {
      names.add("x_" + j);
    }
    names.addAll(List.of("residual", "normal_eigenvalue", "eigengap", "iterations", "status"));
    if (details != null) {
      names.add("effective_neighbours");
      names.addAll(details.names(dimension));
    }
    return names;
  }

  void write(TableOutput output) throws IOException {
    try (RowSink sink = output.start(columns(), projection.count())) {
      for (int i = 0; i < projection.count(); i++) {
        writeRow(sink, i);
        if (details != null) {
          sink.number(projection.effectiveNeighbours()[i]);
          details.write(sink, geometry, i);
        }
        sink.endRow();
      }
    }
  }

  private void writeRow(RowSink sink, int query) throws IOException {
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
