package dev.arete.cli.io;

import java.util.Locale;
import java.util.Set;

/** Decimal numbers as they stand in a CSV file. */
final class Numbers {
  /** Marks of a missing or not finite value, in lower case and without a sign. */
  private static final Set<String> NOT_FINITE =
      Set.of("", "nan", "na", "n/a", "null", "none", "inf", "infinity");

  private Numbers() {}

  /** Whether a cell holds a decimal number. */
  static boolean isNumber(String cell) {
    return !Double.isNaN(parse(cell));
  }

  /** Whether a cell stands for a missing or not finite value. */
  static boolean isNotFiniteMark(String cell) {
    String word = cell.toLowerCase(Locale.ROOT);
    boolean signed = word.startsWith("-") || word.startsWith("+");
    return NOT_FINITE.contains(signed ? word.substring(1) : word);
  }

  /**
   * The number in a cell, or NaN where it holds none: words and Java's hex and suffixes do not
   * count.
   */
  static double parse(String cell) {
    if (cell.isEmpty() || !isDecimal(cell)) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static boolean isDecimal(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return false;
      }
    }
    return true;
  }
}
