package dev.arete.cli.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads an array in NumPy's format: float32, float64, integers and booleans, either byte order, C
 * or Fortran order. The size of the file is checked against the shape before anything is allocated.
 */
public final class NpyReader {
  private static final int BLOCK_ELEMENTS = 1 << 13;

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
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      NpyHeader header = NpyHeader.read(in, file);
      int count = count(header, Files.size(file), file);
      double[] values = elements(in, header.type(), count, file);
      int[] shape = Arrays.stream(header.shape()).mapToInt(Math::toIntExact).toArray();
      return new NpyArray(shape, header.fortranOrder() ? cOrder(values, shape) : values);
    }
  }

  private static int count(NpyHeader header, long fileBytes, Path file) {
    long available = fileBytes - header.bytes();
    long size = header.type().size();
    long count = product(header.shape());
    if (count > available / size || count * size != available) {
      throw new InputException(
          file
              + ": shape "
              + Arrays.toString(header.shape())
              + " of "
              + size
              + "-byte elements does not fit the "
              + available
              + " bytes that follow the head (truncated or damaged file)");
    }
    if (count == 0) {
      throw new InputException(
          file + ": the array of shape " + Arrays.toString(header.shape()) + " is empty");
    }
    if (count > Inputs.MAX_VALUES) {
      throw new InputException(
          file + ": " + count + " numbers, at most " + Inputs.MAX_VALUES + " can be read");
    }
    return (int) count;
  }

  /** The product of the axes, or the largest long where it is beyond that. */
  private static long product(long[] shape) {
    long product = 1;
    for (long axis : shape) {
      if (axis == 0) {
        return 0;
      }
      boolean overflows = axis < 0 || product > Long.MAX_VALUE / axis;
      product = overflows ? Long.MAX_VALUE : product * axis;
    }
    return product;
  }

  private static double[] elements(InputStream in, NpyType type, int count, Path file)
      throws IOException {
    double[] values = new double[count];
    byte[] block = new byte[BLOCK_ELEMENTS * type.size()];
    for (int from = 0; from < count; from += BLOCK_ELEMENTS) {
      int elements = Math.min(BLOCK_ELEMENTS, count - from);
      if (in.readNBytes(block, 0, elements * type.size()) < elements * type.size()) {
        throw new InputException(file + ": the file ends inside its numbers");
      }
      ByteBuffer buffer = ByteBuffer.wrap(block).order(type.order());
      for (int i = 0; i < elements; i++) {
        values[from + i] = type.next(buffer);
      }
    }
    return values;
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
