package dev.arete.cuda;

import dev.arete.OutOfDeviceMemoryException;
import java.util.function.Function;

/**
 * The working memory of the calls, one allocation that grows to what was needed and never beyond
 * the budget. Calls take turns, so each has all of it.
 */
final class Scratch implements Closer.Resource {
  /** More rows at a time bring nothing: any device is full before, and progress gets coarser. */
  private static final int MAX_ROWS = 1 << 14;

  private final DeviceMemory memory;
  private final long budget;
  private DeviceBuffer buffer;

  Scratch(DeviceMemory memory, long budget) {
    this.memory = memory;
    this.budget = budget;
  }

  /** Arrays for a number of rows, and how many rows that is. */
  record Placed<A>(A arrays, int rows) {}

  /**
   * Places arrays for as many rows as are wanted and fit.
   *
   * @param wanted rows the caller could use, at least 1
   * @param arrays places the arrays of a number of rows
   * @return the arrays, valid until the next call
   * @throws OutOfDeviceMemoryException if there is no room for one row
   */
  <A> Placed<A> place(int wanted, Rows<A> arrays) {
    int rows = Math.min(wanted, MAX_ROWS);
    rows = shrink(rows, count -> bytes(arrays, count));
    while (true) {
      try {
        reserve(bytes(arrays, rows));
        return new Placed<>(arrays.place(new Layout(buffer.address()), rows), rows);
      } catch (OutOfDeviceMemoryException e) {
        if (rows == 1) {
          throw e;
        }
        rows = (rows + 1) / 2;
      }
    }
  }

  /** Places the arrays of a number of rows. */
  @FunctionalInterface
  interface Rows<A> {
    A place(Layout layout, int rows);
  }

  private static <A> long bytes(Rows<A> arrays, int rows) {
    Layout layout = new Layout(0);
    arrays.place(layout, rows);
    return layout.bytes();
  }

  /** Fewer rows until they fit the budget; one row is always tried. */
  private int shrink(int wanted, Function<Integer, Long> bytes) {
    int rows = wanted;
    while (rows > 1 && bytes.apply(rows) > budget) {
      rows = Math.max(1, (int) Math.min(rows - 1, rows * (budget / (double) bytes.apply(rows))));
    }
    return rows;
  }

  private void reserve(long bytes) {
    if (buffer == null || buffer.bytes() < bytes) {
      close();
      buffer = memory.allocate(bytes, "scratch");
    }
  }

  @Override
  public void close() {
    if (buffer != null) {
      DeviceBuffer old = buffer;
      buffer = null;
      old.close();
    }
  }
}
