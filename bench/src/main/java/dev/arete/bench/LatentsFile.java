package dev.arete.bench;

import dev.arete.Points;
import java.nio.file.Path;

/** The latents a user may name in place of the synthetic ones of P3. */
final class LatentsFile {
  /** System property with the path of a CSV file, one latent a row; JMH forks inherit it. */
  static final String PROPERTY = "arete.bench.latents";

  /** Least dimension: the ridge dimension of P3 is 25. */
  private static final int MIN_DIMENSION = 26;

  private LatentsFile() {}

  /** The points of the file, or the given ones where no file is named. */
  static Points orElse(Points synthetic) {
    String file = System.getProperty(PROPERTY);
    if (file == null) {
      return synthetic;
    }
    Points latents = Csv.file(Path.of(file));
    if (latents.dimension() < MIN_DIMENSION) {
      throw new IllegalArgumentException(
          file + " has " + latents.dimension() + " columns, P3 needs at least " + MIN_DIMENSION);
    }
    return latents;
  }
}
