package dev.arete.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Arrays of doubles in NumPy's file format, version 1.0. */
final class Npy {
  /** Magic number, version, length of the header text: 10 bytes; with the text a multiple of 64. */
  private static final int HEADER = 128;

  private static final int TEXT = HEADER - 10;

  private static final Pattern SHAPE =
      Pattern.compile("'<f8', 'fortran_order': False, 'shape': \\((\\d+), ?(\\d+),?\\)");

  private Npy() {}

  /**
   * Writes a row-major array.
   *
   * @param file where to; overwritten
   * @param values all entries
   * @param shape lengths of the axes, their product is the number of entries
   * @throws IOException if the file cannot be written
   */
  static void write(Path file, double[] values, int... shape) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(HEADER + 8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    String axes = Arrays.stream(shape).mapToObj(n -> n + ",").collect(Collectors.joining());
    String text = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + axes + "), }";
    bytes.put((byte) 0x93).put("NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1));
    bytes.putShort((short) TEXT);
    bytes.put(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.position() < HEADER - 1) {
      bytes.put((byte) ' ');
    }
    bytes.put((byte) '\n');
    bytes.asDoubleBuffer().put(values);
    bytes.rewind();
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /**
   * A matrix of a file.
   *
   * @param values row-major
   * @param rows number of rows
   * @param columns number of columns
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of one large array, never compared
  record Matrix(double[] values, int rows, int columns) {}

  /**
   * Reads a matrix that {@link #write} or NumPy wrote, row-major.
   *
   * @param file the file
   * @return the matrix
   * @throws IOException if the file cannot be read or holds something else
   */
  static Matrix read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    String head = new String(bytes.array(), 0, HEADER, StandardCharsets.ISO_8859_1);
    Matcher shape = SHAPE.matcher(head);
    if (!shape.find()) {
      throw new IOException(file + " is no row-major matrix of doubles");
    }
    int rows = Integer.parseInt(shape.group(1));
    int columns = Integer.parseInt(shape.group(2));
    double[] values = new double[rows * columns];
    bytes.position(HEADER);
    bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return new Matrix(values, rows, columns);
  }
}
