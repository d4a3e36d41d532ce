package dev.arete.cli.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Rows of numbers in comma-separated text, one after the other.
 *
 * <p>The first row is a header where none of its cells is a number or stands for a missing one. A
 * first row of words and numbers mixed is taken for data with an error in it. Blank lines are
 * skipped, a byte order mark too.
 */
final class CsvNumbers implements Closeable {
  private final Path file;
  private final Domain domain;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private CSVRecord first;
  private List<String> names = List.of();
  private int columns;

  /**
   * Opens a file and reads its first row.
   *
   * @throws InputException if the file is empty
   */
  CsvNumbers(Path file, Domain domain) throws IOException {
    this.file = file;
    this.domain = domain;
    this.parser = CsvReader.parser(file);
    this.records = parser.iterator();
    try {
      readFirst();
    } catch (InputException e) {
      parser.close();
      throw e;
    }
  }

  /** The names in the header, or an empty list where there is none. */
  List<String> names() {
    return names;
  }

  int columns() {
    return columns;
  }

  private void readFirst() {
    first = record();
    if (first == null) {
      throw new InputException(file + ": the file is empty");
    }
    columns = first.size();
    if (columns > Inputs.MAX_COLUMNS) {
      throw new InputException(
          place() + ": " + columns + " columns, at most " + Inputs.MAX_COLUMNS);
    }
    if (isHeader(first)) {
      names = List.of(first.values());
      first = null;
    }
  }

  private static boolean isHeader(CSVRecord record) {
    boolean words = false;
    for (String cell : record) {
      if (Numbers.isNumber(cell)) {
        return false;
      }
      words |= !Numbers.isNotFiniteMark(cell);
    }
    return words;
  }

  private CSVRecord record() {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (UncheckedIOException e) {
      throw CsvReader.refusal(file, parser, e.getCause());
    }
  }

  /** File and line of the row that was read last. */
  String place() {
    return file + " line " + parser.getCurrentLineNumber();
  }

  /**
   * Reads a row.
   *
   * @param into receives its numbers
   * @param offset index of the first
   * @return false at the end of the file
   */
  boolean next(double[] into, int offset) {
    CSVRecord record = first == null ? record() : first;
    first = null;
    if (record == null) {
      return false;
    }
    if (record.size() != columns) {
      throw new InputException(place() + ": " + record.size() + " columns, expected " + columns);
    }
    for (int column = 0; column < columns; column++) {
      into[offset + column] = number(record.get(column), column);
    }
    return true;
  }

  private double number(String cell, int column) {
    double value = Numbers.parse(cell);
    String complaint = Double.isNaN(value) ? noNumber(cell) : domain.complaint(value);
    if (complaint != null) {
      throw new InputException(place() + ", column " + (column + 1) + ": " + complaint);
    }
    return value;
  }

  private static String noNumber(String cell) {
    if (cell.isEmpty()) {
      return "a number is missing";
    }
    if (Numbers.isNotFiniteMark(cell)) {
      return "must be finite, got " + Inputs.quoted(cell);
    }
    String hint = cell.contains(";") || cell.contains("\t") ? " (separate columns by commas)" : "";
    return Inputs.quoted(cell) + " is not a number" + hint;
  }

  /** What is wrong with a file that has a header only. */
  InputException noRows() {
    return new InputException(file + ": there is a header but no row of numbers");
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
