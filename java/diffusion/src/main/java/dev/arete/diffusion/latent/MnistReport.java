package dev.arete.diffusion.latent;

import dev.arete.GeometryStatus;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.report.DataTable;
import dev.arete.diffusion.report.Report;
import java.util.Arrays;
import java.util.List;

/** Settings, tables and remarks of the latent experiment. */
final class MnistReport {
  private final MnistLatents.Measured measured;
  private final LatentSettings settings;
  private final LatentData data;

  private MnistReport(MnistLatents.Measured measured) {
    this.measured = measured;
    this.settings = measured.settings();
    this.data = measured.data();
  }

  static Report build(MnistLatents.Measured measured, String networks, String device) {
    MnistReport builder = new MnistReport(measured);
    Report report =
        new Report(
            "MNIST latents",
            "Images of the digit "
                + measured.settings().digit()
                + " in the latent space of an autoencoder, and samples of a score network there,"
                + " against the ridge of the latents. At t = 0.001 nearly every posterior is one"
                + " data point. What the published formula then calls a ridge residual is a random"
                + " share of the score; the residuals beside it come from eigenvectors that are"
                + " right at any noise level.");
    builder.describe(report, networks, device);
    MnistVerdicts.add(report, measured);
    MnistFigures.add(report, measured);
    report.add(builder.evolution());
    report.add(builder.dimensions());
    report.add(builder.neighbours());
    report.add(builder.pixels());
    report.add(builder.training());
    report.add(builder.points());
    builder.remarks(report);
    return report;
  }

  private void describe(Report report, String networks, String device) {
    report
        .setting(
            "data",
            data.images().source()
                + ", "
                + data.images().count()
                + " images of the digit "
                + settings.digit())
        .setting("space", "latent means of the autoencoder, d = " + data.latents().dimension())
        .setting("kernel", "Gaussian, the noised data of the diffusion at time t")
        .setting("schedule", Schedule.ornsteinUhlenbeck())
        .setting("ridge dimension k", settings.ridgeDimension())
        .setting("autoencoder", settings.autoencoder())
        .setting("score network", settings.score())
        .setting("score network as recorded", settings.recorded())
        .setting(
            "sampler",
            settings.paths()
                + " paths, Euler-Maruyama, "
                + settings.steps()
                + " exponential steps, the drift of the score for both networks")
        .setting("published formula applied to", settings.naivePoints() + " samples")
        .setting("networks computed on", networks)
        .setting("geometry computed on", device);
  }

  private DataTable evolution() {
    DataTable table =
        new DataTable(
            "evolution",
            "Samples on their way, each row against the ridge of its own time, k = "
                + settings.ridgeDimension()
                + ". Residuals in 1/unit: naive is the published formula, right is |P_N s| where a"
                + " normal space exists, exact draws is the right one of points drawn from p_t,"
                + " floor that of an exact model. Few stray paths lift the means of samples. Margin is the median of -h"
                + " lambda_{k+1}, neighbours the median effective number.",
            "time",
            "naive_mean",
            "naive_median",
            "right_mean",
            "right_median",
            "exact_draws_median",
            "floor_median",
            "undefined",
            "ill_conditioned",
            "score_median",
            "neighbours",
            "margin",
            "naive_curvature_share");
    for (int r = 0; r < measured.moments().size(); r++) {
      LatentMoment m = measured.moments().get(r);
      table.row(
          m.time(),
          LatentMoment.mean(m.naiveResiduals()),
          LatentMoment.median(m.naiveResiduals()),
          LatentMoment.mean(m.defined()),
          LatentMoment.median(m.defined()),
          measured.exact().get(r),
          m.floor().median(),
          m.share(GeometryStatus.UNDEFINED),
          m.share(GeometryStatus.ILL_CONDITIONED),
          LatentMoment.median(m.scoreLengths()),
          LatentMoment.median(m.geometry().effectiveNeighbours()),
          LatentMoment.median(m.margins()),
          m.naiveCurvature());
    }
    return table;
  }

  private DataTable dimensions() {
    DataTable table =
        new DataTable(
            "dimensions",
            "The same samples at the last time, for several ridge dimensions k.",
            "k",
            "naive_mean",
            "naive_median",
            "right_mean",
            "right_median",
            "floor_median",
            "undefined",
            "ill_conditioned");
    for (LatentMoment m : measured.sweep()) {
      table.row(
          m.geometry().ridgeDimension(),
          LatentMoment.mean(m.naiveResiduals()),
          LatentMoment.median(m.naiveResiduals()),
          LatentMoment.mean(m.defined()),
          LatentMoment.median(m.defined()),
          m.floor().median(),
          m.share(GeometryStatus.UNDEFINED),
          m.share(GeometryStatus.ILL_CONDITIONED));
    }
    return table;
  }

  private DataTable neighbours() {
    DataTable table =
        new DataTable(
            "nearest",
            "Distances to the nearest latent in latent units. Naive groups are those published:"
                + " residual over its maximum below 0.5, above 0.6. Right groups: residual at most"
                + " the median, and above it. Decoded is the distance of the decoded images, root"
                + " of the sum of squares over pixels.",
            "group",
            "count",
            "mean_distance",
            "median_distance",
            "decoded_median");
    for (Group group : groups(measured)) {
      row(table, group.name(), pick(data.samples().last(), group.members()));
    }
    row(table, "network trained as recorded", data.recorded().last());
    row(table, "data, nearest other", null);
    return table;
  }

  private void row(DataTable table, String name, double[] points) {
    if (points == null) {
      double[] distances = between();
      table.row(
          name,
          distances.length,
          LatentMoment.mean(distances),
          LatentMoment.median(distances),
          Double.NaN);
      return;
    }
    LatentData.Nearest nearest = data.nearest(points);
    table.row(
        name,
        nearest.distances().length,
        LatentMoment.mean(nearest.distances()),
        LatentMoment.median(nearest.distances()),
        LatentMoment.median(decoded(points, nearest)));
  }

  private double[] decoded(double[] points, LatentData.Nearest nearest) {
    int d = data.latents().dimension();
    int count = nearest.index().length;
    double[] images = data.autoencoder().decode(points, count);
    double[] neighbours =
        data.autoencoder().decode(pick(data.latents().coordinates(), nearest.index(), d), count);
    int pixels = data.autoencoder().pixels();
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      for (int p = i * pixels; p < (i + 1) * pixels; p++) {
        out[i] += (images[p] - neighbours[p]) * (images[p] - neighbours[p]);
      }
      out[i] = Math.sqrt(out[i]);
    }
    return out;
  }

  /** Distance of each latent to its nearest other. */
  private double[] between() {
    int d = data.latents().dimension();
    double[] x = data.latents().coordinates();
    double[] out = new double[data.latents().count()];
    Arrays.fill(out, Double.POSITIVE_INFINITY);
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j < i; j++) {
        double sum = 0;
        for (int k = 0; k < d; k++) {
          sum += (x[i * d + k] - x[j * d + k]) * (x[i * d + k] - x[j * d + k]);
        }
        out[i] = Math.min(out[i], sum);
        out[j] = Math.min(out[j], sum);
      }
    }
    return Arrays.stream(out).map(Math::sqrt).toArray();
  }

  /**
   * Samples of one kind.
   *
   * @param name of the group
   * @param members indices of samples, in rising order of their residual
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of an array, never compared
  record Group(String name, int[] members) {}

  static List<Group> groups(MnistLatents.Measured measured) {
    LatentMoment last = measured.last();
    double[] naive = last.naiveResiduals();
    double most = Arrays.stream(naive).max().orElse(Double.NaN);
    double[] right = last.residuals();
    double median = LatentMoment.median(right);
    return List.of(
        group("naive on the ridge, below 0.5", naive, 0, 0.5 * most),
        group("naive off the ridge, above 0.6", naive, 0.6 * most, Double.POSITIVE_INFINITY),
        group("smaller right residual", right, 0, median),
        group("larger right residual", right, median, Double.POSITIVE_INFINITY));
  }

  /** Those with low < r <= high, the smallest first. */
  private static Group group(String name, double[] residuals, double low, double high) {
    int[] members =
        java.util.stream.IntStream.range(0, residuals.length)
            .filter(i -> residuals[i] > low && residuals[i] <= high)
            .boxed()
            .sorted(java.util.Comparator.comparingDouble(i -> residuals[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new Group(name, members);
  }

  private double[] pick(double[] points, int[] members) {
    return pick(points, members, data.latents().dimension());
  }

  static double[] pick(double[] points, int[] members, int width) {
    double[] out = new double[members.length * width];
    for (int i = 0; i < members.length; i++) {
      System.arraycopy(points, members[i] * width, out, i * width, width);
    }
    return out;
  }

  private DataTable pixels() {
    DataTable table =
        new DataTable(
            "pixels",
            "Unit directions of the latent ridge as the decoder's Jacobian shows them: root mean"
                + " square length in pixel values per latent unit of the first, of all tangent and"
                + " of all normal directions; the share of a normal direction's squared length that"
                + " lies outside what the tangent directions span in pixels; how many of the normal"
                + " directions are too short to be seen.",
            "time",
            "points",
            "first_tangent",
            "tangent",
            "normal",
            "normal_outside",
            "normal_unseen");
    int k = settings.ridgeDimension();
    for (PixelDirections p : measured.pixels()) {
      table.row(
          p.time(),
          p.points(),
          p.length(0, 1),
          p.length(0, k),
          p.length(k, p.lengths().length),
          p.normalOutside(),
          p.unseen());
    }
    return table;
  }

  private DataTable training() {
    DataTable table =
        new DataTable(
            "training",
            "Mean losses by epoch: of an image in nats, of a latent point in squared noise.",
            "epoch",
            "autoencoder",
            "score");
    double[] first = data.autoencoderLosses();
    double[] second = data.scoreLosses();
    for (int e = 0; e < Math.max(first.length, second.length); e++) {
      table.row(
          e + 1,
          e < first.length ? first[e] : Double.NaN,
          e < second.length ? second[e] : Double.NaN);
    }
    return table;
  }

  private DataTable points() {
    DataTable table =
        new DataTable(
            "samples",
            "One row a sample at the last time: residuals by both formulas, distance to the nearest"
                + " latent. The published formula was applied to the first rows only.",
            "right",
            "naive",
            "nearest",
            "status");
    LatentMoment last = measured.last();
    double[] nearest = data.nearest(data.samples().last()).distances();
    for (int i = 0; i < nearest.length; i++) {
      table.row(
          last.residuals()[i],
          i < last.naiveCount() ? last.naiveResiduals()[i] : Double.NaN,
          nearest[i],
          last.geometry().status(i).toString());
    }
    return table;
  }

  private void remarks(Report report) {
    report.remark(
        "Distances and ridges are those of the latent space. A ridge analysis in the 784 pixels is"
            + " left out: one eigensystem of that size a sample, and a posterior that is one image"
            + " at any t the sampler ends at; the table of pixel directions says what latent"
            + " directions are in pixels.");
    report.remark(
        "The published sampler divided the network's score by sqrt(h), a drift up to 22 times too"
            + " strong; here both networks drive the same sampler with the score itself.");
    report.remark(
        "On/off groups by residual over its maximum depend on one outlier and, at t = 0.001, on"
            + " rounding; they are shown to be compared, not to be used.");
  }
}
