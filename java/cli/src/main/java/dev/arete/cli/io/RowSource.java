package dev.arete.cli.io;

import java.io.Closeable;
import java.io.IOException;

/**
 * The rows of a table, a batch at a time and in order, of which no more than a batch is held. Not
 * thread-safe.
 */
public interface RowSource extends Closeable {
  /**
   * Returns the number of rows.
   *
   * @return at least 1
   */
  int rows();

  /**
   * Returns the number of columns.
   *
   * @return at least 1
   */
  int columns();

  /**
   * Returns the next rows.
   *
   * @param most how many at most
   * @return row-major, {@code most} rows or all that are left; empty after the last
   * @throws InputException if a file is no longer what it was when it was opened
   * @throws IOException if reading fails
   */
  double[] next(int most) throws IOException;
}
