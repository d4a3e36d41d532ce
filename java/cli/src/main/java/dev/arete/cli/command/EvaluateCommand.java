package dev.arete.cli.command;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.cli.io.FileFormat;
import dev.arete.cli.io.RowSink;
import dev.arete.cli.io.Table;
import dev.arete.cli.io.TableOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes the local geometry of a smoothed density at queries. */
@Command(
    name = "evaluate",
    description = {
      "Writes log density, score, Hessian eigenvalues and ridge residual of the smoothed data at"
          + " queries.",
      "",
      "Columns of the output: log_density, score_1..score_d, eigenvalue_1..eigenvalue_d"
          + " (descending), eigengap, effective_neighbours, ridge_residual, curvature_ok (true or"
          + " false), status (OK or UNDEFINED). A .npy file holds them as float64: curvature_ok as"
          + " 1 or 0, status as 0 (OK) or 1 (UNDEFINED). An undefined number is NaN.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  arete evaluate --data quakes.csv --queries grid.csv --bandwidth 2.5 --ridge-dimension 1"
          + " --out geometry.csv"
    })
final class EvaluateCommand implements Callable<Integer> {
  /** Eigenvector entries a chunk of queries may hold: 2^22 doubles, 32 MiB. */
  private static final int CHUNK_ENTRIES = 1 << 22;

  @ParentCommand private AreteCommand parent;
  @Mixin private DensityArguments density;

  @Option(
      names = "--queries",
      paramLabel = "F",
      required = true,
      description = "where to evaluate, one point a row: .csv or .npy")
  private Path queries;

  @Option(
      names = "--out",
      paramLabel = "F",
      required = true,
      description = "the result: .csv or .npy")
  private Path out;

  @Mixin private ComputeArguments compute;
  @Mixin private HelpArgument help;

  @Override
  public Integer call() throws IOException {
    Smoothing smoothing = density.smoothing();
    ComputeOptions options = compute.options();
    List<Path> inputs =
        Stream.of(density.data(), queries, density.weights()).filter(p -> p != null).toList();
    inputs.forEach(FileFormat::of);
    Paths.check(inputs, List.of(out));
    try (TableOutput output = TableOutput.create(out)) {
      Table data = density.readData();
      Points points = density.points(data);
      Table where = density.readQueries(queries, data);
      try (Compute opened = Compute.open(options);
          SmoothedDensity smoothed = opened.density(points, smoothing)) {
        parent.started();
        write(smoothed, where, output);
      }
      output.commit();
    }
    return 0;
  }

  private void write(SmoothedDensity smoothed, Table where, TableOutput output) throws IOException {
    int d = where.columns();
    int chunk = Math.max(1, (int) (CHUNK_ENTRIES / ((long) d * d)));
    try (RowSink sink = output.start(columns(d), where.rows());
        Progress progress = Progress.start("evaluate", where.rows())) {
      for (int from = 0; from < where.rows(); from += chunk) {
        int to = (int) Math.min(where.rows(), (long) from + chunk);
        double[] part = Arrays.copyOfRange(where.values(), from * d, to * d);
        LocalGeometry geometry = smoothed.geometry(Points.of(part, d), density.ridgeDimension());
        for (int i = 0; i < geometry.count(); i++) {
          writeRow(sink, geometry, i);
        }
        progress.progress(to, where.rows());
      }
    }
  }

  static List<String> columns(int dimension) {
    List<String> names = new ArrayList<>(List.of("log_density"));
    for (int j = 1; j <= dimension; j++) {
      names.add("score_" + j);
    }
    for (int j = 1; j <= dimension; j++) {
      names.add("eigenvalue_" + j);
    }
    names.addAll(
        List.of("eigengap", "effective_neighbours", "ridge_residual", "curvature_ok", "status"));
    return names;
  }

  private void writeRow(RowSink sink, LocalGeometry geometry, int query) throws IOException {
    int d = geometry.dimension();
    sink.number(geometry.logDensity()[query]);
    for (int j = 0; j < d; j++) {
      sink.number(geometry.score()[query * d + j]);
    }
    for (int j = 0; j < d; j++) {
      sink.number(geometry.eigenvalues()[query * d + j]);
    }
    sink.number(geometry.eigengap()[query]);
    sink.number(geometry.effectiveNeighbours()[query]);
    sink.number(geometry.ridgeResidual()[query]);
    sink.flag(geometry.curvatureOk(query, density.beta()));
    GeometryStatus status = geometry.status(query);
    sink.word(status.name(), status.code());
    sink.endRow();
  }
}
