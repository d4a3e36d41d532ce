package dev.arete.cli.command;

import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.cli.io.RowSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A projection as a table, one row a query. */
final class ProjectionTable implements RidgeSink {
  private final RowSink sink;

  ProjectionTable(RowSink sink) {
    this.sink = sink;
  }

  static List<String> columns(int dimension) {
    List<String> names = new ArrayList<>();
    for (int j = 1; j <= dimension; j++) {
      names.add("x_" + j);
    }
    names.addAll(List.of("residual", "normal_eigenvalue", "eigengap", "iterations", "status"));
    return names;
  }

  @Override
  public void take(RidgeProjection projection) throws IOException {
    for (int i = 0; i < projection.count(); i++) {
      writeRow(projection, i);
    }
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
    sink.endRow();
  }
}
