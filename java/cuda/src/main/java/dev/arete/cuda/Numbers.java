package dev.arete.cuda;

import dev.arete.Precision;
import java.nio.ByteBuffer;

/** The type the pairs are summed in: its size, roundoff and the suffix of its kernels. */
enum Numbers {
  /** Two floats a coordinate, high and low word. */
  FP32("_f32", Float.BYTES, 0x1p-24, 1e-3, 1e-3),
  /** One double a coordinate. */
  FP64("_f64", Double.BYTES, 0x1p-53, 0x1p-26, 1e-6);

  private final String suffix;
  private final int bytes;
  private final double roundoff;
  private final double enoughTurn;
  private final double goodTurn;

  Numbers(String suffix, int bytes, double roundoff, double enoughTurn, double goodTurn) {
    this.suffix = suffix;
    this.bytes = bytes;
    this.roundoff = roundoff;
    this.enoughTurn = enoughTurn;
    this.goodTurn = goodTurn;
  }

  static Numbers of(Precision precision) {
    return precision == Precision.FP32 ? FP32 : FP64;
  }

  /** Name of a kernel for this type. */
  String kernel(String stem) {
    return stem + suffix;
  }

  String suffix() {
    return suffix;
  }

  int bytes() {
    return bytes;
  }

  double roundoff() {
    return roundoff;
  }

  /** Angle up to which rounding may turn the normal space of the assembled covariance. */
  double enoughTurn() {
    return enoughTurn;
  }

  /** Angle up to which the normal space is well conditioned: six digits, or three. */
  double goodTurn() {
    return goodTurn;
  }

  boolean hasLowWord() {
    return this == FP32;
  }

  /** Places an array of this type. */
  long place(Layout layout, long count) {
    return layout.place(Math.multiplyExact(count, (long) bytes));
  }

  /** Places an array of low words; null where there are none. */
  long placeLow(Layout layout, long count) {
    return hasLowWord() ? place(layout, count) : 0;
  }

  /** The largest number of this type that is not above a value. */
  double down(double value) {
    float near = (float) value;
    return this == FP64 ? value : near > value ? Math.nextDown(near) : near;
  }

  /** The smallest number of this type that is not below a value. */
  double up(double value) {
    return -down(-value);
  }

  /** Appends the high word of a number. */
  void putHigh(ByteBuffer buffer, double value) {
    if (this == FP32) {
      buffer.putFloat((float) value);
    } else {
      buffer.putDouble(value);
    }
  }

  /** Appends the low word of a number. */
  void putLow(ByteBuffer buffer, double value) {
    buffer.putFloat((float) (value - (float) value));
  }
}
