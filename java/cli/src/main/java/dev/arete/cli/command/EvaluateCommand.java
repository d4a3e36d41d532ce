package dev.arete.cli.command;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.cli.io.FileFormat;
import dev.arete.cli.io.RowSink;
import dev.arete.cli.io.RowSource;
import dev.arete.cli.io.TableOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
          + " false), status (OK, UNDEFINED or ILL_CONDITIONED). A .npy file holds them as float64:"
          + " curvature_ok as 1 or 0, status as 0 (OK), 1 (UNDEFINED) or 2 (ILL_CONDITIONED). An"
          + " undefined number is NaN.",
      "",
      "With --details also: reason (NONE, CLOSED_EIGENGAP, RANK_DEFICIENT or LOST_IN_ROUNDING; 0 to"
          + " 3 in a .npy file), relative_eigengap (mu_k - mu_k+1)/mu_k, turn (bound on the angle"
          + " by which rounding turns the normal space), rank of the posterior covariance, and"
          + " log_ratio_1..log_ratio_d, the logarithms of its eigenvalues in units of the variance.",
      "",
      "With --leading only eigenvalue_1..eigenvalue_k+1 are computed and written: in hundreds of"
          + " dimensions, with thousands of data points in reach, that is many times faster.",
      "",
      "With --naive also: naive_eigenvalue_1..d, naive_ridge_residual and naive_curvature_ok, from an"
          + " assembled Hessian as in the code of He, Qiu, Tao (2026). At small variances they are"
          + " wrong; they show by how much.",
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

  @Option(
      names = "--details",
      order = 14,
      description = "also write how well each normal space is known, and the posterior spectrum")
  private boolean details;

  @Option(
      names = "--naive",
      order = 15,
      description =
          "also write what published code computes from the assembled Hessian, for comparison only")
  private boolean naive;

  @Option(
      names = "--leading",
      order = 16,
      description = "leave out the eigenvalues after number k + 1")
  private boolean leading;

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
      Points points = density.readPoints();
      try (RowSource where = density.openQueries(queries, points.dimension());
          Compute opened = Compute.open(options);
          SmoothedDensity smoothed = opened.density(points, smoothing)) {
        BandwidthUnit.check(points, smoothing);
        parent.started();
        write(opened, smoothed, where, output);
      }
      output.file().commit();
    }
    return 0;
  }

  private void write(Compute opened, SmoothedDensity smoothed, RowSource where, TableOutput output)
      throws IOException {
    int k = density.ridgeDimension();
    List<ExtraColumns> extras = new ArrayList<>();
    if (details) {
      extras.add(new DetailColumns(smoothed));
    }
    if (naive) {
      extras.add(new NaiveColumns(opened, smoothed, k));
    }
    GeometryTable table = new GeometryTable(smoothed, k, density.beta(), extras);
    table = leading ? table.leading() : table;
    try (RowSink sink = output.start(table.columns(), where.rows());
        Progress progress = Progress.start("evaluate", where.rows())) {
      table.write(where, sink, progress);
    }
  }
}
