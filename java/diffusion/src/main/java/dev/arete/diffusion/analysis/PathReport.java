package dev.arete.diffusion.analysis;

import dev.arete.diffusion.analysis.PathTracker.PathMoment;
import dev.arete.diffusion.report.DataTable;
import dev.arete.diffusion.report.Figure;
import dev.arete.diffusion.report.Panel;
import dev.arete.diffusion.report.Report;
import dev.arete.diffusion.report.Series;
import dev.arete.diffusion.report.Series.Mark;
import dev.arete.diffusion.report.Series.Tone;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Reach, align and slide of tracked paths as tables and figures of a report. */
public final class PathReport {
  /**
   * Predictions below this share of the coordinates are what rounding leaves of an exact model: a
   * few units in the last place, added up over some thousand steps.
   */
  private static final double ROUNDING = 0x1p-40;

  private static final String[] WEIGHTS = {"1", "1/h", "1/h^2"};

  private final PathTracker.Tracked tracked;
  private final int dimension;
  private final int ridgeDimension;
  private final double variance;

  /**
   * Prepares a report.
   *
   * @param tracked the paths
   * @param ridgeDimension k
   * @param variance h at the last time
   */
  public PathReport(PathTracker.Tracked tracked, int ridgeDimension, double variance) {
    this.tracked = tracked;
    this.dimension = tracked.paths().dimension();
    this.ridgeDimension = ridgeDimension;
    this.variance = variance;
  }

  /**
   * Adds tables and figures.
   *
   * @param report receives them
   * @param tube radius of the tube that paths reach, in units of the data
   */
  public void addTo(Report report, double tube) {
    report.add(moments());
    report.add(integrals());
    report.add(fits());
    report.add(phases(tube));
    report.add(errorFigure());
    report.add(alignFigure());
  }

  private DataTable moments() {
    DataTable table =
        new DataTable(
            "path_errors",
            "Along the paths: rms distance to the ridge, sqrt((d-k) h), the rms distance that the"
                + " normal errors so far predict, and mean squares of the posterior-mean error e"
                + " across and along the ridge with standard errors. The score error is e/h.",
            "time",
            "distance",
            "noise",
            "predicted",
            "normal",
            "normal_se",
            "tangent",
            "tangent_se");
    for (PathMoment moment : tracked.moments()) {
      ErrorSplit split = moment.split();
      table.row(
          moment.time(),
          moment.rms(),
          Math.sqrt((dimension - ridgeDimension) * split.variance()),
          moment.predicted(),
          split.normal().mean(),
          split.normal().standardError(),
          split.tangent().mean(),
          split.tangent().standardError());
    }
    return table;
  }

  private DataTable integrals() {
    DataTable table =
        new DataTable(
            "path_integrals",
            "The mean square errors along the paths, integrated over the recorded times by the"
                + " trapezoidal rule with a weight. Weight 1/h^2 weighs the score error with 1."
                + " Standard errors are bounds: one path's errors at two times go together.",
            "weight",
            "normal",
            "normal_se",
            "tangent",
            "tangent_se");
    for (int q = 0; q < WEIGHTS.length; q++) {
      table.row(
          WEIGHTS[q],
          integral(q, split -> split.normal().mean()),
          integral(q, split -> split.normal().standardError()),
          integral(q, split -> split.tangent().mean()),
          integral(q, split -> split.tangent().standardError()));
    }
    return table;
  }

  private double integral(int exponent, ToDoubleFunction<ErrorSplit> value) {
    List<PathMoment> moments = tracked.moments();
    double sum = 0;
    for (int k = 1; k < moments.size(); k++) {
      ErrorSplit one = moments.get(k - 1).split();
      ErrorSplit two = moments.get(k).split();
      double ends =
          value.applyAsDouble(one) * Math.pow(one.variance(), -exponent)
              + value.applyAsDouble(two) * Math.pow(two.variance(), -exponent);
      sum += (one.time() - two.time()) * ends / 2;
    }
    return sum;
  }

  private DataTable fits() {
    DataTable table =
        new DataTable(
            "path_fits",
            "Align: the final displacement across the ridge fitted to the one that the normal errors"
                + " along the path predict; slope 1 and a residual of sqrt(h) mean that nothing else"
                + " is at work. Slide: the displacement along the ridge fitted to the integrated"
                + " drift along it, and to the tangent errors' part of that alone. NaN where what"
                + " predicts is rounding.",
            "fit",
            "slope",
            "slope_se",
            "correlation",
            "residual",
            "residual_over_sqrt_h",
            "paths");
    int normals = dimension - ridgeDimension;
    row(table, "align", tracked.predicted(), tracked.displacement(), normals);
    row(
        table,
        "align, last error alone",
        tracked.lastNormalError(),
        tracked.displacement(),
        normals);
    row(table, "slide, whole drift", tracked.tangentDrift(), tracked.slide(), ridgeDimension);
    row(table, "slide, errors alone", tracked.tangentPush(), tracked.slide(), ridgeDimension);
    return table;
  }

  private void row(
      DataTable table, String name, double[] predicted, double[] measured, int directions) {
    VectorFit fit = VectorFit.of(beyondRounding(predicted), measured, dimension, directions);
    table.row(
        name,
        fit.slope(),
        fit.slopeError(),
        fit.correlation(),
        fit.residual(),
        fit.residual() / Math.sqrt(variance),
        fit.count());
  }

  private DataTable phases(double tube) {
    Phases phases = Phases.of(tracked, tube);
    DataTable table =
        new DataTable(
            "phases",
            "Times of the phases; they fall along a path, so that reach, align, slide is the order"
                + " of falling numbers. Reach: median last time outside the tube, whose radius is in"
                + " the settings. Align: last time the predicted displacement was a quarter off its final value."
                + " Slide: median last time farther than that radius from the final point.",
            "reach",
            "align",
            "slide");
    table.row(phases.reach(), phases.align(), phases.slide());
    return table;
  }

  private Figure errorFigure() {
    return Figure.row(
        "path_errors",
        "The posterior-mean error along the paths, split by the directions of the ridge.",
        new Panel("", "t", "mean square error")
            .logX()
            .logY()
            .add(line("across the ridge", m -> m.split().normal().mean(), Tone.FIRST))
            .add(line("along the ridge", m -> m.split().tangent().mean(), Tone.SECOND))
            .add(line("noise h", m -> m.split().variance(), Tone.THEORY)));
  }

  private Series line(String label, Function<PathMoment, Double> value, Tone tone) {
    double[] times = tracked.moments().stream().mapToDouble(PathMoment::time).toArray();
    double[] values = tracked.moments().stream().mapToDouble(value::apply).toArray();
    return new Series(label, times, values, tone == Tone.THEORY ? Mark.DASHES : Mark.LINE, tone);
  }

  /** The predictions, or zeros where none is more than rounding of the coordinates. */
  private double[] beyondRounding(double[] predicted) {
    double size = largest(tracked.paths().last());
    return largest(predicted) > ROUNDING * size ? predicted : new double[predicted.length];
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).map(Math::abs).max().orElse(0);
  }

  /** Displacements along the prediction's direction, so that signs are kept in any dimension. */
  private Figure alignFigure() {
    double[] predicted = beyondRounding(tracked.predicted());
    int count = tracked.displacement().length / dimension;
    double[] x = new double[count];
    double[] y = new double[count];
    double farthest = 0;
    for (int i = 0; i < count; i++) {
      double dot = 0;
      double square = 0;
      for (int axis = i * dimension; axis < (i + 1) * dimension; axis++) {
        dot += predicted[axis] * tracked.displacement()[axis];
        square += predicted[axis] * predicted[axis];
      }
      x[i] = Math.sqrt(square);
      y[i] = square > 0 ? dot / x[i] : Double.NaN;
      farthest = Math.max(farthest, x[i]);
    }
    double[] ends = {0, farthest};
    return Figure.row(
        "align",
        "Align: where a path ends across the ridge, in the direction that its normal errors"
            + " predict, against the predicted distance. The dashed line has slope 1; the scatter"
            + " around it is the noise.",
        new Panel("", "predicted distance", "displacement")
            .add(new Series("paths", x, y, Mark.DOTS, Tone.SAMPLES))
            .add(new Series("slope 1", ends, ends, Mark.DASHES, Tone.THEORY)));
  }
}
