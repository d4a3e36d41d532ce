package dev.arete.cli.command;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.Points;
import dev.arete.cli.io.Domain;
import dev.arete.cli.io.FileFormat;
import dev.arete.cli.io.InputException;
import dev.arete.cli.io.Table;
import dev.arete.cli.io.TableOutput;
import dev.arete.cli.io.TableReader;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.TimeGrid;
import dev.arete.diffusion.analysis.RidgeTrace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Follows ridge points of data as the noise goes to 0. */
@Command(
    name = "follow",
    description = {
      "Follows ridge points of noised data from one Ornstein-Uhlenbeck time down to another: each"
          + " time starts from the points of the time before. As t goes to 0 they tend to the affine"
          + " hulls of the k + 1 nearest data points.",
      "",
      "Columns of the output, one row for each point at each time: point (from 1), time, x_1..x_d in"
          + " the coordinates of the data (divided by exp(-t)), hull_distance (from the hull of the"
          + " nearest data points), status. A point that does not converge is lost: its numbers are"
          + " NaN from that time on, and its status tells why. A .npy file holds the status as"
          + " 'arete project' does.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  arete follow --data train.csv --queries starts.csv --start 0.5 --end 1e-6 \\",
      "      --ridge-dimension 1 --out followed.csv"
    })
final class FollowCommand implements Callable<Integer> {
  @ParentCommand private AreteCommand parent;
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      order = 1,
      paramLabel = "F",
      required = true,
      description = "data points, one a row: .csv (header optional) or .npy")
  private Path data;

  @Option(
      names = "--queries",
      order = 2,
      paramLabel = "F",
      required = true,
      description = "where to start, in the coordinates of the data: .csv or .npy")
  private Path queries;

  @Option(
      names = "--ridge-dimension",
      order = 3,
      paramLabel = "K",
      required = true,
      description = "dimension of the ridge, 0 (modes) to d-1")
  private int ridgeDimension;

  @Option(
      names = "--start",
      order = 4,
      paramLabel = "T",
      defaultValue = "1",
      description = "first time; default: ${DEFAULT-VALUE}")
  private double start;

  @Option(
      names = "--end",
      order = 5,
      paramLabel = "T",
      defaultValue = "0.001",
      description = "last time; default: ${DEFAULT-VALUE}")
  private double end;

  @Option(
      names = "--steps",
      order = 6,
      paramLabel = "N",
      defaultValue = "40",
      description = "number of steps, each a constant share of the time; default: ${DEFAULT-VALUE}")
  private int steps;

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
    ComputeOptions options = compute.options();
    TimeGrid times = times();
    List.of(data, queries).forEach(FileFormat::of);
    Paths.check(List.of(data, queries), List.of(out));
    try (TableOutput output = TableOutput.create(out)) {
      Table points = TableReader.read(data, Domain.COORDINATE);
      Table starts = TableReader.read(queries, Domain.COORDINATE);
      checkShapes(points, starts);
      RidgeTrace trace;
      try (Compute opened = Compute.open(options)) {
        parent.started();
        trace =
            RidgeTrace.follow(
                opened,
                Points.of(points.values(), points.columns()),
                Schedule.ornsteinUhlenbeck(),
                ridgeDimension,
                times,
                starts.values());
      }
      FollowTable table = new FollowTable(trace, times, starts.rows(), starts.columns());
      table.write(output);
      output.file().commit();
      table.summarize(spec.commandLine().getOut());
    }
    return 0;
  }

  private TimeGrid times() {
    if (!(start > end && end > 0 && start <= 300)) {
      throw new InputException(
          String.format(
              Locale.ROOT, "times must satisfy 300 >= start > end > 0, got %s and %s", start, end));
    }
    return TimeGrid.exponential(start, end, steps);
  }

  private void checkShapes(Table points, Table starts) {
    if (starts.columns() != points.columns()) {
      throw new InputException(
          queries
              + ": queries have dimension "
              + starts.columns()
              + ", the data in "
              + data
              + " have dimension "
              + points.columns());
    }
    if (ridgeDimension < 0 || ridgeDimension >= points.columns()) {
      throw new InputException(
          "ridge dimension must be in 0.."
              + (points.columns() - 1)
              + " for the "
              + points.columns()
              + " columns of "
              + data
              + ", got "
              + ridgeDimension);
    }
  }
}
