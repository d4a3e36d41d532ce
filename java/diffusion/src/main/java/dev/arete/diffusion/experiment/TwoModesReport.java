package dev.arete.diffusion.experiment;

import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.analysis.FixedPoints;
import dev.arete.diffusion.analysis.Modes;
import dev.arete.diffusion.analysis.Regression;
import dev.arete.diffusion.features.FeatureModel;
import dev.arete.diffusion.features.Training;
import dev.arete.diffusion.report.Report;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Turns what was measured on the two modes into a report. */
final class TwoModesReport {
  static final double MODE_RADIUS = 0.5;

  /** Samples with |x| below this lie between the modes. */
  static final double BETWEEN = 2.5;

  /** Predictions below this share of the noise are rounding, and no line is fitted to them. */
  private static final double NOTHING = 1e-6;

  private final FeatureSettings settings;
  private final List<TwoModes.Outcome> outcomes;

  TwoModesReport(FeatureSettings settings, List<TwoModes.Outcome> outcomes) {
    this.settings = settings;
    this.outcomes = outcomes;
  }

  /** A training time in words. */
  static String words(double tau) {
    return tau == Training.FOREVER ? "end" : String.format(Locale.ROOT, "%.0f", tau);
  }

  /** What is counted and fitted on the samples of one run. */
  record Measures(
      int left,
      int right,
      int between,
      double residualMean,
      double residualMedian,
      Regression align,
      double predictedRms,
      Regression alignLast,
      Regression push,
      Regression slide) {}

  static Measures measure(TwoModes.SampledRun run, double end) {
    double[] last = run.tracked().paths().last();
    double h = Schedule.ornsteinUhlenbeck().variance(end);
    Modes modes = Modes.of(TwoModes.DATA, last, MODE_RADIUS);
    double[] x = axis(last, 0);
    double[] residual = Arrays.stream(axis(last, 1)).map(y -> Math.abs(y) / h).sorted().toArray();
    double[] displacement = axis(run.tracked().displacement(), 1);
    double predictedRms =
        Math.sqrt(
            Arrays.stream(axis(run.tracked().predicted(), 1)).map(v -> v * v).sum() / x.length);
    return new Measures(
        modes.near()[0],
        modes.near()[1],
        (int) Arrays.stream(x).filter(v -> Math.abs(v) < BETWEEN).count(),
        Arrays.stream(residual).average().orElse(Double.NaN),
        residual[residual.length / 2],
        predictedRms > NOTHING * Math.sqrt(h)
            ? Regression.of(axis(run.tracked().predicted(), 1), displacement)
            : Regression.none(),
        predictedRms,
        predictedRms > NOTHING * Math.sqrt(h)
            ? Regression.of(axis(run.tracked().lastNormalError(), 1), displacement)
            : Regression.none(),
        Regression.of(axis(run.tracked().tangentPush(), 0), axis(run.tracked().slide(), 0)),
        Regression.of(axis(run.tracked().tangentDrift(), 0), axis(run.tracked().slide(), 0)));
  }

  static double[] axis(double[] points, int axis) {
    return IntStream.range(0, points.length / 2).mapToDouble(i -> points[2 * i + axis]).toArray();
  }

  /** Fixed points of a model on the first axis at the last time. */
  static List<FixedPoints.FixedPoint> fixedPoints(
      TwoModes.Outcome outcome, double tau, double time) {
    FeatureModel model = outcome.study().model(tau);
    double[] mean = new double[2];
    return FixedPoints.along(
        u -> {
          model.posteriorMean(time, new double[] {u, 0}, 1, mean);
          return mean[0];
        },
        -4,
        4,
        400);
  }

  static int near(double[] x, double position) {
    return (int) Arrays.stream(x).filter(v -> Math.abs(v - position) < MODE_RADIUS).count();
  }

  Report build(String device) {
    Report report =
        new Report(
            "Two modes",
            "Two data points (-3, 0) and (3, 0). Their one-dimensional ridge is the horizontal axis"
                + " at every noise level. A random feature model of the posterior mean, "
                + settings.features()
                + " features, is trained by gradient flow with three loss weights; everything else"
                + " is the same, down to the noise of the samples. The models learn the direction"
                + " across the ridge almost perfectly, and keep an error along it: samples land on"
                + " the ridge, and the loss weight decides whether between the data or on them.");
    describe(report, device);
    TwoModesVerdicts.add(report, settings, outcomes);
    TwoModesFigures.add(report, settings, outcomes);
    TwoModesTables.add(report, settings, outcomes);
    TwoModesRemarks.add(report);
    return report;
  }

  private void describe(Report report, String device) {
    report
        .setting("data", "(-3, 0), (3, 0)")
        .setting("kernel", "Gaussian, the noised data of the diffusion at time t")
        .setting("schedule", Schedule.ornsteinUhlenbeck())
        .setting("ridge dimension", TwoModes.RIDGE_DIMENSION)
        .setting("space", "data coordinates, units of the data")
        .setting("features p", settings.features())
        .setting("time embedding", settings.harmonics() + " harmonics, period " + settings.period())
        .setting("times", settings.end() + " to " + settings.start())
        .setting("time quadrature of the loss", outcomes.get(0).study().problem().quadrature())
        .setting(
            "training noise",
            settings.samples()
                + " quasi-random samples a time node and data point, "
                + settings.faintSamples()
                + " where a < 0.05")
        .setting("time quadrature of errors", outcomes.get(0).errors().quadrature())
        .setting(
            "sampler",
            settings.paths()
                + " paths, Euler-Maruyama, "
                + settings.steps()
                + " exponential steps, shared noise")
        .setting("seed", settings.seed())
        .setting("geometry computed on", device);
  }
}
