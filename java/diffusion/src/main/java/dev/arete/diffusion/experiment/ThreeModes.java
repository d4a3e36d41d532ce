package dev.arete.diffusion.experiment;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.diffusion.ExactScore;
import dev.arete.diffusion.ReverseSampler;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.TimeGrid;
import dev.arete.diffusion.features.Training;
import dev.arete.diffusion.numeric.TimeQuadrature;
import dev.arete.diffusion.report.Report;
import java.util.ArrayList;
import java.util.List;

/**
 * Three data points (0,0), (5,0), (0,5), whose one-dimensional ridge is an L at small times: random
 * feature models of three sizes, trained with the weight 1/h^2. Losses by size, errors split by the
 * ridge's own frame, samples by mode.
 */
public final class ThreeModes {
  static final Points DATA = Points.of(new double[] {0, 0, 5, 0, 0, 5}, 2);

  private static final double[] ERROR_TAUS = {100, 1000, Training.FOREVER};
  private static final int FRESH_POINTS = 150;

  private final Compute compute;
  private final FeatureSettings settings;
  private final Workspace workspace;

  private ThreeModes(Compute compute, FeatureSettings settings, Workspace workspace) {
    this.compute = compute;
    this.settings = settings;
    this.workspace = workspace;
  }

  /**
   * Runs the experiment.
   *
   * @param compute evaluates the exact geometry
   * @param settings the largest number of features, which is halved twice; samples and paths
   * @param workspace memory and listener
   * @return the report
   */
  public static Report run(Compute compute, FeatureSettings settings, Workspace workspace) {
    return new ThreeModes(compute, settings, workspace).run();
  }

  /** One size with all that was measured; samples at the end of training. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of one array, never compared
  record Outcome(int features, FeatureStudy study, FeatureErrors errors, double[] samples) {}

  private Report run() {
    List<Outcome> outcomes = new ArrayList<>();
    try (ExactScore exact = new ExactScore(compute, DATA, Schedule.ornsteinUhlenbeck())) {
      for (int share : new int[] {4, 2, 1}) {
        outcomes.add(outcome(Math.max(4, settings.features() / share), exact));
      }
    }
    return new ThreeModesReport(settings, outcomes).build(compute.device());
  }

  private Outcome outcome(int features, ExactScore exact) {
    FeatureSettings sized = settings.withFeatures(features);
    FeatureStudy study = FeatureStudy.of(DATA, LossWeight.INVERSE_SQUARE, sized, workspace);
    FeatureErrors[] errors = new FeatureErrors[1];
    TimeQuadrature times =
        TimeQuadrature.gradedBothWays(settings.end(), settings.start(), 0.3, 0.25);
    workspace.stage(
        "errors, p = " + features,
        progress ->
            errors[0] =
                FeatureErrors.measure(study, exact, 1, times, ERROR_TAUS, FRESH_POINTS, progress));
    double[][] samples = new double[1][];
    workspace.stage(
        "paths, p = " + features,
        progress ->
            samples[0] =
                ReverseSampler.of(
                        Schedule.ornsteinUhlenbeck(),
                        TimeGrid.exponential(settings.start(), settings.end(), settings.steps()))
                    .seed(settings.seed())
                    .observer((k, t, y, shifts) -> progress.progress(k, settings.steps()))
                    .sample(study.model(Training.FOREVER), settings.paths())
                    .last());
    return new Outcome(features, study, errors[0], samples[0]);
  }
}
