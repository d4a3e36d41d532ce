package dev.arete.cli.io;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes a float64 array in NumPy's format 1.0, little-endian, in C order, as the cells come. */
public final class NpySink implements RowSink {
  /** NumPy aligns the first element to this many bytes. */
  private static final int ALIGNMENT = 64;

  private static final int PREFIX = 10;

  private final DataOutputStream out;
  private final long expected;
  private long written;

  /**
   * Starts an array.
   *
   * @param out receives the file; closed with this sink
   * @param shape length of each axis
   * @throws IOException if writing fails
   */
  public NpySink(OutputStream out, int... shape) throws IOException {
    this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
    this.expected = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    this.out.write(head(shape));
  }

  private static byte[] head(int[] shape) {
    String axes =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String dictionary =
        "{'descr': '<f8', 'fortran_order': False, 'shape': ("
            + axes
            + (shape.length == 1 ? ",)" : ")")
            + ", }";
    int unpadded = PREFIX + dictionary.length() + 1;
    int total = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    int length = total - PREFIX;
    byte[] head = new byte[total];
    Arrays.fill(head, (byte) ' ');
    System.arraycopy(NpyHeader.MAGIC, 0, head, 0, NpyHeader.MAGIC.length);
    head[6] = 1;
    head[7] = 0;
    head[8] = (byte) length;
    head[9] = (byte) (length >> 8);
    byte[] text = dictionary.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, head, PREFIX, text.length);
    head[total - 1] = '\n';
    return head;
  }

  @Override
  public void number(double value) throws IOException {
    out.writeLong(Long.reverseBytes(Double.doubleToLongBits(value)));
    written++;
  }

  @Override
  public void count(int value) throws IOException {
    number(value);
  }

  @Override
  public void flag(boolean value) throws IOException {
    number(value ? 1 : 0);
  }

  @Override
  public void word(String word, int code) throws IOException {
    number(code);
  }

  @Override
  public void endRow() {}

  /** Ends the file; an array that is not whole fails to close, after its file is closed. */
  @Override
  public void close() throws IOException {
    out.close();
    if (written != expected) {
      throw new IOException(written + " numbers written, the shape has " + expected);
    }
  }
}
