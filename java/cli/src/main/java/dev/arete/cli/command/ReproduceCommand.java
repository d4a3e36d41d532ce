package dev.arete.cli.command;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.cli.io.InputException;
import dev.arete.cli.plot.Fonts;
import dev.arete.cli.report.FolderWorkspace;
import dev.arete.cli.report.ReportFolder;
import dev.arete.cli.report.Verdicts;
import dev.arete.diffusion.experiment.Bandwidth;
import dev.arete.diffusion.experiment.Embedding;
import dev.arete.diffusion.experiment.FeatureSettings;
import dev.arete.diffusion.experiment.RidgeEvolution;
import dev.arete.diffusion.experiment.ThreeModes;
import dev.arete.diffusion.experiment.TwoModes;
import dev.arete.diffusion.experiment.Workspace;
import dev.arete.diffusion.features.RandomFeatures;
import dev.arete.diffusion.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Repeats experiments of the paper. */
@Command(
    name = "reproduce",
    description = {
      "Repeats an experiment of the paper and compares with the numbers on record.",
      "",
      "Leaves report.md, tables (CSV, JSON) and figures (PNG, SVG) in a folder named after the"
          + " experiment. Long steps are kept in the folder's cache: a run that was stopped goes on"
          + " where it was. With the paper's 2,000 features a run takes minutes and 2 GB of memory.",
      ""
    },
    sortOptions = false,
    footer = {"", "Example:", "  arete reproduce two-modes --out paper"})
final class ReproduceCommand implements Callable<Integer> {
  @ParentCommand private AreteCommand parent;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      description = {
        "two-modes: the paper's test of normal and tangent errors;",
        "three-modes: losses and samples by the size of the model;",
        "embedding: what the period of the time features does;",
        "ridge-evolution: the ridge as the noise goes to 0;",
        "bandwidth: whether the answers depend on it;",
        "mnist: images of a digit in a latent space; needs --data and arete-nd4j.jar;",
        "all: every one of them, mnist only with --data"
      })
  private String name;

  @Option(
      names = "--out",
      order = 1,
      paramLabel = "DIR",
      required = true,
      description = "folder for the results, made if need be")
  private Path out;

  @Option(
      names = "--features",
      order = 2,
      paramLabel = "P",
      description =
          "random features of a model; default: the paper's 2000; embedding: 1000; bandwidth: 300")
  private Integer features;

  @Option(
      names = "--noise-samples",
      order = 3,
      paramLabel = "M",
      description = "training noise a time node and data point; default: that of the experiment")
  private Integer samples;

  @Option(
      names = "--paths",
      order = 4,
      paramLabel = "N",
      description = "sampled paths of a model; default: 600")
  private Integer paths;

  @Option(
      names = "--period",
      order = 5,
      paramLabel = "P",
      description = "period of the time features; default: T, as in the paper; 2T is cleaner")
  private Double period;

  @Option(
      names = "--steps",
      order = 6,
      paramLabel = "N",
      description = "steps of the sampler, exponential in time; default: the paper's 2000")
  private Integer steps;

  @Option(
      names = "--seed",
      order = 7,
      paramLabel = "S",
      description = "seed of features, training noise and paths; default: 42")
  private Long seed;

  @Option(
      names = "--data",
      order = 8,
      paramLabel = "DIR",
      description = "mnist: folder with the files of MNIST, train or t10k, images and labels")
  private Path data;

  @Option(
      names = "--epochs",
      order = 9,
      paramLabel = "N",
      description = "mnist: passes over the data for every network; default: 100, 300 and 150")
  private Integer epochs;

  @Mixin private ComputeArguments compute;

  /** An experiment of the paper, with the settings it has there. */
  private record Experiment(String name, FeatureSettings settings, Runner runner) {}

  @FunctionalInterface
  private interface Runner {
    Report run(Compute compute, FeatureSettings settings, Workspace workspace);
  }

  private static final List<Experiment> EXPERIMENTS =
      List.of(
          new Experiment("two-modes", FeatureSettings.twoModes(), TwoModes::run),
          new Experiment("three-modes", FeatureSettings.threeModes(), ThreeModes::run),
          new Experiment("embedding", Embedding.defaults(), Embedding::run),
          new Experiment("ridge-evolution", FeatureSettings.twoModes(), RidgeEvolution::run),
          new Experiment("bandwidth", Bandwidth.defaults(), Bandwidth::run));

  @Override
  public Integer call() throws IOException {
    ComputeOptions options = compute.options();
    checkNumbers();
    ExperimentOptions.check(name, spec.commandLine().getParseResult());
    Paths.checkFolder(out);
    Fonts.requireUsable(out);
    boolean known = false;
    for (Experiment experiment : EXPERIMENTS) {
      if (name.equals("all") || name.equals(experiment.name())) {
        known = true;
        run(experiment, options);
      }
    }
    if (name.equals(LatentRun.NAME) || (name.equals("all") && data != null)) {
      known = true;
      LatentRun latent = LatentRun.of(data, paths, steps, seed, epochs);
      run(
          new Experiment(LatentRun.NAME, null, (on, ignored, kept) -> latent.run(on, kept)),
          options);
    }
    if (!known) {
      throw new InputException("unknown experiment " + name + "; known: " + names());
    }
    return 0;
  }

  private static String names() {
    StringBuilder names = new StringBuilder();
    for (Experiment experiment : EXPERIMENTS) {
      names.append(experiment.name()).append(", ");
    }
    return names + LatentRun.NAME + ", all";
  }

  private void checkNumbers() {
    atLeastOne("features", features);
    if (features != null && features > RandomFeatures.MOST) {
      throw new InputException(
          "features must be at most "
              + RandomFeatures.MOST
              + ", whose matrices are as large as an array can be, got "
              + features);
    }
    atLeastOne("noise-samples", samples);
    atLeastOne("steps", steps);
    atLeastOne("epochs", epochs);
    if (paths != null && paths < 3) {
      throw new InputException("paths must be at least 3, got " + paths);
    }
    if (period != null && !(period > 0 && period < Double.POSITIVE_INFINITY)) {
      throw new InputException("period must be positive and finite, got " + period);
    }
  }

  private static void atLeastOne(String what, Integer value) {
    if (value != null && value < 1) {
      throw new InputException(what + " must be at least 1, got " + value);
    }
  }

  private FeatureSettings settings(FeatureSettings defaults) {
    if (defaults == null) {
      return null;
    }
    FeatureSettings settings =
        defaults.withSamples(
            samples == null ? defaults.samples() : samples,
            paths == null ? defaults.paths() : paths);
    settings = features == null ? settings : settings.withFeatures(features);
    settings = steps == null ? settings : settings.withSteps(steps);
    settings = period == null ? settings : settings.withPeriod(period);
    return seed == null ? settings : settings.withSeed(seed);
  }

  private void run(Experiment experiment, ComputeOptions options) throws IOException {
    Path target = out.resolve(experiment.name());
    try (Compute opened = Compute.open(options);
        ReportFolder folder = ReportFolder.create(target, List.of())) {
      parent.started();
      Workspace workspace = new FolderWorkspace(target.resolve("cache"), Progress::stage);
      long begin = System.nanoTime();
      Report report = experiment.runner().run(opened, settings(experiment.settings()), workspace);
      folder.write(report);
      PrintWriter text = spec.commandLine().getOut();
      text.printf(
          Locale.ROOT,
          "%-16s%s %.0f s, %s%n",
          experiment.name(),
          Verdicts.counts(report.verdicts()),
          (System.nanoTime() - begin) * 1e-9,
          target.resolve("report.md"));
      text.flush();
    }
  }
}
