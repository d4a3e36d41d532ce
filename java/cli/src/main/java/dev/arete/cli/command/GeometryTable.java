package dev.arete.cli.command;

import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.ProgressListener;
import dev.arete.SmoothedDensity;
import dev.arete.cli.io.RowSink;
import dev.arete.cli.io.RowSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Local geometry as a table, one row a query, computed a chunk of queries at a time. */
final class GeometryTable {
  private final SmoothedDensity density;
  private final int ridgeDimension;
  private final double beta;
  private final List<ExtraColumns> extras;
  private final int chunk;

  GeometryTable(
      SmoothedDensity density, int ridgeDimension, double beta, List<ExtraColumns> extras) {
    this(density, ridgeDimension, beta, extras, chunk(density.dimension()));
  }

  GeometryTable(
      SmoothedDensity density,
      int ridgeDimension,
      double beta,
      List<ExtraColumns> extras,
      int chunk) {
    this.extras = extras;
    this.density = density;
    this.ridgeDimension = ridgeDimension;
    this.beta = beta;
    this.chunk = chunk;
  }

  /** A Hessian for each query, where the naive columns ask for it, and all vectors. */
  static int chunk(int dimension) {
    return Batches.size((long) dimension * dimension + 6L * dimension + 10);
  }

  List<String> columns() {
    int dimension = density.dimension();
    List<String> names = new ArrayList<>(List.of("log_density"));
    for (int j = 1; j <= dimension; j++) {
      names.add("score_" + j);
    }
    for (int j = 1; j <= dimension; j++) {
      names.add("eigenvalue_" + j);
    }
    names.addAll(
        List.of("eigengap", "effective_neighbours", "ridge_residual", "curvature_ok", "status"));
    extras.forEach(extra -> names.addAll(extra.names(dimension)));
    return names;
  }

  void write(RowSource queries, RowSink sink, ProgressListener progress) throws IOException {
    int finished = 0;
    while (finished < queries.rows()) {
      Points where = Points.of(queries.next(chunk), queries.columns());
      LocalGeometry geometry = density.geometryWithoutVectors(where, ridgeDimension);
      extras.forEach(extra -> extra.compute(where));
      for (int i = 0; i < geometry.count(); i++) {
        writeRow(sink, geometry, i);
        for (ExtraColumns extra : extras) {
          extra.write(sink, geometry, i);
        }
        sink.endRow();
      }
      finished += where.count();
      progress.progress(finished, queries.rows());
    }
  }

  private void writeRow(RowSink sink, LocalGeometry geometry, int query) throws IOException {
    sink.number(geometry.logDensity()[query]);
    writeVector(sink, geometry.score(), query);
    writeVector(sink, geometry.eigenvalues(), query);
    sink.number(geometry.eigengap()[query]);
    sink.number(geometry.effectiveNeighbours()[query]);
    sink.number(geometry.ridgeResidual()[query]);
    sink.flag(geometry.curvatureOk(query, beta));
    GeometryStatus status = geometry.status(query);
    sink.word(status.name(), status.code());
  }

  private void writeVector(RowSink sink, double[] rows, int query) throws IOException {
    int d = density.dimension();
    for (int j = 0; j < d; j++) {
      sink.number(rows[query * d + j]);
    }
  }
}
