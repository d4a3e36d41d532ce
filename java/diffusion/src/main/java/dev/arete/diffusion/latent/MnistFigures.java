package dev.arete.diffusion.latent;

import dev.arete.diffusion.report.Figure;
import dev.arete.diffusion.report.ImageGrid;
import dev.arete.diffusion.report.Panel;
import dev.arete.diffusion.report.Report;
import dev.arete.diffusion.report.Series;
import dev.arete.diffusion.report.Series.Mark;
import dev.arete.diffusion.report.Series.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Figures and images of the latent experiment. */
final class MnistFigures {
  private static final int SHOWN = 14;
  private static final int BINS = 50;

  private final MnistLatents.Measured measured;
  private final LatentData data;

  private MnistFigures(MnistLatents.Measured measured) {
    this.measured = measured;
    this.data = measured.data();
  }

  static void add(Report report, MnistLatents.Measured measured) {
    MnistFigures figures = new MnistFigures(measured);
    report.add(figures.residuals());
    report.add(figures.evolution());
    report.add(figures.dimensions());
    report.add(figures.directions());
    report.add(figures.images());
  }

  private Figure residuals() {
    LatentMoment last = measured.last();
    // A stray path would set the scale; what lies beyond is in the table.
    double high = rounded(1.5 * LatentMoment.quantile(last.naiveResiduals(), 0.9));
    double[] x = IntStream.rangeClosed(0, 200).mapToDouble(i -> high * i / 200).toArray();
    Series floor =
        new Series(
            "noise floor",
            x,
            Arrays.stream(x).map(last.floor()::density).toArray(),
            Mark.DASHES,
            Tone.THEORY);
    Panel naive =
        new Panel("Published formula", "|P_N s|", "density")
            .xRange(0, high)
            .add(Series.histogram("samples", last.naiveResiduals(), 0, high, BINS, Tone.SECOND))
            .add(floor);
    Panel right =
        new Panel("Right", "|P_N s|", "density")
            .xRange(0, high)
            .add(Series.histogram("samples", last.defined(), 0, high, BINS, Tone.SAMPLES))
            .add(floor);
    return Figure.row(
        "residuals",
        "Ridge residuals of the samples at t = "
            + last.time()
            + ", k = "
            + measured.settings().ridgeDimension()
            + ". Left eigenvectors lost in rounding, right true ones, with what an exact model"
            + " would have. Stray paths lie beyond the right edge.",
        naive,
        right);
  }

  /** The next number of one digit, so that the labels of an axis are round. */
  private static double rounded(double value) {
    double unit = Math.pow(10, Math.floor(Math.log10(value)));
    return unit * Math.ceil(value / unit);
  }

  private Figure evolution() {
    List<LatentMoment> moments = measured.moments();
    double[] t = moments.stream().mapToDouble(LatentMoment::time).toArray();
    Panel panel =
        new Panel("", "t", "median residual times sqrt(h)")
            .logX()
            .logY()
            .add(
                new Series(
                    "published formula",
                    t,
                    along(m -> LatentMoment.median(m.naiveResiduals()) * Math.sqrt(m.variance())),
                    Mark.BEADS,
                    Tone.SECOND))
            .add(
                new Series(
                    "right",
                    t,
                    along(m -> LatentMoment.median(m.defined()) * Math.sqrt(m.variance())),
                    Mark.BEADS,
                    Tone.SAMPLES))
            .add(new Series("exact draws", t, exact(), Mark.BEADS, Tone.RIDGE))
            .add(
                new Series(
                    "noise floor",
                    t,
                    along(m -> m.floor().median() * Math.sqrt(m.variance())),
                    Mark.DASHES,
                    Tone.THEORY));
    Panel neighbours =
        new Panel("", "t", "median effective neighbours")
            .logX()
            .logY()
            .add(
                new Series(
                    "",
                    t,
                    along(m -> LatentMoment.median(m.geometry().effectiveNeighbours())),
                    Mark.BEADS,
                    Tone.SAMPLES));
    return Figure.row(
        "evolution",
        "Left: median residuals of the samples on their way, times sqrt(h). Right: how many data points"
            + " hold a posterior; where it is one, the published eigenvectors are rounding noise.",
        panel,
        neighbours);
  }

  private double[] along(ToDoubleFunction<LatentMoment> value) {
    return measured.moments().stream().mapToDouble(value).toArray();
  }

  private double[] exact() {
    return IntStream.range(0, measured.moments().size())
        .mapToDouble(r -> measured.exact().get(r) * Math.sqrt(measured.moments().get(r).variance()))
        .toArray();
  }

  private Figure dimensions() {
    double[] k = sweep(m -> m.geometry().ridgeDimension());
    Panel panel =
        new Panel("", "ridge dimension k", "median |P_N s|")
            .add(
                new Series(
                    "published formula",
                    k,
                    sweep(m -> LatentMoment.median(m.naiveResiduals())),
                    Mark.BEADS,
                    Tone.SECOND))
            .add(
                new Series(
                    "right",
                    k,
                    sweep(m -> LatentMoment.median(m.defined())),
                    Mark.BEADS,
                    Tone.SAMPLES))
            .add(
                new Series(
                    "noise floor", k, sweep(m -> m.floor().median()), Mark.DASHES, Tone.THEORY));
    return new Figure(
        "dimensions",
        "Median residual at the last time for several ridge dimensions. A larger k leaves less normal"
            + " space.",
        1,
        List.of(panel));
  }

  private double[] sweep(ToDoubleFunction<LatentMoment> value) {
    return measured.sweep().stream().mapToDouble(value).toArray();
  }

  private Figure directions() {
    Tone[] tones = {Tone.FIRST, Tone.SECOND, Tone.THIRD, Tone.FOURTH};
    Panel panel = new Panel("", "direction j", "length in pixels per latent unit");
    List<PixelDirections> all = measured.pixels();
    int step = Math.max(1, (all.size() + 2) / 3);
    int drawn = 0;
    for (int i = all.size() - 1; i >= 0; i -= step) {
      PixelDirections p = all.get(i);
      double[] j = IntStream.rangeClosed(1, p.lengths().length).asDoubleStream().toArray();
      panel.add(
          new Series(
              String.format(java.util.Locale.ROOT, "t = %.2g", p.time()),
              j,
              p.lengths(),
              Mark.BEADS,
              tones[drawn++ % tones.length]));
    }
    return new Figure(
        "directions",
        "What the eigenvectors at the samples are in pixels: root mean square length of the"
            + " decoder's Jacobian times direction j, by falling eigenvalue. The first "
            + measured.settings().ridgeDimension()
            + " are tangent.",
        1,
        List.of(panel));
  }

  private ImageGrid images() {
    int pixels = data.images().pixels();
    List<ImageGrid.Row> rows = new ArrayList<>();
    int[] first = IntStream.range(0, Math.min(SHOWN, data.images().count())).toArray();
    double[] originals = new double[first.length * pixels];
    for (int i = 0; i < originals.length; i++) {
      originals[i] = data.images().values()[i];
    }
    rows.add(new ImageGrid.Row("data", originals));
    rows.add(row("data, through the autoencoder", data.latents().coordinates(), first));
    List<MnistReport.Group> groups = MnistReport.groups(measured);
    double[] samples = data.samples().last();
    int[] nearest = spread(groups.get(2).members(), true);
    rows.add(row("samples, smallest right residuals", samples, nearest));
    rows.add(
        row(
            "their nearest data",
            data.latents().coordinates(),
            data.nearest(MnistReport.pick(samples, nearest, data.latents().dimension())).index()));
    rows.add(
        row("samples, largest right residuals", samples, spread(groups.get(3).members(), false)));
    rows.add(row("published: on the ridge", samples, spread(groups.get(0).members(), true)));
    rows.add(row("published: off the ridge", samples, spread(groups.get(1).members(), false)));
    rows.add(
        row(
            "network trained as recorded",
            data.recorded().last(),
            IntStream.range(0, Math.min(SHOWN, data.recorded().count())).toArray()));
    return new ImageGrid(
        "digits",
        "Decoded points. The published groups go by the largest residual of all: one stray path"
            + " decides who is on the ridge.",
        data.images().rows(),
        data.images().columns(),
        rows);
  }

  /** The first or the last of a group. */
  private static int[] spread(int[] members, boolean first) {
    int count = Math.min(SHOWN, members.length);
    return first
        ? Arrays.copyOf(members, count)
        : Arrays.copyOfRange(members, members.length - count, members.length);
  }

  private ImageGrid.Row row(String label, double[] latents, int[] members) {
    double[] points = MnistReport.pick(latents, members, data.latents().dimension());
    return new ImageGrid.Row(
        label,
        members.length == 0 ? new double[0] : data.autoencoder().decode(points, members.length));
  }
}
