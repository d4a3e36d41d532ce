package dev.arete.internal;

/** Argument checks whose messages carry the numbers. */
public final class Checks {
  /** What every JVM can allocate, memory permitting. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private Checks() {}

  /**
   * Checks a parameter.
   *
   * @param name what the user calls it
   * @param value its value
   * @return the value
   */
  public static double positiveFinite(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be positive and finite, got " + value);
    }
    return value;
  }

  /**
   * Checks a ridge dimension against the dimension of the data.
   *
   * @param ridgeDimension k
   * @param dimension d
   * @return k
   */
  public static int ridgeDimension(int ridgeDimension, int dimension) {
    if (ridgeDimension < 0 || ridgeDimension >= dimension) {
      throw new IllegalArgumentException(
          "ridge dimension must be in 0.."
              + (dimension - 1)
              + " for data of dimension "
              + dimension
              + ", got "
              + ridgeDimension);
    }
    return ridgeDimension;
  }

  /**
   * Checks that an array has room.
   *
   * @param name what the array holds
   * @param actual its length
   * @param expected the length that is needed
   */
  public static void length(String name, long actual, long expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(name + " has length " + actual + ", expected " + expected);
    }
  }

  /**
   * Multiplies sizes and checks that one Java array can hold the product.
   *
   * @param what what the array would hold
   * @param sizes the factors, each at least 0
   * @return the product
   */
  public static int arraySize(String what, long... sizes) {
    return fitting(what, product(sizes), "");
  }

  /**
   * Returns the length of an array of results, as {@link #arraySize}; where a smaller batch would
   * fit, the message says so.
   *
   * @param what what the array would hold
   * @param queries q, at least 0
   * @param perQuery the factors of the numbers of one query, each at least 0
   * @return the product
   */
  public static int resultSize(String what, int queries, long... perQuery) {
    long one = product(perQuery);
    String advice = one > LONGEST ? "" : "; process the queries in smaller batches";
    return fitting(what, product(queries, one), advice);
  }

  /** The product, or the largest long where it is beyond. */
  private static long product(long... sizes) {
    long product = 1;
    for (long size : sizes) {
      if (size != 0 && product > Long.MAX_VALUE / size) {
        return Long.MAX_VALUE;
      }
      product *= size;
    }
    return product;
  }

  private static int fitting(String what, long size, String advice) {
    if (size > LONGEST) {
      throw new IllegalArgumentException(
          what + " would need " + size + " numbers, more than one array can hold" + advice);
    }
    return (int) size;
  }
}
