package dev.arete.diffusion.experiment;

/**
 * Settings of a random feature experiment.
 *
 * @param features p
 * @param harmonics K of the time embedding
 * @param period its period P
 * @param start T, the last time of the forward process
 * @param end t_min
 * @param intervals steps of the time quadrature, equal in t as in the paper
 * @param samples noise samples a time node and data point while the data are visible (a >= 0.05);
 *     {@link #faintSamples} later
 * @param paths number of sampled paths
 * @param steps steps of the sampler, exponential in t
 * @param seed of features, first layer, training noise and paths
 */
public record FeatureSettings(
    int features,
    int harmonics,
    double period,
    double start,
    double end,
    int intervals,
    int samples,
    int paths,
    int steps,
    long seed) {
  /**
   * Returns the settings of the paper's two modes; samples of the training noise and paths are
   * fewer.
   *
   * @return p = 2000, K = 128, P = T = 10, t_min = 0.001, 2000 time steps
   */
  public static FeatureSettings twoModes() {
    return new FeatureSettings(2000, 128, 10, 10, 1e-3, 2000, 64, 600, 2000, 42);
  }

  /**
   * Returns the settings of the paper's three modes; samples of the training noise and paths are
   * fewer.
   *
   * @return p = 2000, K = 128, P = T = 40, t_min = 0.001, 4000 time steps
   */
  public static FeatureSettings threeModes() {
    return new FeatureSettings(2000, 128, 40, 40, 1e-3, 4000, 64, 600, 2000, 42);
  }

  /**
   * Returns the number of noise samples a time node and data point where the data have faded.
   *
   * @return a quarter of {@link #samples} for T = 10, in inverse proportion to T, at least 1
   */
  public int faintSamples() {
    return Math.max(1, (int) (2.5 * samples / Math.max(10, start)));
  }

  /**
   * Returns a copy with another number of features.
   *
   * @param count p
   * @return the copy
   */
  public FeatureSettings withFeatures(int count) {
    return new FeatureSettings(
        count, harmonics, period, start, end, intervals, samples, paths, steps, seed);
  }

  /**
   * Returns a copy with another period of the time embedding.
   *
   * @param length P
   * @return the copy
   */
  public FeatureSettings withPeriod(double length) {
    return new FeatureSettings(
        features, harmonics, length, start, end, intervals, samples, paths, steps, seed);
  }

  /**
   * Returns a copy with other numbers of samples and paths.
   *
   * @param noise noise samples a time node and data point
   * @param count number of sampled paths
   * @return the copy
   */
  public FeatureSettings withSamples(int noise, int count) {
    return new FeatureSettings(
        features, harmonics, period, start, end, intervals, noise, count, steps, seed);
  }

  /**
   * Returns a copy with another number of sampler steps.
   *
   * @param count steps
   * @return the copy
   */
  public FeatureSettings withSteps(int count) {
    return new FeatureSettings(
        features, harmonics, period, start, end, intervals, samples, paths, count, seed);
  }

  /**
   * Returns a copy with another seed.
   *
   * @param key the seed
   * @return the copy
   */
  public FeatureSettings withSeed(long key) {
    return new FeatureSettings(
        features, harmonics, period, start, end, intervals, samples, paths, steps, key);
  }
}
