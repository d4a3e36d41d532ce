package dev.arete.diffusion.experiment;

import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.analysis.ErrorSplit;
import dev.arete.diffusion.analysis.NoiseFloor;
import dev.arete.diffusion.analysis.PathTracker;
import dev.arete.diffusion.features.Training;
import dev.arete.diffusion.report.Figure;
import dev.arete.diffusion.report.Panel;
import dev.arete.diffusion.report.Report;
import dev.arete.diffusion.report.Series;
import dev.arete.diffusion.report.Series.Mark;
import dev.arete.diffusion.report.Series.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Figures of the two modes. */
final class TwoModesFigures {
  private static final Tone[] TONES = {Tone.FIRST, Tone.SECOND, Tone.THIRD, Tone.FOURTH};

  /** Farther from both ends the error only wiggles with the time features. */
  private static final double LAST_SHOWN = 1;

  private final FeatureSettings settings;
  private final List<TwoModes.Outcome> outcomes;

  private TwoModesFigures(FeatureSettings settings, List<TwoModes.Outcome> outcomes) {
    this.settings = settings;
    this.outcomes = outcomes;
  }

  static void add(Report report, FeatureSettings settings, List<TwoModes.Outcome> outcomes) {
    TwoModesFigures figures = new TwoModesFigures(settings, outcomes);
    report.add(figures.carrying());
    report.add(figures.slide());
    report.add(figures.losses());
    report.add(figures.errors());
    report.add(figures.inTime());
    report.add(figures.reach());
    report.add(figures.align());
    report.add(figures.residuals());
  }

  /** The figure that carries the paper. */
  private Figure carrying() {
    TwoModes.Outcome one = outcomes.get(0);
    TwoModes.Outcome square = outcomes.get(2);
    return new Figure(
        "two_modes",
        "Two models, the same data, features, first layer and noise; both fully trained. Left: loss"
            + " weight 1 generates new points on the ridge, between the data. Right: weight 1/h²"
            + " memorizes the data. Both have learned the direction across the ridge: what spread"
            + " is left there is the noise of the last time.",
        2,
        List.of(
            plane("weight 1: new points on the ridge, between the data", one),
            plane("weight 1/h²: the data, memorized", square),
            along(one),
            along(square)));
  }

  private static double[] samples(TwoModes.Outcome outcome, int axis) {
    List<TwoModes.SampledRun> runs = outcome.runs();
    return TwoModesReport.axis(runs.get(runs.size() - 1).tracked().paths().last(), axis);
  }

  private static Panel plane(String title, TwoModes.Outcome outcome) {
    return new Panel(title, "", "across the ridge")
        .xRange(-4, 4)
        .yRange(-1, 1)
        .add(new Series("ridge", new double[] {-4, 4}, new double[2], Mark.LINE, Tone.RIDGE))
        .add(
            new Series(
                "samples", samples(outcome, 0), samples(outcome, 1), Mark.DOTS, Tone.SAMPLES))
        .add(new Series("data", new double[] {-3, 3}, new double[2], Mark.DISCS, Tone.DATA));
  }

  private static Panel along(TwoModes.Outcome outcome) {
    double[] x = samples(outcome, 0);
    Series histogram = Series.histogram("samples", x, -4, 4, 80, Tone.SAMPLES);
    double top = Arrays.stream(histogram.y()).max().orElse(1);
    return new Panel("", "along the ridge", "density of samples")
        .xRange(-4, 4)
        .yRange(-0.06 * top, 1.1 * top)
        .add(histogram)
        .add(new Series("data", new double[] {-3, 3}, new double[2], Mark.DISCS, Tone.DATA));
  }

  private Figure slide() {
    List<Panel> panels = new ArrayList<>();
    for (TwoModes.Outcome outcome : outcomes) {
      Panel panel =
          new Panel(outcome.study().weight().toString(), "along the ridge", "density of samples")
              .xRange(-4, 4);
      for (int r = 0; r < outcome.runs().size(); r++) {
        TwoModes.SampledRun run = outcome.runs().get(r);
        double[] x = TwoModesReport.axis(run.tracked().paths().last(), 0);
        String label = "τ = " + TwoModesReport.words(run.tau());
        panel.add(Series.histogram(label, x, -4, 4, 40, TONES[r]));
      }
      panels.add(panel);
    }
    return new Figure(
        "slide",
        "Slide: where samples lie along the ridge after more and more training. The data are at -3"
            + " and 3.",
        panels.size(),
        panels);
  }

  private double[] taus() {
    FeatureErrors errors = outcomes.get(0).errors();
    return IntStream.range(0, errors.taus() - 1).mapToDouble(errors::tau).toArray();
  }

  private Figure losses() {
    Panel tangent = new Panel("along the ridge", "training time", "training loss").logX().logY();
    Panel normal = new Panel("across the ridge", "training time", "training loss").logX().logY();
    double[] taus = taus();
    for (int w = 0; w < outcomes.size(); w++) {
      TwoModes.Outcome outcome = outcomes.get(w);
      Training training = outcome.study().training();
      String label = outcome.study().weight().toString();
      tangent.add(curve(label, taus, tau -> training.losses(tau)[0], TONES[w]));
      tangent.add(level("", taus, outcome.floor(), TONES[w]));
      normal.add(curve(label, taus, tau -> training.losses(tau)[1], TONES[w]));
    }
    return Figure.row(
        "losses",
        "Training loss along and across the ridge. Along it the loss levels off above its floor"
            + " (dashed): the architecture's share. Across it the loss goes on falling.",
        tangent,
        normal);
  }

  private static Series curve(String label, double[] x, DoubleUnaryOperator y, Tone tone) {
    return new Series(label, x, Arrays.stream(x).map(y).toArray(), Mark.BEADS, tone);
  }

  private static Series level(String label, double[] x, double y, Tone tone) {
    return new Series(
        label, new double[] {x[0], x[x.length - 1]}, new double[] {y, y}, Mark.DASHES, tone);
  }

  private Figure errors() {
    Panel tangent =
        new Panel("along the ridge, whole time", "training time", "∫ E |e|² dt").logX().logY();
    Panel normal =
        new Panel("across the ridge, whole time", "training time", "∫ E |e|² dt").logX().logY();
    Panel tangentEnd =
        new Panel("along the ridge, at t_min", "training time", "E |e|²").logX().logY();
    Panel normalEnd =
        new Panel("across the ridge, at t_min", "training time", "E |e|²").logX().logY();
    for (int w = 0; w < outcomes.size(); w++) {
      FeatureErrors errors = outcomes.get(w).errors();
      String label = outcomes.get(w).study().weight().toString();
      tangent.add(byTau(label, errors, k -> errors.whole(k, 0).tangent(), TONES[w]));
      int end = errors.taus() - 1;
      tangent.add(level("", taus(), errors.whole(end, 0).tangent(), TONES[w]));
      normal.add(byTau(label, errors, k -> errors.whole(k, 0).normal(), TONES[w]));
      tangentEnd.add(byTau(label, errors, k -> first(errors, k).tangent().mean(), TONES[w]));
      tangentEnd.add(level("", taus(), first(errors, end).tangent().mean(), TONES[w]));
      normalEnd.add(byTau(label, errors, k -> first(errors, k).normal().mean(), TONES[w]));
    }
    return new Figure(
        "errors",
        "The error of the posterior mean on fresh noise, split by the ridge's own directions."
            + " Across the ridge it falls towards 0 with training, for every weight; along it a"
            + " floor stays (dashed: the end of training).",
        2,
        List.of(tangent, normal, tangentEnd, normalEnd));
  }

  private static ErrorSplit first(FeatureErrors errors, int k) {
    return errors.splits(k).get(0);
  }

  private Series byTau(String label, FeatureErrors errors, IntToDoubleFunction y, Tone tone) {
    int count = errors.taus() - 1;
    return new Series(
        label, taus(), IntStream.range(0, count).mapToDouble(y).toArray(), Mark.BEADS, tone);
  }

  private Figure inTime() {
    Panel tangent = new Panel("along the ridge", "t", "E |e|²").logX().logY();
    Panel late = new Panel("along the ridge, last times", "T - t + t_min", "E |e|²").logX().logY();
    for (int w = 0; w < outcomes.size(); w++) {
      FeatureErrors errors = outcomes.get(w).errors();
      List<ErrorSplit> splits = errors.splits(errors.taus() - 1);
      String label = outcomes.get(w).study().weight().toString();
      double end = settings.start() + settings.end();
      tangent.add(inTime(label, splits, ErrorSplit::time, TONES[w]));
      late.add(inTime(label, splits, s -> end - s.time(), TONES[w]));
    }
    return Figure.row(
        "errors_in_time",
        "The tangent error of the fully trained models by time, on fresh noise, seen from both"
            + " ends. Time features that repeat after T force the model to be the same at both: a"
            + " boundary layer at one of them.",
        tangent,
        late);
  }

  private static Series inTime(
      String label, List<ErrorSplit> splits, ToDoubleFunction<ErrorSplit> time, Tone tone) {
    List<ErrorSplit> shown =
        splits.stream().filter(s -> time.applyAsDouble(s) <= LAST_SHOWN).toList();
    return new Series(
        label,
        shown.stream().mapToDouble(time).toArray(),
        shown.stream().mapToDouble(s -> s.tangent().mean()).toArray(),
        Mark.LINE,
        tone);
  }

  private Figure reach() {
    List<Panel> panels = new ArrayList<>();
    for (TwoModes.Outcome outcome : outcomes) {
      Panel panel =
          new Panel(outcome.study().weight().toString(), "√h", "rms distance to the ridge")
              .logX()
              .logY();
      for (int r = 0; r < outcome.runs().size(); r++) {
        TwoModes.SampledRun run = outcome.runs().get(r);
        List<PathTracker.PathMoment> moments = thinned(run.tracked().moments());
        panel.add(
            new Series(
                "τ = " + TwoModesReport.words(run.tau()),
                moments.stream().mapToDouble(m -> Math.sqrt(m.split().variance())).toArray(),
                moments.stream().mapToDouble(PathTracker.PathMoment::rms).toArray(),
                Mark.LINE,
                TONES[r]));
      }
      double low = Math.sqrt(Schedule.ornsteinUhlenbeck().variance(settings.end()));
      panel.add(
          new Series("√h", new double[] {low, 1}, new double[] {low, 1}, Mark.DASHES, Tone.THEORY));
      panels.add(panel);
    }
    return new Figure(
        "reach",
        "Reach: on the way from noise (right) to samples (left) the distance to the ridge follows"
            + " the noise √h, whatever the model, until its own normal error takes over.",
        panels.size(),
        panels);
  }

  private static List<PathTracker.PathMoment> thinned(List<PathTracker.PathMoment> all) {
    int stride = Math.max(1, all.size() / 200);
    return IntStream.range(0, all.size())
        .filter(k -> (all.size() - 1 - k) % stride == 0)
        .mapToObj(all::get)
        .toList();
  }

  private Figure align() {
    List<Panel> panels = new ArrayList<>();
    for (TwoModes.Outcome outcome : List.of(outcomes.get(0), outcomes.get(2))) {
      for (int r : new int[] {0, 1}) {
        panels.add(alignPanel(outcome, outcome.runs().get(r)));
      }
    }
    return new Figure(
        "align",
        "Align: where a sample ends across the ridge, against what the normal errors along its path"
            + " predict. The dashed line has slope 1; the scatter around it is the noise √h.",
        2,
        panels);
  }

  private Panel alignPanel(TwoModes.Outcome outcome, TwoModes.SampledRun run) {
    double[] x = TwoModesReport.axis(run.tracked().predicted(), 1);
    double[] y = TwoModesReport.axis(run.tracked().displacement(), 1);
    double low = Arrays.stream(x).min().orElse(-1);
    double high = Arrays.stream(x).max().orElse(1);
    return new Panel(
            outcome.study().weight() + ", τ = " + TwoModesReport.words(run.tau()),
            "predicted",
            "normal displacement")
        .add(new Series("samples", x, y, Mark.DOTS, Tone.SAMPLES))
        .add(
            new Series(
                "slope 1",
                new double[] {low, high},
                new double[] {low, high},
                Mark.DASHES,
                Tone.THEORY));
  }

  private Figure residuals() {
    double h = Schedule.ornsteinUhlenbeck().variance(settings.end());
    NoiseFloor floor = new NoiseFloor(1, h);
    double high = 120;
    double[] x = IntStream.rangeClosed(0, 40).mapToDouble(i -> high * i / 40).toArray();
    double[] y = Arrays.stream(x).map(floor::density).toArray();
    List<Panel> panels = new ArrayList<>();
    for (TwoModes.Outcome outcome : List.of(outcomes.get(0), outcomes.get(2))) {
      Panel panel = new Panel(outcome.study().weight().toString(), "|P_N s|", "density");
      for (int r = 0; r < outcome.runs().size(); r++) {
        TwoModes.SampledRun run = outcome.runs().get(r);
        double[] residual =
            Arrays.stream(TwoModesReport.axis(run.tracked().paths().last(), 1))
                .map(v -> Math.abs(v) / h)
                .toArray();
        panel.add(
            Series.histogram(
                "τ = " + TwoModesReport.words(run.tau()), residual, 0, high, 30, TONES[r]));
      }
      panels.add(panel.add(new Series("noise floor", x, y, Mark.DASHES, Tone.THEORY)));
    }
    return new Figure(
        "residuals",
        "Ridge residuals of the samples beside those of an exact model. Training cannot go below"
            + " the noise floor.",
        2,
        panels);
  }
}
