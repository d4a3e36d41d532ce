package dev.arete.cli.io;

import java.util.Arrays;

/** Numbers collected one after the other, as many as one Java array can hold. */
public final class GrowingArray {
  private double[] values = new double[1 << 10];
  private int size;

  /**
   * Appends a number.
   *
   * @param value the number
   * @return false where there is no room left in any array
   */
  public boolean add(double value) {
    if (size == values.length) {
      if (size == Inputs.MAX_VALUES) {
        return false;
      }
      values = Arrays.copyOf(values, (int) Math.min(Inputs.MAX_VALUES, 2L * size));
    }
    values[size++] = value;
    return true;
  }

  /** Appends numbers; false where there is no room left in any array. */
  boolean addAll(double[] more) {
    for (double value : more) {
      if (!add(value)) {
        return false;
      }
    }
    return true;
  }

  int size() {
    return size;
  }

  /**
   * Returns the numbers.
   *
   * @return as many as were added; may be the array they are collected in
   */
  public double[] toArray() {
    return size == values.length ? values : Arrays.copyOf(values, size);
  }
}
