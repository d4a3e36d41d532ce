package dev.arete.cli.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a file in NumPy's format, versions 1.0 to 3.0: magic, version, length, and a Python
 * dictionary with element type, order and shape.
 *
 * @param type element type
 * @param fortranOrder whether the first index runs fastest
 * @param shape length of each axis
 * @param bytes length of the head in the file
 */
@SuppressWarnings("ArrayRecordComponent") // a short-lived carrier, never compared
record NpyHeader(NpyType type, boolean fortranOrder, long[] shape, int bytes) {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** Longest head accepted; NumPy's own limit is 10,000 characters. */
  private static final int MAX_LENGTH = 65_536;

  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

  static NpyHeader read(InputStream in, Path file) throws IOException {
    byte[] start = in.readNBytes(8);
    if (start.length < 8 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
      throw new InputException(file + ": is not a NumPy file (it does not start with \\x93NUMPY)");
    }
    int version = start[6];
    if (version < 1 || version > 3) {
      throw new InputException(file + ": NumPy format version " + version + " is not known");
    }
    int lengthBytes = version == 1 ? 2 : 4;
    long length = littleEndian(in.readNBytes(lengthBytes), lengthBytes, file);
    if (length > MAX_LENGTH) {
      throw new InputException(file + ": its head claims " + length + " bytes");
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw truncated(file);
    }
    return parse(new String(text, StandardCharsets.UTF_8), 8 + lengthBytes + text.length, file);
  }

  private static long littleEndian(byte[] bytes, int expected, Path file) {
    if (bytes.length < expected) {
      throw truncated(file);
    }
    long value = 0;
    for (int i = expected - 1; i >= 0; i--) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }

  private static InputException truncated(Path file) {
    return new InputException(file + ": the file ends inside its NumPy head");
  }

  private static NpyHeader parse(String text, int bytes, Path file) {
    NpyType type = NpyType.of(find(DESCR, "element type", text, file), file);
    boolean fortran = find(ORDER, "order", text, file).equals("True");
    return new NpyHeader(type, fortran, shape(find(SHAPE, "shape", text, file), file), bytes);
  }

  private static String find(Pattern pattern, String what, String text, Path file) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new InputException(
          file + ": no plain " + what + " in the NumPy head " + Inputs.quoted(text));
    }
    return matcher.group(1);
  }

  private static long[] shape(String text, Path file) {
    String list = text.replaceAll("\\s|,\\s*$", "");
    if (list.isEmpty()) {
      return new long[0];
    }
    try {
      return Arrays.stream(list.split(",", -1)).mapToLong(Long::parseUnsignedLong).toArray();
    } catch (NumberFormatException e) {
      throw new InputException(file + ": the shape (" + Inputs.quoted(text) + ") is not readable");
    }
  }
}
