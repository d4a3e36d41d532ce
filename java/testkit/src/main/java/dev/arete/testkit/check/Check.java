package dev.arete.testkit.check;

/** Comparisons that fail on NaN and say what was compared, where, and by how much it missed. */
public final class Check {
  private Check() {}

  /**
   * Fails unless a condition holds.
   *
   * @param condition what must hold
   * @param what what was checked, with the case
   * @param values values for the message
   */
  public static void holds(boolean condition, String what, Object... values) {
    if (!condition) {
      StringBuilder message = new StringBuilder(what);
      for (Object value : values) {
        message.append(' ').append(value);
      }
      throw new AssertionError(message.toString());
    }
  }

  /**
   * Fails unless two numbers agree.
   *
   * @param what what was compared, with the case
   * @param actual what the library says
   * @param expected what is true
   * @param tolerance largest absolute difference; NaN anywhere fails
   */
  public static void close(String what, double actual, double expected, double tolerance) {
    double error = Math.abs(actual - expected);
    if (!(error <= tolerance)) {
      throw new AssertionError(
          what
              + ": got "
              + actual
              + ", expected "
              + expected
              + ", error "
              + error
              + " > tolerance "
              + tolerance);
    }
  }

  /**
   * Fails unless a row of one array agrees with a row of another in the Euclidean norm.
   *
   * @param what what was compared, with the case
   * @param actual what the library says
   * @param actualOffset index of its first entry
   * @param expected what is true, from index 0
   * @param tolerance largest norm of the difference; NaN anywhere fails
   */
  public static void closeRow(
      String what, double[] actual, int actualOffset, double[] expected, double tolerance) {
    double error = distance(actual, actualOffset, expected);
    if (!(error <= tolerance)) {
      int worst = worst(actual, actualOffset, expected);
      throw new AssertionError(
          what
              + ": norm of the error "
              + error
              + " > tolerance "
              + tolerance
              + ", worst at index "
              + worst
              + ": got "
              + actual[actualOffset + worst]
              + ", expected "
              + expected[worst]);
    }
  }

  /**
   * Returns the norm of the difference of a row and an array.
   *
   * @param actual holds the row
   * @param offset index of its first entry
   * @param expected the other, from index 0
   * @return Euclidean norm; NaN if any entry is
   */
  public static double distance(double[] actual, int offset, double[] expected) {
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(actual[offset + i] - expected[i]));
    }
    if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
      return largest;
    }
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      double scaled = (actual[offset + i] - expected[i]) / largest;
      sum += scaled * scaled;
    }
    return largest * Math.sqrt(sum);
  }

  /**
   * Returns the Euclidean norm of an array.
   *
   * @param values numbers
   * @return the norm
   */
  public static double norm(double[] values) {
    return distance(values, 0, new double[values.length]);
  }

  private static int worst(double[] actual, int offset, double[] expected) {
    int worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs(actual[offset + i] - expected[i]);
      if (Double.isNaN(error)) {
        return i;
      }
      if (error > Math.abs(actual[offset + worst] - expected[worst])) {
        worst = i;
      }
    }
    return worst;
  }

  /**
   * Fails unless two arrays hold the same bits.
   *
   * @param what what was compared, with the case
   * @param actual one array
   * @param expected the other
   */
  public static void sameBits(String what, double[] actual, double[] expected) {
    holds(actual.length == expected.length, what, "lengths", actual.length, expected.length);
    for (int i = 0; i < actual.length; i++) {
      if (Double.doubleToRawLongBits(actual[i]) != Double.doubleToRawLongBits(expected[i])) {
        throw new AssertionError(
            what + ": index " + i + " differs: " + actual[i] + " and " + expected[i]);
      }
    }
  }
}
