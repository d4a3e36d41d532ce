package dev.arete.diffusion.latent;

import dev.arete.diffusion.latent.ScoreSettings.Recipe;

/**
 * Settings of the latent experiment.
 *
 * @param digit which digit's images
 * @param autoencoder how the autoencoder is trained
 * @param score how the score network that is analysed is trained
 * @param recorded the same network trained as on record, for comparison
 * @param ridgeDimension k of the main analysis
 * @param paths sampled paths
 * @param steps steps of the sampler, exponential in t
 * @param naivePoints samples that the published formula is applied to; it runs on one thread
 * @param seed of training and paths
 */
public record LatentSettings(
    int digit,
    AutoencoderSettings autoencoder,
    ScoreSettings score,
    ScoreSettings recorded,
    int ridgeDimension,
    int paths,
    int steps,
    int naivePoints,
    long seed) {
  /**
   * Returns the settings on record, digit 1 and k = 25, with fewer paths, and a score network
   * trained for minutes.
   *
   * @param paths sampled paths
   * @param steps steps of the sampler
   * @param seed of training and paths
   * @return the settings
   */
  public static LatentSettings of(int paths, int steps, long seed) {
    return new LatentSettings(
        1,
        AutoencoderSettings.recorded().withSeed(seed),
        ScoreSettings.of(Recipe.REPAIRED, 300, 1e-3).withSeed(seed),
        ScoreSettings.of(Recipe.RECORDED, 150, 1e-4).withSeed(seed),
        25,
        paths,
        steps,
        Math.min(paths, 500),
        seed);
  }

  /**
   * Returns a copy with other lengths of training, in passes over the data.
   *
   * @param epochs of each network
   * @return the copy
   */
  public LatentSettings withEpochs(int epochs) {
    return new LatentSettings(
        digit,
        autoencoder.withEpochs(epochs),
        score.withEpochs(epochs),
        recorded.withEpochs(epochs),
        ridgeDimension,
        paths,
        steps,
        naivePoints,
        seed);
  }
}
