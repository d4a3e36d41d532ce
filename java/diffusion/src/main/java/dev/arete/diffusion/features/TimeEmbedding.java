package dev.arete.diffusion.features;

/**
 * Fourier features of time: [1, sin(2 pi k t/P), cos(2 pi k t/P)] for k = 1..K.
 *
 * <p>They repeat after P. With P equal to the last time T, as in the paper's runs, a model cannot
 * tell t = 0 from t = T; P = 2T avoids that.
 *
 * @param harmonics K, at least 0
 * @param period P, positive
 */
public record TimeEmbedding(int harmonics, double period) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if K is negative or P is not positive and finite
   */
  public TimeEmbedding {
    if (harmonics < 0) {
      throw new IllegalArgumentException("harmonics must be at least 0, got " + harmonics);
    }
    if (!(period > 0 && period < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("period must be positive and finite, got " + period);
    }
  }

  /**
   * Returns the number of features.
   *
   * @return 2 K + 1
   */
  public int size() {
    return 2 * harmonics + 1;
  }

  /**
   * Returns the features of a time.
   *
   * @param time t
   * @return 1, all sines, all cosines
   */
  public double[] at(double time) {
    double[] phi = new double[size()];
    phi[0] = 1;
    for (int k = 1; k <= harmonics; k++) {
      double angle = 2 * Math.PI * k * time / period;
      phi[k] = Math.sin(angle);
      phi[harmonics + k] = Math.cos(angle);
    }
    return phi;
  }
}
