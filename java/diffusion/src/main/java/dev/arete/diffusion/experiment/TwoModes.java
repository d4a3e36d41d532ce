package dev.arete.diffusion.experiment;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.diffusion.ExactScore;
import dev.arete.diffusion.ReverseMethod;
import dev.arete.diffusion.ReverseSampler;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.TimeGrid;
import dev.arete.diffusion.analysis.PathTracker;
import dev.arete.diffusion.features.LossFloor;
import dev.arete.diffusion.features.Training;
import dev.arete.diffusion.features.TrainingProblem;
import dev.arete.diffusion.numeric.TimeQuadrature;
import dev.arete.diffusion.report.Report;
import java.util.ArrayList;
import java.util.List;

/**
 * Two data points (+-3, 0) in the plane, whose one-dimensional ridge is the first axis at every
 * time: a random feature model is trained with three loss weights, its errors are split, its
 * samples measured. The experiment that carries the paper.
 */
public final class TwoModes {
  static final Points DATA = Points.of(new double[] {-3, 0, 3, 0}, 2);
  static final int RIDGE_DIMENSION = 1;

  private static final double[] ERROR_TAUS = {
    20, 50, 100, 200, 300, 500, 800, 1000, 1500, 2000, 5000, Training.FOREVER
  };
  private static final double[] SAMPLE_TAUS = {50, 300, 1000, Training.FOREVER};
  private static final int FRESH_POINTS = 200;
  static final double TUBE = 0.5;

  /** Steps between two recorded times: a step of 9 % in t for the paper's 2,000 steps. */
  private static final int RECORDED = 20;

  private static final double SLIDE_START = 0.1;

  private final Compute compute;
  private final FeatureSettings settings;
  private final Workspace workspace;
  private final ExactScore exact;

  private TwoModes(Compute compute, FeatureSettings settings, Workspace workspace) {
    this.compute = compute;
    this.settings = settings;
    this.workspace = workspace;
    this.exact = new ExactScore(compute, DATA, Schedule.ornsteinUhlenbeck());
  }

  /**
   * Runs the experiment.
   *
   * @param compute evaluates the exact geometry
   * @param settings numbers of features, samples, paths
   * @param workspace memory and listener
   * @return the report: settings, verdicts, tables, figures
   */
  public static Report run(Compute compute, FeatureSettings settings, Workspace workspace) {
    TwoModes experiment = new TwoModes(compute, settings, workspace);
    try {
      return experiment.run();
    } finally {
      experiment.exact.close();
    }
  }

  /** One loss weight with all that was measured. */
  record Outcome(FeatureStudy study, double floor, FeatureErrors errors, List<SampledRun> runs) {}

  /** Samples of a model after a training time. */
  record SampledRun(double tau, PathTracker.Tracked tracked) {}

  private Report run() {
    List<Outcome> outcomes = new ArrayList<>();
    for (LossWeight weight : LossWeight.values()) {
      outcomes.add(outcome(weight));
    }
    return new TwoModesReport(settings, outcomes).build(compute.device());
  }

  private Outcome outcome(LossWeight weight) {
    FeatureStudy study = FeatureStudy.of(DATA, weight, settings, workspace);
    double floor = floor(weight);
    FeatureErrors[] errors = new FeatureErrors[1];
    TimeQuadrature times =
        TimeQuadrature.gradedBothWays(settings.end(), settings.start(), 0.25, 0.05);
    workspace.stage(
        "errors, " + weight,
        progress ->
            errors[0] =
                FeatureErrors.measure(
                    study, exact, RIDGE_DIMENSION, times, ERROR_TAUS, FRESH_POINTS, progress));
    return new Outcome(study, floor, errors[0], sample(study));
  }

  private double floor(LossWeight weight) {
    return LossFloor.of(
        compute,
        new TrainingProblem(
            DATA,
            Schedule.ornsteinUhlenbeck(),
            TimeQuadrature.graded(settings.end(), settings.start(), 0.1, 0.25),
            weight.exponent()));
  }

  private List<SampledRun> sample(FeatureStudy study) {
    List<SampledRun> runs = new ArrayList<>();
    TimeGrid grid = TimeGrid.exponential(settings.start(), settings.end(), settings.steps());
    for (double tau : SAMPLE_TAUS) {
      workspace.stage(
          "paths, " + study.weight() + ", tau " + TwoModesReport.words(tau),
          progress -> {
            ReverseSampler sampler =
                ReverseSampler.of(Schedule.ornsteinUhlenbeck(), grid)
                    .method(ReverseMethod.EULER_MARUYAMA)
                    .seed(settings.seed())
                    .recordEvery(RECORDED);
            PathTracker.Tracked tracked =
                PathTracker.run(
                    exact,
                    RIDGE_DIMENSION,
                    sampler,
                    study.model(tau),
                    settings.paths(),
                    TUBE,
                    SLIDE_START,
                    progress);
            runs.add(new SampledRun(tau, tracked));
          });
    }
    return runs;
  }
}
