package dev.arete.cli.command;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.Points;
import dev.arete.Smoothing;
import dev.arete.cli.io.Domain;
import dev.arete.cli.io.FileFormat;
import dev.arete.cli.io.InputException;
import dev.arete.cli.io.Table;
import dev.arete.cli.io.TableReader;
import dev.arete.cli.plot.Fonts;
import dev.arete.cli.report.ReportFolder;
import dev.arete.diffusion.analysis.SampleAnalysis;
import dev.arete.diffusion.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Measures a user's samples against the ridge of the data they were learned from. */
@Command(
    name = "analyze",
    description = {
      "Measures samples of a diffusion model against the ridge of the data it was trained on:"
          + " ridge residuals beside their noise floor, distances to the ridge, samples between"
          + " the data, spectra, and how much the bandwidth matters. With scores or posterior means"
          + " the model gave at the samples, its error is split into normal and tangent parts; with"
          + " recorded paths and its scores there, the phases reach, align and slide are measured.",
      "",
      "Leaves report.md, tables (CSV, JSON) and figures (PNG, SVG) in a folder, in place of those of"
          + " an earlier analysis.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  arete analyze --data train.npy --samples samples.npy --scores scores.npy \\",
      "      --ou-time 0.01 --ridge-dimension 1 --out analysis"
    })
final class AnalyzeCommand implements Callable<Integer> {
  /** A sample within three standard deviations of the noise of a data point is near it. */
  private static final double NEAR = 3;

  @ParentCommand private AreteCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private AnalysisArguments density;

  @Option(
      names = "--samples",
      order = 8,
      paramLabel = "F",
      required = true,
      description = "samples at that noise level, one a row: .csv or .npy")
  private Path samples;

  @ArgGroup(exclusive = true)
  private ModelFile model;

  /** What a model gave at the samples. */
  private static final class ModelFile {
    @Option(
        names = "--scores",
        order = 9,
        paramLabel = "F",
        description = "scores of the model at the samples, as many rows: .csv or .npy")
    private Path scores;

    @Option(
        names = "--posterior-means",
        order = 10,
        paramLabel = "F",
        description = "posterior means a E[x_0 | sample] of the model, as many rows: .csv or .npy")
    private Path means;

    Path file() {
      return scores == null ? means : scores;
    }
  }

  @Option(
      names = "--radius",
      order = 11,
      paramLabel = "R",
      description =
          "a sample within R of a scaled data point counts as near it; default: 3 sqrt(d h)")
  private Double radius;

  @ArgGroup(exclusive = false)
  private PathArguments paths;

  @Option(
      names = "--out",
      order = 13,
      paramLabel = "DIR",
      required = true,
      description = "folder for the results, made if need be")
  private Path out;

  @Mixin private ComputeArguments compute;

  @Override
  public Integer call() throws IOException {
    Smoothing smoothing = density.smoothing();
    ComputeOptions options = compute.options();
    checkArguments();
    try (ReportFolder folder = ReportFolder.create(out, AnalysisFiles.names())) {
      analyze(smoothing, options, folder);
    }
    spec.commandLine().getOut().println("report  " + out.resolve("report.md"));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private void analyze(Smoothing smoothing, ComputeOptions options, ReportFolder folder)
      throws IOException {
    Table data = density.readData();
    Points points = density.points(data);
    Table queries = density.readQueries(samples, data);
    double[] means = model == null ? null : means(queries, data.columns(), smoothing);
    PathArguments.Measurement tracked = paths == null ? null : paths.read(data.columns());
    double near = radius == null ? NEAR * Math.sqrt(data.columns() * smoothing.variance()) : radius;
    SampleAnalysis analysis =
        new SampleAnalysis(
            points, queries.values(), smoothing, density.ridgeDimension(), means, near);
    try (Compute opened = Compute.open(options)) {
      BandwidthUnit.check(points, smoothing);
      parent.started();
      Report report = analysis.run(opened);
      if (tracked != null) {
        tracked.addTo(report, opened, points, density.ridgeDimension(), near);
      }
      folder.write(report);
    }
  }

  private void checkArguments() {
    List<Path> inputs =
        Stream.concat(
                Stream.of(
                    density.data(),
                    density.weights(),
                    samples,
                    model == null ? null : model.file()),
                paths == null ? Stream.empty() : paths.files().stream())
            .filter(Objects::nonNull)
            .toList();
    inputs.forEach(FileFormat::of);
    Paths.checkFolder(out);
    Paths.check(inputs, AnalysisFiles.in(out));
    density.checkRidgeDimension();
    if (paths != null) {
      paths.check();
    }
    if (radius != null && !(radius > 0 && radius < Double.POSITIVE_INFINITY)) {
      throw new InputException("radius must be positive and finite, got " + radius);
    }
    Fonts.requireUsable(out);
  }

  /** Posterior means of the model, from the file as they are or from scores as m = y + h s. */
  private double[] means(Table queries, int dimension, Smoothing smoothing) {
    Path file = model.file();
    Table table = TableReader.read(file, Domain.COORDINATE);
    if (table.rows() != queries.rows() || table.columns() != dimension) {
      throw new InputException(
          file
              + ": "
              + table.rows()
              + " rows of "
              + table.columns()
              + " numbers; expected one row of "
              + dimension
              + " for each of the "
              + queries.rows()
              + " samples");
    }
    double[] values = table.values().clone();
    if (model.scores != null) {
      for (int i = 0; i < values.length; i++) {
        values[i] = queries.values()[i] + smoothing.variance() * values[i];
      }
    }
    return values;
  }
}
