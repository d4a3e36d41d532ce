package dev.arete.diffusion.latent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Images of one digit, grey values from 0 to 1.
 *
 * @param source the file they come from, for reports
 * @param count number of images
 * @param rows rows of pixels
 * @param columns columns of pixels
 * @param values row-major count x (rows x columns)
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of an array, never compared
public record DigitImages(String source, int count, int rows, int columns, float[] values) {
  /** Pairs of files, the larger set first. */
  private static final List<String> SETS = List.of("train", "t10k");

  /**
   * Returns the images of a digit: those of the training set if the folder has it, else those of
   * the test set.
   *
   * @param folder has train-images-idx3-ubyte and train-labels-idx1-ubyte, or the same with t10k,
   *     with the ending .gz or without
   * @param digit 0 to 9
   * @return the images, in the order of the file
   * @throws IllegalArgumentException if files are missing, damaged or do not fit each other
   */
  public static DigitImages read(Path folder, int digit) {
    for (String set : SETS) {
      Path images = find(folder, set + "-images-idx3-ubyte");
      if (images == null) {
        continue;
      }
      Path labels = find(folder, set + "-labels-idx1-ubyte");
      if (labels == null) {
        throw new IllegalArgumentException(
            folder
                + " has "
                + images.getFileName()
                + ", but no labels beside it: "
                + set
                + "-labels-idx1-ubyte, with or without .gz");
      }
      return select(images, IdxFile.read(images, 3), labels, IdxFile.read(labels, 1), digit);
    }
    throw new IllegalArgumentException(
        folder
            + " has neither train-images-idx3-ubyte nor t10k-images-idx3-ubyte, with or without"
            + " .gz: the files of MNIST");
  }

  private static Path find(Path folder, String name) {
    Path plain = folder.resolve(name);
    Path packed = folder.resolve(name + ".gz");
    return Files.exists(plain) ? plain : Files.exists(packed) ? packed : null;
  }

  private static DigitImages select(
      Path file, IdxFile images, Path labelFile, IdxFile labels, int digit) {
    if (images.sizes()[0] != labels.sizes()[0]) {
      throw new IllegalArgumentException(
          file
              + " has "
              + images.sizes()[0]
              + " images, "
              + labelFile
              + " has "
              + labels.sizes()[0]
              + " labels");
    }
    int pixels = images.sizes()[1] * images.sizes()[2];
    float[] values = new float[images.bytes().length];
    int count = 0;
    for (int i = 0; i < labels.sizes()[0]; i++) {
      if (labels.bytes()[i] == digit) {
        for (int p = 0; p < pixels; p++) {
          values[count * pixels + p] = (images.bytes()[i * pixels + p] & 255) / 255f;
        }
        count++;
      }
    }
    if (count < 2) {
      throw new IllegalArgumentException(
          file + " has " + count + " images of the digit " + digit + "; at least 2 are needed");
    }
    return new DigitImages(
        String.valueOf(file.getFileName()),
        count,
        images.sizes()[1],
        images.sizes()[2],
        Arrays.copyOf(values, count * pixels));
  }

  /**
   * Returns the number of pixels of an image.
   *
   * @return rows x columns
   */
  public int pixels() {
    return rows * columns;
  }
}
