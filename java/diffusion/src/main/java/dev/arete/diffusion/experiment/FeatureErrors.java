package dev.arete.diffusion.experiment;

import dev.arete.Points;
import dev.arete.ProgressListener;
import dev.arete.SmoothedDensity;
import dev.arete.diffusion.ExactScore;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.analysis.ErrorSplit;
import dev.arete.diffusion.analysis.IntegratedError;
import dev.arete.diffusion.analysis.RidgeFrames;
import dev.arete.diffusion.features.FeatureBank;
import dev.arete.diffusion.features.Training;
import dev.arete.diffusion.numeric.TimeQuadrature;
import dev.arete.diffusion.random.NormalStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Errors of trained feature models on fresh noise, at every time and training time: the whole error
 * m(tau) - m*, and its optimization part m(tau) - m(end). What is left, m(end) - m*, is the
 * architectural bias.
 */
final class FeatureErrors {
  private static final long FRESH = 0x5eed;

  private final TimeQuadrature quadrature;
  private final double[] taus;
  private final List<List<ErrorSplit>> whole = new ArrayList<>();
  private final List<List<ErrorSplit>> optimization = new ArrayList<>();

  /** Training times; the end of training is added as the last one. */
  private FeatureErrors(TimeQuadrature quadrature, double[] taus) {
    this.quadrature = quadrature;
    this.taus = taus;
    for (int i = 0; i < taus.length; i++) {
      whole.add(new ArrayList<>());
      optimization.add(new ArrayList<>());
    }
  }

  /**
   * Measures errors at points of the forward process.
   *
   * @param taus training times, the last one {@link Training#FOREVER}
   * @param points number of points a time node
   */
  static FeatureErrors measure(
      FeatureStudy study,
      ExactScore exact,
      int ridgeDimension,
      TimeQuadrature quadrature,
      double[] taus,
      int points,
      ProgressListener progress) {
    FeatureErrors errors = new FeatureErrors(quadrature, taus);
    FeatureBank bank = study.bank(taus);
    for (int node = 0; node < quadrature.count(); node++) {
      double time = quadrature.node(node);
      double[] x = forward(study, time, points, node);
      SmoothedDensity density = exact.density(time);
      RidgeFrames frames = RidgeFrames.at(density, ridgeDimension, x, points);
      double[] values = new double[points * bank.outputs()];
      bank.evaluate(time, x, points, values);
      errors.add(time, density.smoothing().variance(), frames, x, values);
      progress.progress(node + 1, quadrature.count());
    }
    return errors;
  }

  /** Points of the forward process: data points in turn, scaled, with fresh noise. */
  private static double[] forward(FeatureStudy study, double time, int count, int node) {
    Points data = study.problem().data();
    Schedule schedule = study.problem().schedule();
    int d = data.dimension();
    double[] x = new double[count * d];
    new NormalStream(FRESH).fill(node, 0, count, d, x);
    double root = Math.sqrt(schedule.variance(time));
    double a = schedule.scale(time);
    for (int i = 0; i < x.length; i++) {
      x[i] = a * data.coordinate(i / d % data.count(), i % d) + root * x[i];
    }
    return x;
  }

  private void add(double time, double variance, RidgeFrames frames, double[] x, double[] values) {
    int d = x.length / frames.count();
    int outputs = values.length / frames.count();
    for (int k = 0; k < taus.length; k++) {
      double[] error = new double[x.length];
      double[] rest = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        double value = values[i / d * outputs + k * d + i % d];
        double end = values[i / d * outputs + outputs - d + i % d];
        error[i] = value - x[i] - frames.shift(i / d, i % d);
        rest[i] = value - end;
      }
      whole.get(k).add(ErrorSplit.of(time, variance, frames, error));
      optimization.get(k).add(ErrorSplit.of(time, variance, frames, rest));
    }
  }

  TimeQuadrature quadrature() {
    return quadrature;
  }

  double tau(int index) {
    return taus[index];
  }

  int taus() {
    return taus.length;
  }

  List<ErrorSplit> splits(int tau) {
    return whole.get(tau);
  }

  IntegratedError whole(int tau, double exponent) {
    return IntegratedError.of(quadrature, whole.get(tau), exponent);
  }

  IntegratedError optimization(int tau, double exponent) {
    return IntegratedError.of(quadrature, optimization.get(tau), exponent);
  }
}
