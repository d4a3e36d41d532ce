package dev.arete.diffusion.latent;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array of bytes in the IDX format: two zero bytes, the type (8, unsigned bytes), the number of
 * axes, the length of each axis as a big-endian int, the bytes. Packed by gzip or not.
 *
 * @param sizes length of each axis
 * @param bytes the array, the last axis fastest
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of arrays, never compared
record IdxFile(int[] sizes, byte[] bytes) {
  private static final int UNSIGNED_BYTES = 8;
  private static final int MAX_BYTES = 1 << 30;

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it cannot be read or is not such a file, with the reason
   */
  static IdxFile read(Path file, int axes) {
    try (InputStream in = open(file)) {
      int magic = number(in, file, "its first four bytes");
      if (magic != (UNSIGNED_BYTES << 8) + axes) {
        throw bad(
            file,
            String.format(
                "begins with 0x%08x, and an IDX file of unsigned bytes with %d axes with 0x%08x",
                magic, axes, (UNSIGNED_BYTES << 8) + axes));
      }
      int[] sizes = new int[axes];
      long total = 1;
      for (int axis = 0; axis < axes; axis++) {
        sizes[axis] = number(in, file, "the length of axis " + (axis + 1));
        total = sizes[axis] < 1 ? -1 : total < 0 ? -1 : Math.min(total * sizes[axis], 1L << 32);
      }
      if (total < 1 || total > MAX_BYTES) {
        throw bad(
            file,
            "has axes " + Arrays.toString(sizes) + "; at least 1 and 1 GiB in all can be read");
      }
      return new IdxFile(sizes, body(in, file, (int) total));
    } catch (ZipException | EOFException e) {
      throw bad(file, "ends early or is damaged (gzip: " + e.getMessage() + ")");
    } catch (IOException e) {
      throw bad(file, "cannot be read (" + e + ")");
    }
  }

  private static byte[] body(InputStream in, Path file, int total) throws IOException {
    byte[] bytes = in.readNBytes(total);
    if (bytes.length < total) {
      throw bad(file, "ends after " + bytes.length + " of " + total + " bytes of data");
    }
    if (in.read() >= 0) {
      throw bad(file, "goes on after the " + total + " bytes of data its head announces");
    }
    return bytes;
  }

  private static InputStream open(Path file) throws IOException {
    InputStream plain = new BufferedInputStream(Files.newInputStream(file));
    plain.mark(2);
    boolean packed = plain.read() == 0x1f && plain.read() == 0x8b;
    plain.reset();
    return packed ? new GZIPInputStream(plain) : plain;
  }

  private static int number(InputStream in, Path file, String what) throws IOException {
    byte[] four = in.readNBytes(4);
    if (four.length < 4) {
      throw bad(file, "ends before " + what);
    }
    return ByteBuffer.wrap(four).getInt();
  }

  private static IllegalArgumentException bad(Path file, String reason) {
    return new IllegalArgumentException(file + " " + reason);
  }
}
