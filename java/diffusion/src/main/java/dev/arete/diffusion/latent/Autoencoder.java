package dev.arete.diffusion.latent;

/** A trained autoencoder of images. Rows of a batch do not depend on each other. */
public interface Autoencoder {
  /**
   * Returns the latent dimension d.
   *
   * @return d
   */
  int dimension();

  /**
   * Returns the number of pixels of an image.
   *
   * @return pixels
   */
  int pixels();

  /**
   * Returns the latent points of images, the means of their posteriors.
   *
   * @param images row-major count x pixels, in [0, 1]
   * @param count number of images
   * @return row-major count x d
   */
  double[] encode(float[] images, int count);

  /**
   * Returns the images of latent points.
   *
   * @param latents row-major count x d
   * @param count number of points
   * @return row-major count x pixels, in [0, 1]
   */
  double[] decode(double[] latents, int count);

  /**
   * Returns what the decoder makes of directions at a latent point: its Jacobian times each.
   *
   * @param latent the point, d coordinates
   * @param directions row-major count x d
   * @param count number of directions
   * @return row-major count x pixels, in pixel values per latent unit
   */
  double[] push(double[] latent, double[] directions, int count);
}
