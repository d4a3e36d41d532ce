package dev.arete.cli.io;

import java.nio.file.Path;
import java.util.Locale;

/** Formats of tables, told apart by the extension of the file. */
public enum FileFormat {
  /** Comma-separated values, with or without a header. */
  CSV,
  /** One array in NumPy's binary format. */
  NPY;

  /**
   * Returns the format of a file.
   *
   * @param file a file name ending in .csv or .npy, in any case
   * @return its format
   * @throws InputException for any other ending
   */
  public static FileFormat of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return CSV;
    }
    if (name.endsWith(".npy")) {
      return NPY;
    }
    throw new InputException(file + ": unknown file type; use .csv or .npy");
  }
}
