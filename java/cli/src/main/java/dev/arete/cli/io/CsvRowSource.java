package dev.arete.cli.io;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The rows of a .csv file, which is read once to check and count them and once to hand them out.
 */
final class CsvRowSource implements RowSource {
  private final Path file;
  private final int rows;
  private final CsvNumbers numbers;
  private int row;

  CsvRowSource(Path file, Domain domain) throws IOException {
    this.file = file;
    this.rows = count(file, domain);
    this.numbers = new CsvNumbers(file, domain);
  }

  private static int count(Path file, Domain domain) throws IOException {
    try (CsvNumbers numbers = new CsvNumbers(file, domain)) {
      double[] values = new double[numbers.columns()];
      int count = 0;
      while (numbers.next(values, 0)) {
        if (count == Integer.MAX_VALUE) {
          throw new InputException(numbers.place() + ": more than " + count + " rows");
        }
        count++;
      }
      if (count == 0) {
        throw numbers.noRows();
      }
      return count;
    }
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return numbers.columns();
  }

  @Override
  public double[] next(int most) {
    int count = Math.min(most, rows - row);
    double[] values = new double[Math.multiplyExact(count, columns())];
    for (int i = 0; i < count; i++) {
      if (!numbers.next(values, i * columns())) {
        throw new InputException(file + ": has fewer rows than when it was opened");
      }
    }
    row += count;
    return values;
  }

  @Override
  public void close() throws IOException {
    numbers.close();
  }
}
