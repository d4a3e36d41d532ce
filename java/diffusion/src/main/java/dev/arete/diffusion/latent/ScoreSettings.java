package dev.arete.diffusion.latent;

/**
 * How a score network is trained: a Gaussian Fourier embedding of time and (d + embedding) - width
 * - width - d on the noised latents of the Ornstein-Uhlenbeck process.
 *
 * @param recipe what the network gives and which times it sees
 * @param embedding numbers that stand for a time, even
 * @param width of the hidden layers
 * @param epochs passes over the latents
 * @param batches steps in a pass
 * @param rate learning rate of Adam
 * @param start T, the last time of the forward process
 * @param end t_min
 * @param seed of the first weights, the embedding, the order of the latents, times and noise
 */
public record ScoreSettings(
    Recipe recipe,
    int embedding,
    int width,
    int epochs,
    int batches,
    double rate,
    double start,
    double end,
    long seed) {
  /** Ways to train the same network. */
  public enum Recipe {
    /**
     * As on record: the output is the score s, t is uniform, frequencies have deviation 30, and the
     * loss is |s sqrt(h) + z|^2 / h. One draw in a hundred has t below 0.1, and frequencies of 30
     * over times up to 10 hash the time instead of measuring it.
     */
    RECORDED,
    /**
     * The output is the noise, -sqrt(h) s, log t is uniform and is what is embedded, frequencies
     * have deviation 0.3, and the loss is its squared error.
     */
    REPAIRED
  }

  /**
   * Returns the settings on record with another recipe.
   *
   * @param recipe what the network gives and which times it sees
   * @param epochs passes over the latents, 150 on record
   * @param rate learning rate of Adam, 1e-4 on record
   * @return 128 embedding numbers, width 512, 7 batches a pass, times 0.001 to 10
   */
  public static ScoreSettings of(Recipe recipe, int epochs, double rate) {
    return new ScoreSettings(recipe, 128, 512, epochs, 7, rate, 10, 1e-3, 42);
  }

  ScoreSettings withSeed(long key) {
    return new ScoreSettings(recipe, embedding, width, epochs, batches, rate, start, end, key);
  }

  ScoreSettings withEpochs(int count) {
    return new ScoreSettings(recipe, embedding, width, count, batches, rate, start, end, seed);
  }
}
