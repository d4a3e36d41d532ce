package dev.arete.cli.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Element type of a NumPy array.
 *
 * @param kind f (floating point), i (signed), u (unsigned) or b (boolean)
 * @param size bytes an element
 * @param order order of the bytes
 */
record NpyType(char kind, int size, ByteOrder order) {
  private static final double TWO_TO_64 = 0x1p64;

  static NpyType of(String descr, Path file) {
    String name = descr.length() == 2 ? "|" + descr : descr;
    boolean known = name.matches("[<>|=](f[48]|[iu][1248]|b1)");
    if (!known) {
      throw new InputException(
          file
              + ": element type "
              + Inputs.quoted(descr)
              + " cannot be read; use float32, float64 or integers");
    }
    ByteOrder order =
        switch (name.charAt(0)) {
          case '>' -> ByteOrder.BIG_ENDIAN;
          case '<' -> ByteOrder.LITTLE_ENDIAN;
          default -> ByteOrder.nativeOrder();
        };
    return new NpyType(name.charAt(1), name.charAt(2) - '0', order);
  }

  /** The next element of a buffer in this type's byte order; 64-bit integers are rounded. */
  double next(ByteBuffer buffer) {
    return switch (kind) {
      case 'f' -> size == 4 ? buffer.getFloat() : buffer.getDouble();
      case 'i' -> signed(buffer);
      default -> unsigned(buffer);
    };
  }

  private double signed(ByteBuffer buffer) {
    return switch (size) {
      case 1 -> buffer.get();
      case 2 -> buffer.getShort();
      case 4 -> buffer.getInt();
      default -> buffer.getLong();
    };
  }

  private double unsigned(ByteBuffer buffer) {
    return switch (size) {
      case 1 -> buffer.get() & 0xff;
      case 2 -> buffer.getShort() & 0xffff;
      case 4 -> buffer.getInt() & 0xffff_ffffL;
      default -> {
        long bits = buffer.getLong();
        yield bits >= 0 ? bits : bits + TWO_TO_64;
      }
    };
  }
}
