package dev.arete.cli.plot;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers beside an axis. */
final class TickLabel {
  /** Ticks are round numbers; what a double adds to them comes later than this many digits. */
  private static final MathContext DIGITS = new MathContext(10);

  private static final double LARGE = 1e6;
  private static final double SMALL = 1e-4;

  private TickLabel() {}

  /** The shortest text of a round number, with a digit before the point. */
  static String of(double value) {
    double size = Math.abs(value);
    if (size < Double.MIN_NORMAL) {
      return "0";
    }
    BigDecimal round = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    if (size >= SMALL && size < LARGE) {
      return round.toPlainString();
    }
    int exponent = round.precision() - round.scale() - 1;
    return round.movePointLeft(exponent).toPlainString() + "e" + exponent;
  }
}
