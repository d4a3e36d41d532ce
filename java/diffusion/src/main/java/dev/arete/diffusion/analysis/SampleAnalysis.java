package dev.arete.diffusion.analysis;

import dev.arete.ComputationInterruptedException;
import dev.arete.Compute;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.diffusion.report.Report;
import java.util.Arrays;

/**
 * The analysis of a user's own samples against the ridge of their own data, with or without the
 * posterior means a model gave at the samples.
 */
public final class SampleAnalysis {
  private static final int BOOTSTRAPS = 50;
  private static final long BOOTSTRAP_SEED = 0xb007;
  private static final double[] FACTORS = {0.8, 0.9, 1, 1.1, 1.2};

  private final Points data;
  private final double[] samples;
  private final Smoothing smoothing;
  private final int ridgeDimension;
  private final double[] modelMeans;
  private final double radius;

  /**
   * Prepares an analysis.
   *
   * @param data the data points the model was trained on
   * @param samples samples at the time of the smoothing, row-major count x d, at least one, finite;
   *     copied
   * @param smoothing a and h of that time
   * @param ridgeDimension k, 1 to d-1
   * @param modelMeans posterior means the model gives at the samples, row-major count x d, finite;
   *     null if unknown; copied
   * @param radius largest distance at which a sample counts as near a data point, positive and
   *     finite, in units of the data
   * @throws IllegalArgumentException if one of them is not so; the message says which number
   */
  public SampleAnalysis(
      Points data,
      double[] samples,
      Smoothing smoothing,
      int ridgeDimension,
      double[] modelMeans,
      double radius) {
    SampleChecks.ridgeDimension(ridgeDimension, data.dimension());
    SampleChecks.samples(samples, data.dimension());
    SampleChecks.means(modelMeans, samples.length, data.dimension());
    SampleChecks.radius(radius);
    this.data = data;
    this.samples = samples.clone();
    this.smoothing = smoothing;
    this.ridgeDimension = ridgeDimension;
    this.modelMeans = modelMeans == null ? null : modelMeans.clone();
    this.radius = radius;
  }

  /**
   * What was measured.
   *
   * @param frames tangent and normal spaces at the samples
   * @param ridge their ridge points
   * @param residuals |P_N s| of each sample
   * @param displacements |P_N (m - y)| of each sample
   * @param modes samples near data points and between
   * @param geometry geometry at the samples
   * @param spectra ratios mu_j/h
   * @param levels ratios at other noise levels
   * @param errors model means minus exact ones, null if unknown
   * @param atSamples their split at the samples, null if unknown
   * @param atRidge their split at the ridge points, null if unknown
   * @param bandwidths the ridge and the split at other bandwidths
   * @param bootstrap how far the ridge moves with other data, null for weighted data
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of arrays, never compared
  record Measured(
      RidgeFrames frames,
      Ridge ridge,
      double[] residuals,
      double[] displacements,
      Modes modes,
      LocalGeometry geometry,
      Spectra spectra,
      SpectrumLevels levels,
      double[] errors,
      ErrorSplit atSamples,
      ErrorSplit atRidge,
      BandwidthStudy.Row[] bandwidths,
      RidgeBootstrap bootstrap) {}

  /**
   * Runs the analysis.
   *
   * @param compute where densities live
   * @return the report: settings, tables, figures
   * @throws ComputationInterruptedException if the calling thread is interrupted, within an
   *     operation of a density; the flag stays set
   */
  public Report run(Compute compute) {
    int d = data.dimension();
    int count = samples.length / d;
    double h = smoothing.variance();
    try (SmoothedDensity density = compute.density(data, smoothing)) {
      LocalGeometry geometry = density.geometry(Points.of(samples, d), ridgeDimension);
      RidgeFrames frames = RidgeFrames.at(density, ridgeDimension, samples, count);
      double[] displacements = new double[count];
      double[] residuals = new double[count];
      for (int i = 0; i < count; i++) {
        displacements[i] = frames.normalDistance(i);
        residuals[i] = displacements[i] / h;
      }
      Ridge ridge = Ridge.of(density, ridgeDimension, samples);
      double[] errors = modelMeans == null ? null : errors(frames);
      ErrorSplit atSamples = null;
      ErrorSplit atRidge = null;
      if (errors != null) {
        RidgeFrames there =
            RidgeFrames.at(density, ridgeDimension, ridge.projection().points(), count);
        atSamples = ErrorSplit.of(Double.NaN, h, frames, errors);
        atRidge = ErrorSplit.of(Double.NaN, h, there, errors);
      }
      BandwidthStudy study =
          new BandwidthStudy(compute, data, smoothing, ridgeDimension, samples, errors);
      Measured measured =
          new Measured(
              frames,
              ridge,
              residuals,
              displacements,
              Modes.of(scaledData(), samples, radius),
              geometry,
              Spectra.of(geometry, h),
              SpectrumLevels.of(compute, data, smoothing),
              errors,
              atSamples,
              atRidge,
              Arrays.stream(FACTORS).mapToObj(study::at).toArray(BandwidthStudy.Row[]::new),
              bootstrap(compute, ridge));
      return new SampleReport(this, measured).build(compute.device());
    }
  }

  private RidgeBootstrap bootstrap(Compute compute, Ridge ridge) {
    return data.isWeighted()
        ? null
        : RidgeBootstrap.of(
            compute, data, smoothing, ridgeDimension, ridge.points(), BOOTSTRAPS, BOOTSTRAP_SEED);
  }

  private double[] errors(RidgeFrames frames) {
    int d = data.dimension();
    double[] errors = new double[samples.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = modelMeans[i] - samples[i] - frames.shift(i / d, i % d);
    }
    return errors;
  }

  /** The centres of the smoothed density: samples live where they do. */
  Points scaledData() {
    double[] values = data.coordinates();
    for (int i = 0; i < values.length; i++) {
      values[i] *= smoothing.scale();
    }
    return Points.of(values, data.dimension());
  }

  Points data() {
    return data;
  }

  double[] samples() {
    return samples;
  }

  Smoothing smoothing() {
    return smoothing;
  }

  int ridgeDimension() {
    return ridgeDimension;
  }

  double radius() {
    return radius;
  }
}
