package dev.arete.cli.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads an array in NumPy's format: float32, float64, integers and booleans, either byte order, C
 * or Fortran order. The size of the file is checked against the shape before anything is allocated.
 */
public final class NpyReader {
  private NpyReader() {}

  /**
   * Returns the array of a file, in C order.
   *
   * @param file an existing file
   * @return its shape and values, which may be anything a double can hold
   * @throws InputException if the file is no array of numbers, or shorter or longer than its shape
   *     says
   * @throws IOException if reading fails
   */
  public static NpyArray read(Path file) throws IOException {
    try (NpyNumbers numbers = new NpyNumbers(file)) {
      if (numbers.count() > Inputs.MAX_VALUES) {
        throw new InputException(
            file
                + ": "
                + numbers.count()
                + " numbers, at most "
                + Inputs.MAX_VALUES
                + " can be read");
      }
      double[] values = new double[(int) numbers.count()];
      numbers.read(values, values.length);
      NpyHeader header = numbers.header();
      int[] shape = Arrays.stream(header.shape()).mapToInt(Math::toIntExact).toArray();
      return new NpyArray(shape, header.fortranOrder() ? cOrder(values, shape) : values);
    }
  }

  /** Rearranges values whose first index runs fastest so that the last one does. */
  private static double[] cOrder(double[] values, int[] shape) {
    double[] ordered = new double[values.length];
    int[] index = new int[shape.length];
    for (double value : values) {
      int offset = 0;
      for (int axis = 0; axis < shape.length; axis++) {
        offset = offset * shape[axis] + index[axis];
      }
      ordered[offset] = value;
      advance(index, shape);
    }
    return ordered;
  }

  private static void advance(int[] index, int[] shape) {
    for (int axis = 0; axis < shape.length; axis++) {
      index[axis]++;
      if (index[axis] < shape[axis]) {
        return;
      }
      index[axis] = 0;
    }
  }
}
