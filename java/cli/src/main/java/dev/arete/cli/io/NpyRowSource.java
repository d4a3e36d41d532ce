package dev.arete.cli.io;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The rows of a .npy file in C order, which is read once to check them and once to hand them out.
 */
final class NpyRowSource implements RowSource {
  private static final int CHECKED_ROWS = 1 << 10;

  private final Path file;
  private final Domain domain;
  private final int[] shape;
  private NpyNumbers numbers;
  private int row;

  /**
   * Opens a file.
   *
   * @throws InputException if it is no table of numbers of the domain
   */
  NpyRowSource(Path file, Domain domain) throws IOException {
    this.file = file;
    this.domain = domain;
    this.numbers = new NpyNumbers(file);
    try {
      this.shape = NpyArray.tableShape(numbers.header().shape(), file);
      while (row < rows()) {
        next(CHECKED_ROWS);
      }
    } finally {
      numbers.close();
    }
    numbers = new NpyNumbers(file);
    row = 0;
  }

  @Override
  public int rows() {
    return shape[0];
  }

  @Override
  public int columns() {
    return shape.length == 1 ? 1 : shape[1];
  }

  @Override
  public double[] next(int most) throws IOException {
    int count = Math.min(most, rows() - row);
    double[] values = new double[Math.multiplyExact(count, columns())];
    numbers.read(values, values.length);
    NpyArray.check(file, domain, values, shape, (long) row * columns());
    row += count;
    return values;
  }

  @Override
  public void close() throws IOException {
    numbers.close();
  }
}
