package dev.arete.cli.io;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The elements of a .npy file in the order they stand there, one after the other. */
final class NpyNumbers implements Closeable {
  private static final int BLOCK_ELEMENTS = 1 << 13;

  private final Path file;
  private final InputStream in;
  private final NpyHeader header;
  private final long count;
  private final byte[] block;

  /**
   * Opens a file and checks its size against its shape.
   *
   * @throws InputException if the file is no array of numbers, is empty, or shorter or longer than
   *     its shape says
   */
  NpyNumbers(Path file) throws IOException {
    this.file = file;
    this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      this.header = NpyHeader.read(in, file);
      this.count = count(header, Files.size(file), file);
    } catch (IOException | InputException e) {
      in.close();
      throw e;
    }
    this.block = new byte[BLOCK_ELEMENTS * header.type().size()];
  }

  NpyHeader header() {
    return header;
  }

  /** Number of elements, at least 1. */
  long count() {
    return count;
  }

  private static long count(NpyHeader header, long fileBytes, Path file) {
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
    return count;
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

  /**
   * Reads elements.
   *
   * @param into receives them from index 0 on
   * @param wanted how many
   * @throws InputException if the file ends before
   */
  void read(double[] into, int wanted) throws IOException {
    NpyType type = header.type();
    for (int from = 0; from < wanted; from += BLOCK_ELEMENTS) {
      int elements = Math.min(BLOCK_ELEMENTS, wanted - from);
      if (in.readNBytes(block, 0, elements * type.size()) < elements * type.size()) {
        throw new InputException(file + ": the file ends inside its numbers");
      }
      ByteBuffer buffer = ByteBuffer.wrap(block).order(type.order());
      for (int i = 0; i < elements; i++) {
        into[from + i] = type.next(buffer);
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
