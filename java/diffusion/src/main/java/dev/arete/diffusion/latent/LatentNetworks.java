package dev.arete.diffusion.latent;

import dev.arete.ProgressListener;
import dev.arete.diffusion.ScoreModel;

/**
 * What trains and runs the networks of the latent experiment; found by {@link
 * java.util.ServiceLoader}. Training is seeded: the same settings and data give the same parameters
 * on the same machine.
 */
public interface LatentNetworks {
  /**
   * What training leaves.
   *
   * @param losses mean loss of each epoch, for one image or one latent point
   * @param parameters weights and offsets of all layers in the implementation's order
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of arrays, never compared
  record Trained(double[] losses, double[] parameters) {}

  /**
   * Returns the library, its version and its device in a few words.
   *
   * @return for reports
   */
  String description();

  /**
   * Trains an autoencoder.
   *
   * @param images row-major count x pixels, in [0, 1]
   * @param count number of images
   * @param settings sizes of layers and the course of training
   * @param progress hears of every step
   * @return losses and parameters
   */
  Trained trainAutoencoder(
      float[] images, int count, AutoencoderSettings settings, ProgressListener progress);

  /**
   * Returns a trained autoencoder.
   *
   * @param pixels of an image
   * @param settings those of the training
   * @param parameters what training left
   * @return the autoencoder
   */
  Autoencoder autoencoder(int pixels, AutoencoderSettings settings, double[] parameters);

  /**
   * Trains a score network.
   *
   * @param latents row-major count x d
   * @param count number of latent points
   * @param settings sizes of layers and the course of training
   * @param progress hears of every step
   * @return losses and parameters
   */
  Trained trainScore(
      double[] latents, int count, ScoreSettings settings, ProgressListener progress);

  /**
   * Returns a trained score network.
   *
   * @param dimension d
   * @param settings those of the training
   * @param parameters what training left
   * @return the model
   */
  ScoreModel score(int dimension, ScoreSettings settings, double[] parameters);
}
