package dev.arete.diffusion.analysis;

import dev.arete.RidgeStatus;
import dev.arete.diffusion.report.DataTable;
import dev.arete.diffusion.report.Figure;
import dev.arete.diffusion.report.Panel;
import dev.arete.diffusion.report.Report;
import dev.arete.diffusion.report.Series;
import dev.arete.diffusion.report.Series.Mark;
import dev.arete.diffusion.report.Series.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Turns the measures of a sample analysis into a report. */
final class SampleReport {
  private static final int BINS = 40;

  private final SampleAnalysis analysis;
  private final SampleAnalysis.Measured measured;
  private final double variance;
  private final int degrees;

  SampleReport(SampleAnalysis analysis, SampleAnalysis.Measured measured) {
    this.analysis = analysis;
    this.measured = measured;
    this.variance = analysis.smoothing().variance();
    this.degrees = analysis.data().dimension() - analysis.ridgeDimension();
  }

  Report build(String device) {
    int count = measured.residuals().length;
    Report report =
        new Report(
            "Samples against the ridge of the data",
            count
                + " samples, measured against the "
                + analysis.ridgeDimension()
                + "-dimensional ridge of the smoothed density of "
                + analysis.data()
                + ". A residual at the noise floor is as good as an exact model's.");
    report
        .setting("data", analysis.data())
        .setting("samples", count)
        .setting("kernel", "Gaussian")
        .setting("scale a", analysis.smoothing().scale())
        .setting("variance h", variance)
        .setting("ridge dimension k", analysis.ridgeDimension())
        .setting("radius of near", analysis.radius())
        .setting("space", "coordinates and units of the samples; data scaled by a")
        .setting("computed on", device);
    report.add(summary());
    if (measured.atSamples() != null) {
      report.add(errors());
    }
    report.add(spectrum());
    report.add(measured.levels().table());
    report.add(bandwidths());
    report.add(points());
    if (analysis.data().dimension() <= 3) {
      report.add(plane());
    }
    report.add(residuals());
    if (measured.errors() != null) {
      report.add(scatter());
    }
    long undefined = count - defined();
    if (undefined > 0) {
      report.remark(
          undefined
              + " of "
              + count
              + " samples have no normal space: fewer than k + 1 data points carry weight there, or"
              + " the eigengap is closed. They are left out of means, and NaN in the table of"
              + " points.");
    }
    return report;
  }

  private long defined() {
    return Arrays.stream(measured.residuals()).filter(r -> !Double.isNaN(r)).count();
  }

  private DataTable summary() {
    NoiseFloor floor = new NoiseFloor(degrees, variance);
    int count = measured.residuals().length;
    DataTable table =
        new DataTable(
            "summary",
            "Samples as a whole. Expected: what an exact model would give at this noise level.",
            "measure",
            "measured",
            "expected");
    Average squares = new Average();
    Arrays.stream(measured.displacements()).forEach(v -> squares.add(v * v));
    Average distances = new Average();
    Arrays.stream(measured.ridge().distances()).forEach(v -> distances.add(v * v));
    table
        .row("ridge residual |P_N s|, mean", mean(measured.residuals()), floor.mean())
        .row("ridge residual |P_N s|, median", median(measured.residuals()), floor.median())
        .row("|P_N (m - y)|, rms", Math.sqrt(squares.mean()), Math.sqrt(degrees * variance))
        .row(
            "distance to the ridge, rms",
            Math.sqrt(distances.mean()),
            Math.sqrt(degrees * variance))
        .row("share with lambda_{k+1} < 0", (double) curvatureOk() / count, 1.0)
        .row("share with a normal space", (double) defined() / count, 1.0)
        .row(
            "effective neighbours, median",
            median(measured.geometry().effectiveNeighbours()),
            Double.NaN)
        .row(
            "distance to the nearest data point, median",
            median(measured.modes().nearest()),
            Double.NaN)
        .row("share between the data", (double) measured.modes().between() / count, Double.NaN);
    if (measured.bootstrap() != null) {
      table
          .row(
              "ridge under other data (bootstrap), median shift",
              median(measured.bootstrap().medians()),
              Double.NaN)
          .row(
              "ridge under other data (bootstrap), rms shift, 95 %",
              measured.bootstrap().bound(), Double.NaN);
    }
    for (Map.Entry<RidgeStatus, Integer> entry :
        measured.ridge().projection().statusCounts().entrySet()) {
      table.row("number that ended " + entry.getKey(), entry.getValue(), Double.NaN);
    }
    return table;
  }

  private long curvatureOk() {
    return IntStream.range(0, measured.residuals().length)
        .filter(i -> measured.geometry().curvatureOk(i, 0))
        .count();
  }

  private static double mean(double[] values) {
    Average average = new Average();
    Arrays.stream(values).forEach(average::add);
    return average.mean();
  }

  private static double median(double[] values) {
    double[] defined = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    return defined.length == 0 ? Double.NaN : defined[defined.length / 2];
  }

  private DataTable errors() {
    DataTable table =
        new DataTable(
            "errors",
            "The model's posterior-mean error e = m_model - m at the samples, mean squares with"
                + " standard errors, split by the frame at the sample and at its ridge point; the"
                + " score error is e/h.",
            "frame",
            "normal",
            "normal_se",
            "tangent",
            "tangent_se",
            "normal_score",
            "tangent_score");
    row(table, "at the sample", measured.atSamples());
    row(table, "at its ridge point", measured.atRidge());
    return table;
  }

  private void row(DataTable table, String frame, ErrorSplit split) {
    table.row(
        frame,
        split.normal().mean(),
        split.normal().standardError(),
        split.tangent().mean(),
        split.tangent().standardError(),
        split.normal().mean() / (variance * variance),
        split.tangent().mean() / (variance * variance));
  }

  private DataTable spectrum() {
    double[] medians = measured.spectra().medians();
    DataTable table =
        new DataTable(
            "spectrum",
            "Median over the samples of mu_j/h, the posterior variance along direction j over the"
                + " noise variance. The widest fall suggests k = "
                + measured.spectra().suggestedDimension()
                + ".",
            "j",
            "ratio");
    for (int j = 0; j < medians.length; j++) {
      table.row(j + 1, medians[j]);
    }
    return table;
  }

  private DataTable bandwidths() {
    DataTable table =
        new DataTable(
            "bandwidths",
            "The ridge and the split of the errors when the bandwidth sqrt(h) is multiplied by a"
                + " factor: distances of ridge points to the ridge at factor 1, angle of tangent"
                + " spaces there in degrees, mean square errors.",
            "factor",
            "ridge_points",
            "mean_distance",
            "hausdorff",
            "median_angle",
            "normal_error",
            "tangent_error");
    for (BandwidthStudy.Row row : measured.bandwidths()) {
      table.row(
          row.factor(),
          row.converged(),
          row.meanDistance(),
          row.hausdorff(),
          row.medianAngle(),
          row.normal(),
          row.tangent());
    }
    return table;
  }

  private DataTable points() {
    DataTable table =
        new DataTable(
            "points",
            "One row a sample, in the order of the file.",
            "residual",
            "displacement",
            "ridge_distance",
            "normal_eigenvalue",
            "eigengap",
            "effective_neighbours",
            "nearest_data",
            "projection");
    for (int i = 0; i < measured.residuals().length; i++) {
      table.row(
          measured.residuals()[i],
          measured.displacements()[i],
          measured.ridge().distances()[i],
          measured.geometry().normalEigenvalue(i),
          measured.geometry().eigengap()[i],
          measured.geometry().effectiveNeighbours()[i],
          measured.modes().nearest()[i],
          measured.ridge().projection().status(i).toString());
    }
    return table;
  }

  private Figure plane() {
    return new SamplePlanes(
            analysis.data().dimension(),
            analysis.scaledData().coordinates(),
            analysis.samples(),
            measured.ridge().points())
        .figure();
  }

  private Figure residuals() {
    NoiseFloor floor = new NoiseFloor(degrees, variance);
    double[] defined =
        Arrays.stream(measured.residuals()).filter(r -> !Double.isNaN(r)).sorted().toArray();
    double high = floor.quantile(0.9999);
    if (defined.length > 0) {
      high = Math.max(high, 1.1 * defined[(int) (0.99 * (defined.length - 1))]);
    }
    double last = high;
    double[] x = IntStream.rangeClosed(0, 60).mapToDouble(i -> last * i / 60).toArray();
    List<Panel> panels = new ArrayList<>();
    panels.add(
        new Panel("", "ridge residual |P_N s|", "density")
            .add(Series.histogram("samples", defined, 0, last, BINS, Tone.SAMPLES))
            .add(
                new Series(
                    "noise floor",
                    x,
                    Arrays.stream(x).map(floor::density).toArray(),
                    Mark.DASHES,
                    Tone.THEORY)));
    return new Figure(
        "residuals",
        "Ridge residuals of the samples beside those an exact model would have at this noise level.",
        1,
        panels);
  }

  private Figure scatter() {
    int d = analysis.data().dimension();
    int count = measured.residuals().length;
    double[] normal = new double[count];
    double[] part = new double[d];
    for (int i = 0; i < count; i++) {
      measured.frames().normalPart(i, measured.errors(), i * d, part, 0);
      normal[i] = Math.sqrt(Arrays.stream(part).map(v -> v * v).sum());
    }
    return Figure.row(
        "alignment",
        "Distance to the ridge against the size of the normal error at the sample. Both would be"
            + " equal if the error had been the same along the path and there were no noise.",
        new Panel("", "|P_N e|", "|P_N (m - y)|")
            .add(new Series("samples", normal, measured.displacements(), Mark.DOTS, Tone.SAMPLES)));
  }
}
