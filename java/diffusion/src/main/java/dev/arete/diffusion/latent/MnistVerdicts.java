package dev.arete.diffusion.latent;

import dev.arete.diffusion.report.Report;
import dev.arete.diffusion.report.Verdict;

/** Verdicts on the latent experiment. */
final class MnistVerdicts {
  private static final String AUTHORS = "recorded, authors' notebook";
  private static final String SYNTHETIC = "recorded, 6,742 synthetic latents";

  /** What the recorded loss belongs to. */
  private static final int RECORDED_IMAGES = 6742;

  private static final int RECORDED_EPOCHS = 100;

  private final Report report;
  private final MnistLatents.Measured measured;

  private MnistVerdicts(Report report, MnistLatents.Measured measured) {
    this.report = report;
    this.measured = measured;
  }

  static void add(Report report, MnistLatents.Measured measured) {
    MnistVerdicts verdicts = new MnistVerdicts(report, measured);
    verdicts.training();
    verdicts.lastTime();
    verdicts.start();
    verdicts.floor();
    verdicts.naive();
    verdicts.samples();
  }

  private void training() {
    double[] losses = measured.data().autoencoderLosses();
    double loss = losses[losses.length - 1];
    boolean same =
        measured.data().images().count() == RECORDED_IMAGES && losses.length == RECORDED_EPOCHS;
    String what = "autoencoder's loss an image, end of training";
    report.add(
        same
            ? Verdict.factor(what, 51.81, AUTHORS, loss, 1.1, "other first weights and noise")
            : Verdict.notComparable(
                what,
                51.81,
                AUTHORS,
                loss,
                measured.data().images().count()
                    + " images and "
                    + losses.length
                    + " epochs here, 6,742 and 100 there"));
  }

  private void lastTime() {
    LatentMoment last = measured.last();
    report.add(
        Verdict.within(
            "median effective neighbours of a sample, last time",
            1,
            SYNTHETIC,
            LatentMoment.median(last.geometry().effectiveNeighbours()),
            1e-3,
            "three digits on record"));
    report.add(
        Verdict.within(
            "share with lambda_{k+1} < 0, published formula, last time",
            1,
            AUTHORS,
            last.naiveCurvature(),
            1e-3,
            "passes wherever one data point holds the posterior, and says nothing"));
  }

  private void start() {
    LatentMoment first = measured.moments().get(0);
    double floor = first.floor().mean();
    double spread = Math.sqrt(first.floor().degrees() / first.variance() - floor * floor);
    report.add(
        Verdict.within(
            "mean residual at the first time",
            2.55,
            AUTHORS,
            LatentMoment.mean(first.defined()),
            0.005 + 4 * spread / Math.sqrt(measured.settings().paths()),
            "pure noise there: the rounding on record and 4 standard errors"));
  }

  /** Exact draws have a residual that is known, so the right formula is seen to be right. */
  private void floor() {
    LatentMoment last = measured.last();
    double exact = measured.exact().get(measured.exact().size() - 1);
    double share = exact / last.floor().median();
    // The median of n chi numbers of 7 degrees has a standard error of 0.34/sqrt(n) of it.
    double error = 0.34 / Math.sqrt(measured.settings().paths());
    report.add(
        Verdict.within(
            "right median residual of exact draws over the noise floor, last time",
            1,
            "exact",
            share,
            4 * error + 0.01,
            "4 standard errors and 1 % for what posteriors are wide across the ridge"));
  }

  private void naive() {
    LatentMoment few = sweep(3);
    LatentMoment many = sweep(measured.settings().ridgeDimension());
    if (few == null || many == null) {
      return;
    }
    double naive =
        LatentMoment.mean(many.naiveResiduals()) / LatentMoment.mean(few.naiveResiduals());
    report.add(
        Verdict.factor(
            "published formula: mean residual at k = 25 over that at k = 3, last time",
            467.0 / 475,
            SYNTHETIC,
            naive,
            1.1,
            "it hardly depends on k; 7 normal directions hold less than 29"));
    report.add(
        Verdict.notComparable(
            "right residual: the same ratio",
            82.0 / 472,
            SYNTHETIC,
            LatentMoment.mean(many.defined()) / LatentMoment.mean(few.defined()),
            "depends on the data, which are synthetic there"));
  }

  private LatentMoment sweep(int k) {
    for (LatentMoment moment : measured.sweep()) {
      if (moment.geometry().ridgeDimension() == k) {
        return moment;
      }
    }
    return null;
  }

  private void samples() {
    String drift = "the published sampler's drift was up to 22 times too strong";
    LatentMoment last = measured.last();
    report.add(
        Verdict.notComparable(
            "published formula: mean residual, last time",
            598,
            AUTHORS,
            LatentMoment.mean(last.naiveResiduals()),
            drift + ", and the number is a random share of the score"));
    report.add(
        Verdict.notComparable(
            "right median residual over that of an exact model, last time",
            10.5,
            AUTHORS,
            LatentMoment.median(last.defined()) / last.floor().median(),
            drift + "; recorded are means of the published formula"));
    LatentData data = measured.data();
    double[] all = data.nearest(data.samples().last()).distances();
    double[] on = distances(MnistReport.groups(measured).get(0), all);
    double[] off = distances(MnistReport.groups(measured).get(1), all);
    String groups = "other latents, and groups that rounding makes";
    report.add(
        Verdict.notComparable(
            "distance to the nearest latent, published group on the ridge",
            2.26,
            AUTHORS,
            LatentMoment.mean(on),
            groups));
    report.add(
        Verdict.notComparable(
            "distance to the nearest latent, published group off the ridge",
            2.43,
            AUTHORS,
            LatentMoment.mean(off),
            groups));
  }

  private static double[] distances(MnistReport.Group group, double[] all) {
    return java.util.Arrays.stream(group.members()).mapToDouble(i -> all[i]).toArray();
  }
}
