package dev.arete.diffusion.experiment;

import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.analysis.IntegratedError;
import dev.arete.diffusion.analysis.NoiseFloor;
import dev.arete.diffusion.analysis.PathTracker;
import dev.arete.diffusion.analysis.Phases;
import dev.arete.diffusion.features.Training;
import dev.arete.diffusion.report.Report;
import dev.arete.diffusion.report.Verdict;
import java.util.List;

/** Verdicts on the two modes. */
final class TwoModesVerdicts {
  /** The number of features the recorded numbers belong to. */
  private static final int RECORDED_FEATURES = 2000;

  private static final String OTHER_NUMBERS =
      "other features, first layer and noise than those on record";

  /** Twice the largest relative difference met between two draws of 2,000 features. */
  private static final double LOSS_FACTOR = 1.10;

  private static final double ERROR_FACTOR = 1.15;

  /** One time carries the wiggles of one draw of features; small errors there more than others. */
  private static final double END_FACTOR = 5;

  private final Report report;
  private final FeatureSettings settings;
  private final List<TwoModes.Outcome> outcomes;
  private final boolean comparable;

  private TwoModesVerdicts(
      Report report, FeatureSettings settings, List<TwoModes.Outcome> outcomes) {
    this.report = report;
    this.settings = settings;
    this.outcomes = outcomes;
    FeatureSettings paper = FeatureSettings.twoModes();
    this.comparable =
        settings.features() == RECORDED_FEATURES
            && settings.period() == paper.period()
            && settings.harmonics() == paper.harmonics()
            && settings.intervals() == paper.intervals();
  }

  static void add(Report report, FeatureSettings settings, List<TwoModes.Outcome> outcomes) {
    TwoModesVerdicts verdicts = new TwoModesVerdicts(report, settings, outcomes);
    verdicts.floors();
    verdicts.claims();
    verdicts.losses();
    verdicts.errors();
    verdicts.samples();
  }

  private void floors() {
    for (int w = 0; w < outcomes.size(); w++) {
      report.add(
          Verdict.within(
              "loss floor, " + outcomes.get(w).study().weight(),
              Recorded.FLOORS[w],
              Recorded.EXACT,
              outcomes.get(w).floor(),
              1e-6,
              "six digits on record"));
    }
  }

  /** What the paper says in words, as numbers that would be otherwise if it were wrong. */
  private void claims() {
    double h = Schedule.ornsteinUhlenbeck().variance(settings.end());
    int paths = settings.paths();
    TwoModes.Outcome one = outcomes.get(0);
    TwoModes.Outcome square = outcomes.get(2);
    TwoModesReport.Measures generates = last(one);
    TwoModesReport.Measures memorizes = last(square);
    report.add(
        Verdict.within(
            "share of samples between the data, weight 1, end of training",
            1,
            "claim",
            (double) generates.between() / paths,
            0.05,
            "nearly all, on record 599 of 600"));
    report.add(
        Verdict.within(
            "share of samples at a data point, weight 1/h², end of training",
            1,
            "claim",
            (double) (memorizes.left() + memorizes.right()) / paths,
            0.05,
            "nearly all, on record 598 of 600"));
    double spread = Math.sqrt(1 - 2 / Math.PI) / Math.sqrt(h * paths);
    for (TwoModes.Outcome outcome : outcomes) {
      report.add(
          Verdict.within(
              "mean residual, " + outcome.study().weight() + ", end of training",
              new NoiseFloor(1, h).mean(),
              "exact, noise floor",
              last(outcome).residualMean(),
              4 * spread + 0.0046 * new NoiseFloor(1, h).mean(),
              "4 standard errors and one relative step of the sampler"));
    }
    phases(square);
    for (TwoModes.Outcome outcome : outcomes) {
      FeatureErrors errors = outcome.errors();
      IntegratedError end = errors.whole(errors.taus() - 1, 0);
      report.add(
          Verdict.atMost(
              "normal error over its tangent error, " + outcome.study().weight() + ", end",
              1e-5,
              "claim",
              end.normal() / end.tangent(),
              "the normal error vanishes, a tangent floor stays"));
    }
  }

  /** At the paper's early training time all three phases can be seen. */
  private void phases(TwoModes.Outcome outcome) {
    Phases phases = Phases.of(outcome.runs().get(1).tracked(), TwoModes.TUBE);
    String at = ", " + outcome.study().weight() + ", tau 300";
    report.add(
        Verdict.atMost(
            "order of phases: align after reach" + at,
            phases.reach(),
            "claim",
            phases.align(),
            "times fall along a path"));
    report.add(
        Verdict.atMost(
            "order of phases: slide ends after reach" + at,
            phases.reach(),
            "claim",
            phases.slide(),
            "times fall along a path"));
  }

  private static TwoModesReport.Measures last(TwoModes.Outcome outcome) {
    TwoModes.SampledRun run = outcome.runs().get(outcome.runs().size() - 1);
    return TwoModesReport.measure(run, end(run));
  }

  private static double end(TwoModes.SampledRun run) {
    return run.tracked().paths().time(run.tracked().paths().records() - 1);
  }

  private void losses() {
    for (int w = 0; w < outcomes.size(); w++) {
      Training training = outcomes.get(w).study().training();
      String weight = outcomes.get(w).study().weight().toString();
      for (int k = 0; k < Recorded.TAUS.length; k++) {
        double[] losses = training.losses(Recorded.TAUS[k]);
        String at = weight + ", tau " + TwoModesReport.words(Recorded.TAUS[k]);
        compare("loss along, " + at, Recorded.LOSS_TANGENT[w][k], losses[0], LOSS_FACTOR);
        if (k < Recorded.TAUS.length - 1) {
          compare("loss across, " + at, Recorded.LOSS_NORMAL[w][k], losses[1], ERROR_FACTOR);
        }
      }
    }
  }

  private void errors() {
    for (int w = 0; w < outcomes.size(); w++) {
      FeatureErrors errors = outcomes.get(w).errors();
      String weight = outcomes.get(w).study().weight().toString();
      for (int k = 0; k < Recorded.TAUS.length; k++) {
        int index = index(errors, Recorded.TAUS[k]);
        String at = weight + ", tau " + TwoModesReport.words(Recorded.TAUS[k]);
        IntegratedError whole = errors.whole(index, 0);
        compare(
            "tangent error, " + at, Recorded.ERROR_TANGENT[w][k], whole.tangent(), ERROR_FACTOR);
        if (k < Recorded.TAUS.length - 1) {
          compare("normal error, " + at, Recorded.ERROR_NORMAL[w][k], whole.normal(), ERROR_FACTOR);
        } else {
          report.add(
              Verdict.atMost(
                  "normal error, " + at,
                  1e-7,
                  "claim; 2e-8 recorded",
                  whole.normal(),
                  "nothing but the null space of the first layer"));
        }
        compare(
            "tangent error at t_min, " + at,
            Recorded.LAST_TANGENT[w][k],
            errors.splits(index).get(0).tangent().mean(),
            END_FACTOR);
      }
    }
  }

  private static int index(FeatureErrors errors, double tau) {
    for (int k = 0; k < errors.taus(); k++) {
      if (errors.tau(k) == tau) {
        return k;
      }
    }
    throw new IllegalArgumentException("errors were not measured at training time " + tau);
  }

  private void compare(String what, double recorded, double measured, double factor) {
    report.add(
        comparable
            ? Verdict.factor(what, recorded, Recorded.REPLICA, measured, factor, OTHER_NUMBERS)
            : Verdict.notComparable(
                what, recorded, Recorded.REPLICA, measured, "settings are not those on record"));
  }

  /** Where the prediction drowns in the noise of the last time, a slope says nothing. */
  private static Verdict align(String at, TwoModesReport.Measures m, double noise) {
    String source = "recorded, replica: 1.04 to 1.25";
    if (!(m.predictedRms() > noise / 2)) {
      return Verdict.notComparable(
          "align slope, " + at,
          1.125,
          source,
          m.align().slope(),
          "the predicted displacements are below half the noise sqrt(h)");
    }
    return Verdict.within(
        "align slope, " + at,
        1.125,
        source,
        m.align().slope(),
        0.125 + 3 * m.align().slopeError(),
        "1.0 to 1.25 and 3 standard errors");
  }

  private void samples() {
    double h = Schedule.ornsteinUhlenbeck().variance(settings.end());
    for (TwoModes.Outcome outcome : List.of(outcomes.get(0), outcomes.get(2))) {
      for (TwoModes.SampledRun run : outcome.runs().subList(0, 2)) {
        TwoModesReport.Measures m = TwoModesReport.measure(run, settings.end());
        String at = outcome.study().weight() + ", tau " + TwoModesReport.words(run.tau());
        report.add(align(at, m, Math.sqrt(h)));
        report.add(
            Verdict.within(
                "align residual over sqrt(h), " + at,
                1,
                Recorded.EXACT,
                m.align().residual() / Math.sqrt(h),
                0.05 + 3 / Math.sqrt(2.0 * settings.paths()),
                "5 % and 3 standard errors"));
      }
    }
    TwoModes.SampledRun run = outcomes.get(2).runs().get(3);
    List<PathTracker.PathMoment> moments = run.tracked().moments();
    double worst = 0;
    for (PathTracker.PathMoment moment : moments) {
      worst = Math.max(worst, Math.abs(moment.rms() / Math.sqrt(moment.split().variance()) - 1));
    }
    report.add(
        Verdict.atMost(
            "reach: largest deviation of rms distance from sqrt(h), weight 1/h², end",
            5 / Math.sqrt(2.0 * settings.paths()) + 0.0046,
            Recorded.EXACT,
            worst,
            "5 standard errors, as the largest of 2,000 times, and one relative step"));
  }
}
