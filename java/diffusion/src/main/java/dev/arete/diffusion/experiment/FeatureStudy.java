package dev.arete.diffusion.experiment;

import dev.arete.Points;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.features.FeatureBank;
import dev.arete.diffusion.features.FeatureModel;
import dev.arete.diffusion.features.FeatureMoments;
import dev.arete.diffusion.features.RandomFeatures;
import dev.arete.diffusion.features.SampledMoments;
import dev.arete.diffusion.features.TimeEmbedding;
import dev.arete.diffusion.features.Training;
import dev.arete.diffusion.features.TrainingProblem;
import dev.arete.diffusion.numeric.TimeQuadrature;
import dev.arete.diffusion.random.NormalStream;
import java.util.Arrays;

/**
 * A random feature model trained on data with one loss weight, at every training time at once.
 *
 * @param weight the loss weight
 * @param problem what it was trained on
 * @param features the fixed layer
 * @param training the trained layer
 */
public record FeatureStudy(
    LossWeight weight, TrainingProblem problem, RandomFeatures features, Training training) {
  /** First layer: numbers of their own, beside those of the features. */
  private static final int LAYER = 100;

  private static final double FAINT = 0.05;

  /**
   * Returns the study of data. Moments and spectrum, the long steps, are remembered.
   *
   * @param data the data points
   * @param weight the loss weight
   * @param settings numbers of features, samples and steps
   * @param workspace memory and listener
   * @return the study
   */
  public static FeatureStudy of(
      Points data, LossWeight weight, FeatureSettings settings, Workspace workspace) {
    int p = settings.features();
    int d = data.dimension();
    TimeQuadrature times =
        TimeQuadrature.linear(settings.end(), settings.start(), settings.intervals());
    TrainingProblem problem =
        new TrainingProblem(data, Schedule.ornsteinUhlenbeck(), times, weight.exponent());
    RandomFeatures features =
        new RandomFeatures(
            d, p, new TimeEmbedding(settings.harmonics(), settings.period()), settings.seed());
    String key = key(data, weight, settings);
    double[] kept = workspace.remember(key, () -> train(features, problem, settings, workspace));
    double[] linear = Arrays.copyOfRange(kept, 0, d * p);
    Training.Spectrum spectrum =
        new Training.Spectrum(
            Arrays.copyOfRange(kept, d * p, (d + 1) * p),
            Arrays.copyOfRange(kept, (d + 1) * p, kept.length));
    double[] layer = new double[d * p];
    new NormalStream(settings.seed()).fill(LAYER, 0, p, d, layer);
    Training training = Training.of(spectrum, linear, problem.constant(), transposed(layer, p, d));
    return new FeatureStudy(weight, problem, features, training);
  }

  /** Rows of features to rows of axes, so that feature j keeps its entries for any p. */
  private static double[] transposed(double[] rows, int p, int d) {
    double[] out = new double[rows.length];
    for (int j = 0; j < p; j++) {
      for (int axis = 0; axis < d; axis++) {
        out[axis * p + j] = rows[j * d + axis];
      }
    }
    return out;
  }

  private static String key(Points data, LossWeight weight, FeatureSettings s) {
    return String.join(
        ", ",
        "moments and spectrum v1",
        "data " + Arrays.toString(data.coordinates()),
        "weight " + weight.exponent(),
        "p " + s.features() + ", K " + s.harmonics() + ", period " + s.period(),
        "t " + s.end() + " to " + s.start() + " in " + s.intervals(),
        "samples " + s.samples() + ", seed " + s.seed());
  }

  private static double[] train(
      RandomFeatures features,
      TrainingProblem problem,
      FeatureSettings settings,
      Workspace workspace) {
    int p = features.count();
    FeatureMoments[] moments = new FeatureMoments[1];
    SampledMoments.SamplePlan plan =
        new SampledMoments.SamplePlan(settings.samples(), settings.faintSamples(), FAINT);
    workspace.stage(
        "moments",
        progress ->
            moments[0] = SampledMoments.of(features, problem, plan, settings.seed(), progress));
    Training.Spectrum[] spectrum = new Training.Spectrum[1];
    workspace.stage(
        "eigenvectors", progress -> spectrum[0] = Training.Spectrum.of(p, moments[0].quadratic()));
    double[] linear = moments[0].linear();
    double[] out = Arrays.copyOf(linear, linear.length + p + p * p);
    System.arraycopy(spectrum[0].values(), 0, out, linear.length, p);
    System.arraycopy(spectrum[0].vectors(), 0, out, linear.length + p, p * p);
    return out;
  }

  /**
   * Returns the model after a training time.
   *
   * @param tau training time, or {@link Training#FOREVER}
   * @return the model
   */
  public FeatureModel model(double tau) {
    return new FeatureModel(features, training.layer(tau));
  }

  /**
   * Returns the models after several training times in one.
   *
   * @param taus training times
   * @return outputs d by d, one block a training time
   */
  public FeatureBank bank(double[] taus) {
    double[] rows = new double[0];
    for (double tau : taus) {
      double[] layer = training.layer(tau);
      int at = rows.length;
      rows = Arrays.copyOf(rows, at + layer.length);
      System.arraycopy(layer, 0, rows, at, layer.length);
    }
    return new FeatureBank(features, rows);
  }
}
