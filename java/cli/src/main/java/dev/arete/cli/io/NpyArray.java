package dev.arete.cli.io;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * An array of any rank.
 *
 * @param shape length of each axis
 * @param values all elements, the last index running fastest; owned by the array, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of one large array, never compared
public record NpyArray(int[] shape, double[] values) {
  /** A table of this array: one row a first index; an array of rank 1 is one column. */
  Table toTable(Path file, Domain domain) {
    tableShape(Arrays.stream(shape).asLongStream().toArray(), file);
    check(file, domain);
    return new Table(values, shape[0], shape.length == 1 ? 1 : shape[1], List.of());
  }

  /** The shape of an array that is a table; refuses others. */
  static int[] tableShape(long[] shape, Path file) {
    if (shape.length != 1 && shape.length != 2) {
      throw new InputException(
          file + ": expected an array of rank 1 or 2, got shape " + Arrays.toString(shape));
    }
    long columns = shape.length == 1 ? 1 : shape[1];
    if (columns > Inputs.MAX_COLUMNS) {
      throw new InputException(file + ": " + columns + " columns, at most " + Inputs.MAX_COLUMNS);
    }
    if (shape[0] > Inputs.MAX_VALUES) {
      throw new InputException(file + ": " + shape[0] + " rows, at most " + Inputs.MAX_VALUES);
    }
    return Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
  }

  /**
   * Checks every element.
   *
   * @param file where the array came from, for the message
   * @param domain what its values may be
   * @throws InputException naming the first element that is not of the domain
   */
  public void check(Path file, Domain domain) {
    check(file, domain, values, shape, 0);
  }

  /**
   * Checks the lower triangles of an array of square matrices: elements whose last subscript is not
   * above the one before.
   *
   * @param file where the array came from, for the message
   * @param domain what their values may be
   * @throws InputException naming the first element that is not of the domain
   */
  public void checkLowerTriangles(Path file, Domain domain) {
    int order = shape[shape.length - 1];
    for (int i = 0; i < values.length; i++) {
      String complaint = i % order <= i / order % order ? domain.complaint(values[i]) : null;
      if (complaint != null) {
        throw new InputException(file + " element " + subscripts(i, shape) + ": " + complaint);
      }
    }
  }

  /** Checks elements of an array of some shape, of which the first has the given flat index. */
  static void check(Path file, Domain domain, double[] part, int[] shape, long first) {
    for (int i = 0; i < part.length; i++) {
      String complaint = domain.complaint(part[i]);
      if (complaint != null) {
        throw new InputException(
            file + " element " + subscripts(first + i, shape) + ": " + complaint);
      }
    }
  }

  /** The subscripts of a flat index as Python writes them, counted from 0. */
  private static String subscripts(long flat, int[] shape) {
    int[] index = new int[shape.length];
    long rest = flat;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = (int) (rest % shape[axis]);
      rest /= shape[axis];
    }
    return Arrays.toString(index);
  }
}
