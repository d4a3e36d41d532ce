package dev.arete.cli.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a table, in the format its file name tells. */
public final class TableReader {
  private TableReader() {}

  /**
   * Returns the numbers of a file.
   *
   * @param file a .csv or .npy file
   * @param domain what its values may be
   * @return at least one row and one column
   * @throws InputException if the file is missing, empty, ragged, truncated, or holds anything but
   *     numbers of the domain; the message names file, line and value
   */
  public static Table read(Path file, Domain domain) {
    FileFormat format = FileFormat.of(file);
    Inputs.requireReadable(file);
    try {
      return format == FileFormat.CSV
          ? CsvReader.read(file, domain)
          : NpyReader.read(file).toTable(file, domain);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read (" + Inputs.reason(e) + ")");
    }
  }

  /**
   * Opens a file for reading its rows in batches. It is read once before, so that what is wrong
   * with it is known before any work is done with the first rows. A file that cannot be read twice,
   * such as a pipe, or whose first index runs fastest, is held whole.
   *
   * @param file a .csv or .npy file
   * @param domain what its values may be
   * @return the rows, to be closed by the caller
   * @throws InputException as {@link #read}
   */
  public static RowSource open(Path file, Domain domain) {
    FileFormat format = FileFormat.of(file);
    Inputs.requireReadable(file);
    try {
      if (!Files.isRegularFile(file) || (format == FileFormat.NPY && isFortranOrder(file))) {
        return rows(read(file, domain));
      }
      return format == FileFormat.CSV
          ? new CsvRowSource(file, domain)
          : new NpyRowSource(file, domain);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read (" + Inputs.reason(e) + ")");
    }
  }

  private static boolean isFortranOrder(Path file) throws IOException {
    try (NpyNumbers numbers = new NpyNumbers(file)) {
      return numbers.header().fortranOrder();
    }
  }

  /**
   * Returns the rows of a table.
   *
   * @param table the table, which is not copied
   * @return its rows
   */
  public static RowSource rows(Table table) {
    return new TableRows(table);
  }
}
