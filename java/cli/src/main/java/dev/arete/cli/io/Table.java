package dev.arete.cli.io;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A rectangle of numbers read from a file.
 *
 * @param values row-major rows x columns; owned by the table, not copied
 * @param rows number of rows, at least 1
 * @param columns number of columns, at least 1
 * @param names one name a column, or an empty list where the file had none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of one large array, never compared
public record Table(double[] values, int rows, int columns, List<String> names) {
  /**
   * Returns the name of a column.
   *
   * @param column index of the column
   * @return the name in the file, or x_1, x_2, ... where there is none
   */
  public String name(int column) {
    if (names.isEmpty() || names.get(column).isBlank()) {
      return "x_" + (column + 1);
    }
    return names.get(column);
  }

  /**
   * Returns a copy of one column.
   *
   * @param column index of the column
   * @return rows numbers
   */
  public double[] column(int column) {
    return IntStream.range(0, rows).mapToDouble(row -> values[row * columns + column]).toArray();
  }
}
