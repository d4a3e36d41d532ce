package dev.arete.diffusion.experiment;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.Smoothing;
import dev.arete.diffusion.ExactScore;
import dev.arete.diffusion.ReverseMethod;
import dev.arete.diffusion.ReverseSampler;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.TimeGrid;
import dev.arete.diffusion.analysis.BandwidthStudy;
import dev.arete.diffusion.features.FeatureModel;
import dev.arete.diffusion.features.Training;
import dev.arete.diffusion.random.NormalStream;
import dev.arete.diffusion.report.DataTable;
import dev.arete.diffusion.report.Figure;
import dev.arete.diffusion.report.Panel;
import dev.arete.diffusion.report.Report;
import dev.arete.diffusion.report.Series;
import dev.arete.diffusion.report.Series.Mark;
import dev.arete.diffusion.report.Series.Tone;
import dev.arete.diffusion.report.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Does the geometry depend on the bandwidth? A random feature model is trained on points on a noisy
 * circle; the ridge and the split of the model's errors are computed again with the bandwidth times
 * 0.8 to 1.2, for several models. A reply to the paper's referees says that nothing changes by more
 * than 8 %, without numbers; here they are.
 */
public final class Bandwidth {
  private static final double[] FACTORS = {0.8, 0.9, 1, 1.1, 1.2};
  private static final double[] TIMES = {0.3, 0.1, 0.03};
  private static final int DATA_COUNT = 40;
  private static final int SEEDS = 3;
  private static final int PATHS = 300;
  private static final double CLAIM = 0.08;
  private static final double RADIUS = 2;

  private final Compute compute;
  private final FeatureSettings settings;
  private final Workspace workspace;
  private final Points data = ring();

  private Bandwidth(Compute compute, FeatureSettings settings, Workspace workspace) {
    this.compute = compute;
    this.settings = settings;
    this.workspace = workspace;
  }

  /** One model at one time. */
  private record Study(long seed, double time, List<BandwidthStudy.Row> rows) {}

  /**
   * Returns the settings of this experiment: small enough that several models are trained in a
   * minute.
   *
   * @return p = 300, T = 5
   */
  public static FeatureSettings defaults() {
    return new FeatureSettings(300, 16, 10, 5, 1e-2, 400, 8, PATHS, 400, 42);
  }

  /**
   * Runs the experiment.
   *
   * @param compute evaluates the exact geometry
   * @param settings numbers of features, samples and steps
   * @param workspace memory and listener
   * @return the report
   */
  public static Report run(Compute compute, FeatureSettings settings, Workspace workspace) {
    return new Bandwidth(compute, settings, workspace).run();
  }

  /** Points on a circle of radius 2 with noise of deviation 0.1. */
  private static Points ring() {
    double[] noise = new double[DATA_COUNT];
    new NormalStream(13).fill(0, 0, DATA_COUNT, 1, noise);
    double[] points = new double[2 * DATA_COUNT];
    for (int i = 0; i < DATA_COUNT; i++) {
      double angle = 2 * Math.PI * i / DATA_COUNT;
      double radius = RADIUS + 0.1 * noise[i];
      points[2 * i] = radius * Math.cos(angle);
      points[2 * i + 1] = radius * Math.sin(angle);
    }
    return Points.of(points, 2);
  }

  private Report run() {
    List<Study> studies = new ArrayList<>();
    for (int s = 0; s < SEEDS; s++) {
      long seed = settings.seed() + s;
      FeatureStudy study =
          FeatureStudy.of(data, LossWeight.INVERSE, settings.withSeed(seed), workspace);
      FeatureModel model = study.model(Training.FOREVER);
      for (double time : TIMES) {
        workspace.stage(
            "bandwidths, seed " + seed + ", t = " + time,
            progress -> studies.add(study(seed, time, model)));
      }
    }
    return report(studies);
  }

  private Study study(long seed, double time, FeatureModel model) {
    Schedule schedule = Schedule.ornsteinUhlenbeck();
    double[] samples =
        ReverseSampler.of(schedule, TimeGrid.exponential(settings.start(), time, settings.steps()))
            .method(ReverseMethod.EXPONENTIAL)
            .seed(seed)
            .sample(model, settings.paths())
            .last();
    double[] errors = new double[samples.length];
    model.shift(time, samples, settings.paths(), errors);
    double[] exactShift = new double[samples.length];
    try (ExactScore exact = new ExactScore(compute, data, schedule)) {
      exact.shift(time, samples, settings.paths(), exactShift);
    }
    for (int i = 0; i < errors.length; i++) {
      errors[i] -= exactShift[i];
    }
    Smoothing smoothing = schedule.smoothing(time);
    BandwidthStudy study = new BandwidthStudy(compute, data, smoothing, 1, samples, errors);
    return new Study(seed, time, Arrays.stream(FACTORS).mapToObj(study::at).toList());
  }

  private Report report(List<Study> studies) {
    Report report =
        new Report(
            "The bandwidth",
            "The ridge of 40 points on a noisy circle and the split of a model's errors at its own"
                + " samples, with the bandwidth sqrt(h) times 0.8 to 1.2, the errors and the scale"
                + " of the data held. Random features, weight 1/h, fully trained, three seeds.");
    report
        .setting("data", "40 points, circle of radius 2, normal noise 0.1")
        .setting("features", settings.features())
        .setting("kernel", "Gaussian")
        .setting("ridge dimension", 1)
        .setting("samples a model", settings.paths())
        .setting("seeds", SEEDS + " from " + settings.seed())
        .setting("computed on", compute.device());
    report.add(table(studies));
    report.add(figure(studies));
    for (double time : TIMES) {
      verdicts(report, time, studies.stream().filter(s -> s.time() == time).toList());
    }
    return report;
  }

  private static DataTable table(List<Study> studies) {
    DataTable table =
        new DataTable(
            "bandwidths",
            "Ridge and errors by factor of the bandwidth: mean and largest distance to the ridge at"
                + " factor 1 over sqrt(h), median angle of tangents in degrees, mean square errors,"
                + " and the change of the share of the normal error.",
            "seed",
            "time",
            "factor",
            "ridge_points",
            "mean_distance",
            "hausdorff",
            "median_angle",
            "normal",
            "tangent",
            "normal_share_change");
    for (Study study : studies) {
      double root = Math.sqrt(Schedule.ornsteinUhlenbeck().variance(study.time()));
      for (BandwidthStudy.Row row : study.rows()) {
        table.row(
            study.seed(),
            study.time(),
            row.factor(),
            row.converged(),
            row.meanDistance() / root,
            row.hausdorff() / root,
            row.medianAngle(),
            row.normal(),
            row.tangent(),
            share(row) / share(study.rows().get(2)) - 1);
      }
    }
    return table;
  }

  private static double share(BandwidthStudy.Row row) {
    return row.normal() / (row.normal() + row.tangent());
  }

  private static Figure figure(List<Study> studies) {
    Panel shift = new Panel("the ridge moves", "factor of the bandwidth", "mean distance / √h");
    Panel split =
        new Panel("the split changes", "factor of the bandwidth", "normal share, relative change");
    Tone[] tones = {Tone.FIRST, Tone.SECOND, Tone.THIRD};
    for (int t = 0; t < TIMES.length; t++) {
      double time = TIMES[t];
      double root = Math.sqrt(Schedule.ornsteinUhlenbeck().variance(time));
      boolean first = true;
      for (Study study : studies) {
        if (study.time() == time) {
          String label = first ? "t = " + time : "";
          first = false;
          double[] distances =
              study.rows().stream().mapToDouble(r -> r.meanDistance() / root).toArray();
          double base = share(study.rows().get(2));
          double[] changes = study.rows().stream().mapToDouble(r -> share(r) / base - 1).toArray();
          shift.add(new Series(label, FACTORS, distances, Mark.BEADS, tones[t]));
          split.add(new Series(label, FACTORS, changes, Mark.BEADS, tones[t]));
        }
      }
    }
    return Figure.row(
        "bandwidth",
        "How far the ridge moves, in units of the noise, and how much the normal share of the error"
            + " changes. One line a model and time.",
        shift,
        split);
  }

  private static void verdicts(Report report, double time, List<Study> studies) {
    double worstShare = 0;
    double worstDistance = 0;
    double root = Math.sqrt(Schedule.ornsteinUhlenbeck().variance(time));
    for (Study study : studies) {
      double base = share(study.rows().get(2));
      for (BandwidthStudy.Row row : study.rows()) {
        worstShare = worst(worstShare, Math.abs(share(row) / base - 1));
        worstDistance = worst(worstDistance, row.meanDistance() / root);
      }
    }
    String source = "claim in the reply to the referees";
    report.add(
        Verdict.atMost(
            "largest change of the normal share of the error, t = " + time,
            CLAIM,
            source,
            worstShare,
            "8 % for bandwidths within 20 %"));
    report.add(
        Verdict.atMost(
                "largest mean shift of the ridge over sqrt(h), t = " + time,
                CLAIM,
                source + ", read as a share of sqrt(h)",
                worstDistance,
                "8 % for bandwidths within 20 %")
            .because(
                String.format(
                    Locale.ROOT,
                    "smoothing shrinks a circle: the ridge of one filled evenly moves by %.4f",
                    evenShift(time))));
  }

  /** The largest shift over sqrt(h) of the ridge of a circle of the data's radius. */
  private static double evenShift(double time) {
    double radius = RADIUS * Schedule.ornsteinUhlenbeck().scale(time);
    double h = Schedule.ornsteinUhlenbeck().variance(time);
    double base = RingRidge.radius(radius, h);
    return Arrays.stream(FACTORS)
            .map(c -> Math.abs(RingRidge.radius(radius, h * c * c) - base))
            .max()
            .orElseThrow()
        / Math.sqrt(h);
  }

  /** The larger of two numbers; NaN stays. */
  private static double worst(double a, double b) {
    return Double.isNaN(b) ? b : Math.max(a, b);
  }
}
