package dev.arete.cli.command;

import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.ProgressListener;
import dev.arete.SmoothedDensity;
import dev.arete.cli.io.RowSink;
import dev.arete.cli.io.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Local geometry as a table, one row a query, computed a chunk of queries at a time. */
final class GeometryTable {
  /** Numbers a chunk of queries may hold: 2^22 doubles, 32 MiB. */
  private static final int CHUNK_ENTRIES = 1 << 22;

  /** Numbers for each coordinate of a query: itself, mean, score and eigenvalue. */
  private static final int ARRAYS = 4;

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

  static int chunk(int dimension, boolean hasMatrices) {
    long entries = (long) dimension * (hasMatrices ? dimension : ARRAYS);
    return (int) Math.max(1, CHUNK_ENTRIES / entries);
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

  void write(Table queries, RowSink sink, ProgressListener progress) throws IOException {
    int d = queries.columns();
    int from = 0;
    while (from < queries.rows()) {
      int to = (int) Math.min(queries.rows(), (long) from + chunk);
      double[] part = Arrays.copyOfRange(queries.values(), from * d, to * d);
      Points where = Points.of(part, d);
      LocalGeometry geometry = geometry(where);
      extras.forEach(extra -> extra.compute(where));
      for (int i = 0; i < geometry.count(); i++) {
        writeRow(sink, geometry, i);
        for (ExtraColumns extra : extras) {
          extra.write(sink, geometry, i);
        }
        sink.endRow();
      }
      progress.progress(to, queries.rows());
      from = to;
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
