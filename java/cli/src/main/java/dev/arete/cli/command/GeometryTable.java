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
  private boolean leading;

  GeometryTable(
      SmoothedDensity density, int ridgeDimension, double beta, List<ExtraColumns> extras) {
    this(density, ridgeDimension, beta, extras, chunk(density.dimension(), !extras.isEmpty()));
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

  /** Leaves out the eigenvalues after the first k + 1. */
  GeometryTable leading() {
    leading = true;
    return this;
  }

  /** Where extra columns ask for them, a Hessian for each query and all vectors. */
  static int chunk(int dimension, boolean hasMatrices) {
    long matrices = hasMatrices ? (long) dimension * dimension : 0;
    return Batches.size(matrices + 6L * dimension + 10);
  }

  List<String> columns() {
    int dimension = density.dimension();
    List<String> names = new ArrayList<>(List.of("log_density"));
    for (int j = 1; j <= dimension; j++) {
      names.add("score_" + j);
    }
    for (int j = 1; j <= (leading ? ridgeDimension + 1 : dimension); j++) {
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
      LocalGeometry geometry = geometry(where);
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

  private LocalGeometry geometry(Points where) {
    return leading
        ? density.leadingGeometry(where, ridgeDimension)
        : density.geometryWithoutVectors(where, ridgeDimension);
  }

  private void writeRow(RowSink sink, LocalGeometry geometry, int query) throws IOException {
    sink.number(geometry.logDensity()[query]);
    writeVector(sink, geometry.score(), density.dimension(), query);
    writeVector(sink, geometry.eigenvalues(), geometry.eigenvalueCount(), query);
    sink.number(geometry.eigengap()[query]);
    sink.number(geometry.effectiveNeighbours()[query]);
    sink.number(geometry.ridgeResidual()[query]);
    sink.flag(geometry.curvatureOk(query, beta));
    GeometryStatus status = geometry.status(query);
    sink.word(status.name(), status.code());
  }

  private static void writeVector(RowSink sink, double[] rows, int length, int query)
      throws IOException {
    for (int j = 0; j < length; j++) {
      sink.number(rows[query * length + j]);
    }
  }
}
