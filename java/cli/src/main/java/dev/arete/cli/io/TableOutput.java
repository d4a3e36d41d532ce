package dev.arete.cli.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A table on its way into a file that appears whole or not at all. */
public final class TableOutput implements AutoCloseable {
  private final FileFormat format;
  private final AtomicOutput file;

  private TableOutput(FileFormat format, AtomicOutput file) {
    this.format = format;
    this.file = file;
  }

  /**
   * Creates the temporary file.
   *
   * @param target a file ending in .csv or .npy
   * @return the output, to be closed by the caller
   * @throws InputException if the ending is another, or the folder cannot be written to
   */
  public static TableOutput create(Path target) {
    return new TableOutput(FileFormat.of(target), AtomicOutput.create(target));
  }

  /**
   * Starts the table.
   *
   * @param columns names of the columns; a .npy file does not hold them
   * @param rows number of rows to come
   * @return takes the cells; to be closed by the caller before the file is committed
   * @throws IOException if writing fails
   */
  public RowSink start(List<String> columns, int rows) throws IOException {
    return format == FileFormat.CSV
        ? new CsvSink(file.open(), columns)
        : new NpySink(file.open(), rows, columns.size());
  }

  /**
   * Returns the file, to be committed when the table is whole.
   *
   * @return the file, owned by this output
   */
  public AtomicOutput file() {
    return file;
  }

  @Override
  public void close() {
    file.close();
  }
}
