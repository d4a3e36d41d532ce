package dev.arete.cli.io;

import java.io.IOException;
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
}
