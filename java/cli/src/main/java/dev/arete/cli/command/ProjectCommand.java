package dev.arete.cli.command;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.Points;
import dev.arete.RidgeMethod;
import dev.arete.RidgeProjector;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.cli.io.AtomicOutput;
import dev.arete.cli.io.FileFormat;
import dev.arete.cli.io.RowSink;
import dev.arete.cli.io.RowSource;
import dev.arete.cli.io.Table;
import dev.arete.cli.io.TableOutput;
import dev.arete.cli.io.TableReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Projects points onto the ridge of a smoothed density. */
@Command(
    name = "project",
    description = {
      "Projects points onto the density ridge of the smoothed data and prints a summary.",
      "",
      "Columns of the output: x_1..x_d, residual (scale-free), normal_eigenvalue, eigengap,"
          + " iterations, status. A .npy file holds them as float64, status as 0 (CONVERGED), 1"
          + " (NOT_A_RIDGE), 2 (MAX_ITERATIONS), 3 (BELOW_DENSITY), 4 (UNDEFINED) or 5"
          + " (ILL_CONDITIONED). An undefined number is NaN.",
      "",
      "With --details also, where each point ended: effective_neighbours, and the columns that"
          + " 'arete evaluate --details' adds: reason, relative_eigengap, turn, rank,"
          + " log_ratio_1..log_ratio_d.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  arete project --data quakes.csv --bandwidth 2.5 --ridge-dimension 1 \\",
      "      --plot ridge.png --out ridge.csv"
    })
final class ProjectCommand implements Callable<Integer> {
  @ParentCommand private AreteCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private DensityArguments density;

  @Option(
      names = "--queries",
      order = 8,
      paramLabel = "F",
      description = "points to project, one a row: .csv or .npy; default: the data")
  private Path queries;

  @Option(
      names = "--method",
      order = 9,
      paramLabel = "M",
      defaultValue = "newton",
      description = "newton or scms; default: ${DEFAULT-VALUE}")
  private RidgeMethod method;

  @Option(
      names = "--tolerance",
      order = 10,
      paramLabel = "R",
      description = "bound on the scale-free residual; default: 1e-6, in fp32 1e-5")
  private Double tolerance;

  @Option(
      names = "--max-iterations",
      order = 11,
      paramLabel = "I",
      description = "largest number of steps of a point; default: 500")
  private Integer maxIterations;

  @Option(
      names = "--min-log-density",
      order = 12,
      paramLabel = "L",
      description = "points whose log density is below L are BELOW_DENSITY; default: no bound")
  private Double minLogDensity;

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
      description = "also write how well the normal space is known where each point ended")
  private boolean details;

  @Mixin private PlotArguments plot;
  @Mixin private ComputeArguments compute;

  @Override
  public Integer call() throws IOException {
    Smoothing smoothing = density.smoothing();
    ComputeOptions options = compute.options();
    checkFiles();
    try (TableOutput output = TableOutput.create(out);
        PlotOutput picture = plot.create()) {
      Table data = density.readData();
      picture.prepare(data, density.data());
      Points points = density.points(data);
      Summary summary;
      try (RowSource starts = starts(data);
          Compute opened = Compute.open(options);
          SmoothedDensity smoothed = opened.density(points, smoothing)) {
        parent.started();
        summary = project(opened, smoothed, starts, output, picture);
      }
      picture.draw(smoothing.scale());
      AtomicOutput.commitAll(output.file(), picture.file());
      summary.print(spec.commandLine().getOut());
    }
    return 0;
  }

  private RowSource starts(Table data) {
    return queries == null ? TableReader.rows(data) : density.openQueries(queries, data.columns());
  }

  private Summary project(
      Compute opened,
      SmoothedDensity smoothed,
      RowSource starts,
      TableOutput output,
      PlotOutput picture)
      throws IOException {
    RidgeProjector projector = projector(smoothed);
    ProjectionStream stream = new ProjectionStream(projector, starts);
    ProjectionTally tally = new ProjectionTally();
    List<String> columns = ProjectionTable.columns(starts.columns(), details);
    try (RowSink sink = output.start(columns, starts.rows());
        Progress progress = Progress.start("project", starts.rows())) {
      ProjectionTable table = new ProjectionTable(sink, details ? smoothed : null);
      stream.run(List.of(table, tally, picture), progress);
    }
    return new Summary(opened, smoothed, projector.settings(), tally, stream.seconds());
  }

  private void checkFiles() {
    List<Path> tables =
        Stream.of(density.data(), queries, density.weights()).filter(Objects::nonNull).toList();
    tables.forEach(FileFormat::of);
    List<Path> inputs = Stream.concat(tables.stream(), plot.inputs().stream()).toList();
    Paths.check(inputs, Stream.concat(Stream.of(out), plot.outputs().stream()).toList());
  }

  private RidgeProjector projector(SmoothedDensity smoothed) {
    RidgeProjector projector =
        smoothed.ridge(density.ridgeDimension()).beta(density.beta()).method(method);
    if (tolerance != null) {
      projector = projector.tolerance(tolerance);
    }
    if (maxIterations != null) {
      projector = projector.maxIterations(maxIterations);
    }
    return minLogDensity == null ? projector : projector.minLogDensity(minLogDensity);
  }
}
