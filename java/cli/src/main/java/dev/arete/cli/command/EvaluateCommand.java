package dev.arete.cli.command;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.cli.io.FileFormat;
import dev.arete.cli.io.RowSink;
import dev.arete.cli.io.Table;
import dev.arete.cli.io.TableOutput;
import java.io.IOException;
import java.nio.file.Path;
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
      "  arete evaluate --data quakes.csv --queries grid.csv --bandwidth 2.5 \\",
      "      --ridge-dimension 1 --out geometry.csv"
    })
final class EvaluateCommand implements Callable<Integer> {
  @ParentCommand private AreteCommand parent;
  @Mixin private DensityArguments density;

  @Option(
      names = "--queries",
      order = 8,
      paramLabel = "F",
      required = true,
      description = "where to evaluate, one point a row: .csv or .npy")
  private Path queries;

  @Option(
      names = "--out",
      order = 13,
      paramLabel = "F",
      required = true,
      description = "the result: .csv or .npy")
  private Path out;

  @Mixin private ComputeArguments compute;

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
      output.file().commit();
    }
    return 0;
  }

  private void write(SmoothedDensity smoothed, Table where, TableOutput output) throws IOException {
    GeometryTable table = new GeometryTable(smoothed, density.ridgeDimension(), density.beta());
    List<String> columns = GeometryTable.columns(where.columns());
    try (RowSink sink = output.start(columns, where.rows());
        Progress progress = Progress.start("evaluate", where.rows())) {
      table.write(where, sink, progress);
    }
  }
}
