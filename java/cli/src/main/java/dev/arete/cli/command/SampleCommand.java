package dev.arete.cli.command;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.Points;
import dev.arete.cli.io.AtomicOutput;
import dev.arete.cli.io.Domain;
import dev.arete.cli.io.FileFormat;
import dev.arete.cli.io.InputException;
import dev.arete.cli.io.Inputs;
import dev.arete.cli.io.NpySink;
import dev.arete.cli.io.RowSink;
import dev.arete.cli.io.Table;
import dev.arete.cli.io.TableOutput;
import dev.arete.cli.io.TableReader;
import dev.arete.diffusion.ExactScore;
import dev.arete.diffusion.ReverseMethod;
import dev.arete.diffusion.ReverseSampler;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.TimeGrid;
import dev.arete.diffusion.Trajectories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Samples the reverse diffusion with the exact score of the data. */
@Command(
    name = "sample",
    description = {
      "Samples the reverse diffusion of data with the exact score: what a model would do that has"
          + " learned it perfectly. The samples stop at --end, where the noise has variance h.",
      "",
      "Columns of the output: x_1..x_d. The same seed gives the same samples on any number of"
          + " threads, and the first ones of a longer run.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  arete sample --data train.csv --count 1000 --end 0.01 --out samples.npy"
    })
final class SampleCommand implements Callable<Integer> {
  private static final int EVERY = 10;

  @ParentCommand private AreteCommand parent;

  @Option(
      names = "--data",
      order = 1,
      paramLabel = "F",
      required = true,
      description = "data points, one a row: .csv (header optional) or .npy")
  private Path data;

  @Option(
      names = "--count",
      order = 2,
      paramLabel = "N",
      required = true,
      description = "number of samples")
  private int count;

  @Mixin private SampleTimes times;

  @Option(
      names = "--method",
      order = 8,
      paramLabel = "M",
      defaultValue = "exponential",
      description =
          "euler_maruyama, exponential, heun_flow or exponential_flow; default: ${DEFAULT-VALUE}")
  private ReverseMethod method;

  @Option(
      names = "--seed",
      order = 9,
      paramLabel = "S",
      defaultValue = "0",
      description = "seed of the noise; default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--out",
      order = 13,
      paramLabel = "F",
      required = true,
      description = "the samples: .csv or .npy")
  private Path out;

  @Option(
      names = "--trajectories",
      order = 14,
      paramLabel = "F.npy",
      description = "also write paths, an array of shape times x samples x d")
  private Path trajectories;

  @Option(
      names = "--times",
      order = 14,
      paramLabel = "F",
      description = "also write the times of the trajectories: .csv or .npy")
  private Path timesFile;

  @Option(
      names = "--every",
      order = 15,
      paramLabel = "N",
      description = "steps between two times of the trajectories; default: 10")
  private Integer every;

  @Mixin private ComputeArguments compute;

  @Override
  public Integer call() throws IOException {
    ComputeOptions options = compute.options();
    times.check();
    checkArguments();
    try (TableOutput output = TableOutput.create(out);
        AtomicOutput paths = trajectories == null ? null : AtomicOutput.create(trajectories);
        TableOutput timeTable = timesFile == null ? null : TableOutput.create(timesFile)) {
      Points points = readPoints();
      TimeGrid grid = times.grid(points);
      Trajectories result;
      try (Compute opened = Compute.open(options)) {
        parent.started();
        result = run(opened, points, grid);
      }
      writeSamples(result, output);
      if (paths != null) {
        writePaths(result, paths);
      }
      if (timeTable != null) {
        writeTimes(result, timeTable);
      }
      AtomicOutput.commitAll(output.file(), paths, timeTable == null ? null : timeTable.file());
    }
    return 0;
  }

  private void checkArguments() {
    if (count < 1) {
      throw new InputException("count must be at least 1, got " + count);
    }
    if (every != null && every < 1) {
      throw new InputException("every must be at least 1, got " + every);
    }
    if (every != null && trajectories == null) {
      throw new InputException("--every " + every + " needs --trajectories");
    }
    FileFormat.of(data);
    if (trajectories != null && FileFormat.of(trajectories) != FileFormat.NPY) {
      throw new InputException(trajectories + ": trajectories are a .npy file");
    }
    if (timesFile != null && trajectories == null) {
      throw new InputException("--times " + timesFile + " needs --trajectories");
    }
    Paths.check(
        List.of(data), Stream.of(out, trajectories, timesFile).filter(Objects::nonNull).toList());
  }

  private Points readPoints() {
    Table table = TableReader.read(data, Domain.COORDINATE);
    if ((long) count * table.columns() > Inputs.MAX_VALUES) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "count %d of samples with %d coordinates makes %d numbers, at most %d",
              count,
              table.columns(),
              (long) count * table.columns(),
              Inputs.MAX_VALUES));
    }
    return Points.of(table.values(), table.columns());
  }

  private Trajectories run(Compute opened, Points points, TimeGrid grid) {
    Schedule forward = times.schedule();
    try (ExactScore exact = new ExactScore(opened, points, forward);
        Progress progress = Progress.start("sample", grid.steps())) {
      ReverseSampler sampler =
          ReverseSampler.of(forward, grid)
              .method(method)
              .seed(seed)
              .observer((k, t, y, shifts) -> progress.progress(k, grid.steps()));
      if (trajectories != null) {
        sampler = sampler.recordEvery(every == null ? EVERY : every);
      }
      return sampler.sample(exact, count);
    }
  }

  private static void writeSamples(Trajectories result, TableOutput output) throws IOException {
    int d = result.dimension();
    List<String> columns = IntStream.rangeClosed(1, d).mapToObj(j -> "x_" + j).toList();
    try (RowSink sink = output.start(columns, result.count())) {
      for (int i = 0; i < result.count(); i++) {
        for (int axis = 0; axis < d; axis++) {
          sink.number(result.last()[i * d + axis]);
        }
        sink.endRow();
      }
    }
  }

  private static void writeTimes(Trajectories result, TableOutput output) throws IOException {
    try (RowSink sink = output.start(List.of("time"), result.records())) {
      for (int r = 0; r < result.records(); r++) {
        sink.number(result.time(r));
        sink.endRow();
      }
    }
  }

  private static void writePaths(Trajectories result, AtomicOutput output) throws IOException {
    try (NpySink sink =
        new NpySink(output.open(), result.records(), result.count(), result.dimension())) {
      for (int r = 0; r < result.records(); r++) {
        for (double value : result.points(r)) {
          sink.number(value);
        }
      }
    }
  }
}
