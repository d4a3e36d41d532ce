package dev.arete.diffusion.latent;

/**
 * How an autoencoder is trained: pixels - 400 - 200 - d and back, the sum of binary cross entropies
 * and the divergence of the posterior from a standard normal.
 *
 * @param dimension latent dimension d
 * @param outer width of the layers next to the image
 * @param inner width of the layers next to the latent space
 * @param epochs passes over the images
 * @param batches steps in a pass
 * @param rate learning rate of Adam
 * @param seed of the first weights, the order of the images and the latent noise
 */
public record AutoencoderSettings(
    int dimension, int outer, int inner, int epochs, int batches, double rate, long seed) {
  /**
   * Returns the settings on record: 784-400-200-32, 100 epochs of 7 batches, rate 0.001.
   *
   * @return the settings
   */
  public static AutoencoderSettings recorded() {
    return new AutoencoderSettings(32, 400, 200, 100, 7, 1e-3, 42);
  }

  AutoencoderSettings withSeed(long key) {
    return new AutoencoderSettings(dimension, outer, inner, epochs, batches, rate, key);
  }

  AutoencoderSettings withEpochs(int count) {
    return new AutoencoderSettings(dimension, outer, inner, count, batches, rate, seed);
  }
}
