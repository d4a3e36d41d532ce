package dev.arete.cli.command;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.cli.io.Domain;
import dev.arete.cli.io.FileFormat;
import dev.arete.cli.io.InputException;
import dev.arete.cli.io.NpyArray;
import dev.arete.cli.io.NpyReader;
import dev.arete.cli.io.Table;
import dev.arete.cli.io.TableReader;
import dev.arete.diffusion.ExactScore;
import dev.arete.diffusion.ReverseMethod;
import dev.arete.diffusion.ReverseSampler;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.TimeGrid;
import dev.arete.diffusion.Trajectories;
import dev.arete.diffusion.analysis.PathReport;
import dev.arete.diffusion.analysis.PathTracker;
import dev.arete.diffusion.analysis.ReachProfile;
import dev.arete.diffusion.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Options for recorded paths of a sampler, and for what the model gave at their points. */
final class PathArguments {
  @Option(
      names = "--trajectories",
      order = 11,
      paramLabel = "F.npy",
      required = true,
      description = "recorded paths, an array of shape times x paths x d")
  private Path points;

  @Option(
      names = "--times",
      order = 12,
      paramLabel = "F",
      required = true,
      description = "diffusion times of the paths, one a line: .csv or .npy")
  private Path times;

  @Option(
      names = "--trajectory-scores",
      order = 12,
      paramLabel = "F.npy",
      description =
          "scores of the model at all points of the paths, of the same shape: adds the errors along"
              + " the paths, what they predict across the ridge (align) and along it (slide)")
  private Path scores;

  @Option(
      names = "--schedule",
      order = 12,
      paramLabel = "S",
      defaultValue = "ou",
      description =
          "of the paths: ou (a = exp(-t), h = 1 - exp(-2t)) or ve (a = 1, h = t^2); default:"
              + " ${DEFAULT-VALUE}")
  private ScheduleName schedule;

  @Option(
      names = "--sampler",
      order = 12,
      paramLabel = "K",
      defaultValue = "sde",
      description = "that made the paths: sde (with noise) or ode; default: ${DEFAULT-VALUE}")
  private SamplerKind sampler;

  /** Kinds of samplers, by the equation they solve. */
  private enum SamplerKind {
    SDE,
    ODE
  }

  /** The files to be read. */
  List<Path> files() {
    return Stream.of(points, times, scores).filter(Objects::nonNull).toList();
  }

  /** Checks what can be told without reading a file. */
  void check() {
    for (Path file : Stream.of(points, scores).filter(Objects::nonNull).toList()) {
      if (FileFormat.of(file) != FileFormat.NPY) {
        throw new InputException(file + ": trajectories are a .npy file");
      }
    }
  }

  /** Paths as they were read. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of arrays, never compared
  private record Recorded(
      double[] times, double[] points, double[] scores, ReverseSampler sampler) {}

  /** Measures paths and adds tables and figures to a report. */
  @FunctionalInterface
  interface Measurement {
    void addTo(Report report, Compute compute, Points data, int ridgeDimension, double tube);
  }

  /** Reads the files; refuses shapes that do not fit. */
  Measurement read(int dimension) throws IOException {
    double[] when = readTimes();
    double[] where = readArray(points, when.length, dimension, -1);
    int count = where.length / when.length / dimension;
    double[] model = scores == null ? null : readArray(scores, when.length, dimension, count);
    if (model != null && when.length < 2) {
      throw new InputException(times + ": --trajectory-scores needs two times, got 1");
    }
    Recorded recorded = new Recorded(when, where, model, model == null ? null : steps(when));
    return (report, compute, data, k, tube) -> measure(recorded, report, compute, data, k, tube);
  }

  /** Refuses times that do not fall, or that the schedule cannot take. */
  private void checkTimes(double[] when) {
    for (int i = 0; i < when.length; i++) {
      String row = times + " row " + (i + 1) + ": ";
      if (i > 0 && !(when[i] < when[i - 1])) {
        throw new InputException(row + "times must fall, got " + when[i] + " after " + when[i - 1]);
      }
      try {
        schedule.schedule().smoothing(when[i]);
      } catch (IllegalArgumentException e) {
        throw new InputException(row + "at time " + when[i] + " " + e.getMessage());
      }
    }
  }

  /** The steps between records; refuses those too long to keep digits. */
  private ReverseSampler steps(double[] when) {
    try {
      return ReverseSampler.of(schedule.schedule(), TimeGrid.of(when))
          .method(
              sampler == SamplerKind.SDE
                  ? ReverseMethod.EXPONENTIAL
                  : ReverseMethod.EXPONENTIAL_FLOW);
    } catch (IllegalArgumentException e) {
      throw new InputException(times + ": " + e.getMessage());
    }
  }

  private double[] readTimes() {
    Table table = TableReader.read(times, Domain.TIME);
    if (table.columns() != 1) {
      throw new InputException(
          times + ": expected one time a line, got " + table.columns() + " columns");
    }
    checkTimes(table.values());
    return table.values();
  }

  private static double[] readArray(Path file, int times, int dimension, int count)
      throws IOException {
    NpyArray array = NpyReader.read(file);
    int[] shape = array.shape();
    if (shape.length != 3
        || shape[0] != times
        || shape[2] != dimension
        || (count >= 0 && shape[1] != count)) {
      throw new InputException(
          file
              + ": shape "
              + Arrays.toString(shape)
              + ", expected "
              + times
              + " times x "
              + (count >= 0 ? count + " paths" : "paths")
              + " x "
              + dimension);
    }
    array.check(file, Domain.COORDINATE);
    return array.values();
  }

  private void measure(
      Recorded recorded, Report report, Compute compute, Points data, int k, double tube) {
    Schedule forward = schedule.schedule();
    ReachProfile.of(compute, data, forward, k, recorded.times(), recorded.points()).addTo(report);
    if (recorded.scores() == null) {
      return;
    }
    double last = forward.variance(recorded.times()[recorded.times().length - 1]);
    // Halfway down on a logarithmic scale: after the reach, before the end.
    double halfway = Math.sqrt(last * forward.variance(recorded.times()[0]));
    double slideStart =
        Arrays.stream(recorded.times())
            .filter(t -> forward.variance(t) <= halfway)
            .max()
            .orElseThrow();
    report
        .setting("schedule of the paths", forward)
        .setting("sampler of the paths", sampler.toString().toLowerCase(Locale.ROOT))
        .setting("radius of the tube", tube)
        .setting("slide begins at", slideStart);
    try (ExactScore exact = new ExactScore(compute, data, forward);
        Progress progress = Progress.start("track", recorded.times().length)) {
      PathTracker.Tracked tracked =
          PathTracker.replay(
              exact,
              k,
              recorded.sampler(),
              Trajectories.of(
                  data.dimension(), recorded.times(), records(recorded.points(), recorded)),
              shifts(recorded, forward),
              tube,
              slideStart,
              progress);
      new PathReport(tracked, k, last).addTo(report, tube);
    }
  }

  private static double[][] records(double[] values, Recorded recorded) {
    int size = values.length / recorded.times().length;
    double[][] records = new double[recorded.times().length][];
    for (int r = 0; r < records.length; r++) {
      records[r] = Arrays.copyOfRange(values, r * size, (r + 1) * size);
    }
    return records;
  }

  private static double[][] shifts(Recorded recorded, Schedule forward) {
    double[][] shifts = records(recorded.scores(), recorded);
    for (int r = 0; r < shifts.length; r++) {
      double h = forward.variance(recorded.times()[r]);
      for (int i = 0; i < shifts[r].length; i++) {
        shifts[r][i] *= h;
      }
    }
    return shifts;
  }
}
