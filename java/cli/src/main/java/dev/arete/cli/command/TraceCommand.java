package dev.arete.cli.command;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.cli.io.AtomicOutput;
import dev.arete.cli.io.FileFormat;
import dev.arete.cli.io.InputException;
import dev.arete.cli.io.Table;
import dev.arete.cli.io.TableOutput;
import dev.arete.diffusion.analysis.RidgeBootstrap;
import dev.arete.diffusion.analysis.RidgeLevel;
import dev.arete.diffusion.analysis.RidgeTrace;
import dev.arete.diffusion.curve.RidgeCurve;
import dev.arete.diffusion.curve.RidgeTracer;
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

/** Traces the one-dimensional ridge of a smoothed density as curves. */
@Command(
    name = "trace",
    description = {
      "Traces the one-dimensional ridge of the smoothed data as curves, and follows them as the"
          + " smoothing falls.",
      "",
      "Columns of the output, one row a point, in order along each curve: curve (from 0),"
          + " arc_length, variance (h of the level), x_1..x_d, log_density, normal_eigenvalue, and"
          + " with --bootstrap shift. A point that is lost on the way to a lower level is NaN from"
          + " there on. The bootstrap is of the first level; shift is NaN in the rows of others.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  arete trace --data quakes.csv --bandwidth 2.5 --min-log-density -11.5 \\",
      "      --plot curves.png --out curves.csv"
    })
final class TraceCommand implements Callable<Integer> {
  private static final int LEVELS = 8;

  @ParentCommand private AreteCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private DataArguments density;

  @Option(
      names = "--seeds",
      order = 8,
      paramLabel = "F",
      description = "points to start from, one a row: .csv or .npy; default: the data")
  private Path seeds;

  @Option(
      names = "--step",
      order = 9,
      paramLabel = "S",
      description =
          "distance between points of a curve, at most sqrt(h); not below both a millionth of the"
              + " data's range and a thousandth of sqrt(h); default: a quarter of sqrt(h)")
  private Double step;

  @Option(
      names = "--min-log-density",
      order = 10,
      paramLabel = "L",
      description = "curves end where the log density is below L; default: 1/2 below any seed's")
  private Double minLogDensity;

  @Option(
      names = "--until",
      order = 11,
      paramLabel = "V",
      description =
          "follow the points of the curves until the variance, bandwidth or time has fallen to V")
  private Double until;

  @Option(
      names = "--levels",
      order = 12,
      paramLabel = "N",
      description = "levels on the way to V, both ends counted; default: 8")
  private Integer levels;

  @Option(
      names = "--bootstrap",
      order = 12,
      paramLabel = "N",
      description =
          "how far the ridge moves with other data: median over N samples of the data, at least 2;"
              + " for data without weights")
  private Integer bootstrap;

  @Option(
      names = "--seed",
      order = 12,
      paramLabel = "S",
      description = "seed of the bootstrap; default: 0")
  private Long seed;

  @Option(
      names = "--out",
      order = 13,
      paramLabel = "F",
      required = true,
      description = "the curves: .csv or .npy")
  private Path out;

  @Mixin private PlotArguments plot;
  @Mixin private ComputeArguments compute;

  @Override
  public Integer call() throws IOException {
    Smoothing smoothing = density.smoothing();
    ComputeOptions options = compute.options();
    checkFiles();
    CurveStep.checkLongest(step, smoothing);
    List<Smoothing> wanted = levels();
    try (TableOutput output = TableOutput.create(out);
        PlotOutput picture = plot.create()) {
      Table data = density.readData();
      if (data.columns() < 2) {
        throw new InputException(
            density.data() + ": ridge curves need data of dimension 2 or more");
      }
      Points points = density.points(data);
      CurveStep.checkShortest(step, smoothing, points);
      Table starts = seeds == null ? data : density.readQueries(seeds, data);
      picture.prepare(data, density.data());
      try (Compute opened = Compute.open(options)) {
        BandwidthUnit.check(points, smoothing);
        parent.started();
        CurveTable table =
            new CurveTable(
                points.dimension(), trace(opened, points, smoothing, starts.values()), smoothing);
        double[] shifts = shifts(opened, points, smoothing, table.points());
        List<RidgeLevel> followed =
            RidgeTrace.follow(opened, points, 1, wanted, table.dataPoints()).levels();
        table.write(output, followed, shifts);
        picture.draw(table.lines(), followed, shifts);
        AtomicOutput.commitAll(output.file(), picture.file());
        table.summarize(spec.commandLine().getOut(), opened, followed, shifts);
      }
    }
    return 0;
  }

  private void checkFiles() {
    List<Path> tables =
        Stream.of(density.data(), seeds, density.weights()).filter(Objects::nonNull).toList();
    tables.forEach(FileFormat::of);
    List<Path> inputs = Stream.concat(tables.stream(), plot.inputs().stream()).toList();
    Paths.check(inputs, Stream.concat(Stream.of(out), plot.outputs().stream()).toList());
    if (bootstrap != null && bootstrap < 2) {
      throw new InputException("bootstrap must be at least 2, got " + bootstrap);
    }
    if (bootstrap != null && density.weights() != null) {
      throw new InputException("--bootstrap is for data without --weights");
    }
    if (seed != null && bootstrap == null) {
      throw new InputException("--seed " + seed + " needs --bootstrap");
    }
    if (minLogDensity != null && minLogDensity.isNaN()) {
      throw new InputException("min-log-density must be a number, got NaN");
    }
  }

  /** The levels below the first one. */
  private List<Smoothing> levels() {
    if (until == null) {
      if (levels != null) {
        throw new InputException("--levels " + levels + " needs --until, there is no way to go");
      }
      return List.of();
    }
    int count = levels == null ? LEVELS : levels;
    if (count < 2) {
      throw new InputException("levels must be at least 2, got " + count);
    }
    return density.smoothings(until, count).subList(1, count);
  }

  private List<RidgeCurve> trace(
      Compute opened, Points points, Smoothing smoothing, double[] starts) {
    double[] scaled = starts.clone();
    if (seeds == null) {
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= smoothing.scale();
      }
    }
    try (SmoothedDensity smoothed = opened.density(points, smoothing);
        Progress progress = Progress.start("trace", scaled.length / points.dimension())) {
      RidgeTracer tracer = RidgeTracer.of(smoothed).beta(density.beta()).onProgress(progress);
      if (step != null) {
        tracer = tracer.step(step);
      }
      if (minLogDensity != null) {
        tracer = tracer.minLogDensity(minLogDensity);
      }
      return tracer.trace(Points.of(scaled, points.dimension()));
    }
  }

  private double[] shifts(Compute opened, Points points, Smoothing smoothing, double[] ridge) {
    return bootstrap == null || ridge.length == 0
        ? null
        : RidgeBootstrap.of(opened, points, smoothing, 1, ridge, bootstrap, seed == null ? 0 : seed)
            .medians();
  }
}
