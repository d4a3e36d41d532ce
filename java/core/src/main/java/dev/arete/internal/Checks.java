package dev.arete.internal;

/** Argument checks whose messages carry the numbers. */
public final class Checks {
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
    long product = 1;
    for (long size : sizes) {
      if (size != 0 && product > Long.MAX_VALUE / size) {
        product = Long.MAX_VALUE;
        break;
      }
      product *= size;
    }
    if (product > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          what
              + " would need "
              + product
              + " numbers, more than one array can hold; process the queries in smaller batches");
    }
    return (int) product;
  }
}
