package dev.arete.cli.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads rows of two numbers and an optional word, where both numbers may be missing. */
public final class CsvRows {
  private CsvRows() {}

  /** Takes one row. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Takes one row.
     *
     * @param x the first number, NaN where both are missing
     * @param y the second number, NaN where both are missing
     * @param word the third column, null where there is none
     */
    void row(double x, double y, String word);
  }

  /**
   * Reads a file.
   *
   * @param file a .csv file; a first row without numbers is its header
   * @param least smallest number of columns of a row
   * @param most largest number of columns of a row
   * @param visitor takes every row
   * @throws InputException naming file, line and value of the first row that is not of this form
   */
  public static void read(Path file, int least, int most, Visitor visitor) {
    Inputs.requireReadable(file);
    try (CSVParser parser = CsvReader.parser(file)) {
      read(file, parser, least, most, visitor);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read (" + Inputs.reason(e) + ")");
    }
  }

  private static void read(Path file, CSVParser parser, int least, int most, Visitor visitor) {
    try {
      boolean first = true;
      for (CSVRecord record : parser) {
        String place = file + " line " + parser.getCurrentLineNumber();
        if (record.size() < least || record.size() > most) {
          throw new InputException(
              place + ": " + record.size() + " columns, expected " + least + " to " + most);
        }
        if (!first || !isHeader(record)) {
          accept(record, place, visitor);
        }
        first = false;
      }
    } catch (UncheckedIOException e) {
      throw CsvReader.refusal(file, parser, e.getCause());
    }
  }

  private static boolean isHeader(CSVRecord record) {
    return isWord(record.get(0)) && isWord(record.get(1));
  }

  private static boolean isWord(String cell) {
    return !Numbers.isNumber(cell) && !Numbers.isNotFiniteMark(cell);
  }

  private static void accept(CSVRecord record, String place, Visitor visitor) {
    String word = record.size() > 2 ? record.get(2) : null;
    if (Numbers.isNotFiniteMark(record.get(0)) && Numbers.isNotFiniteMark(record.get(1))) {
      visitor.row(Double.NaN, Double.NaN, word);
    } else {
      visitor.row(number(record.get(0), place), number(record.get(1), place), word);
    }
  }

  private static double number(String cell, String place) {
    double value = Numbers.parse(cell);
    if (!(Math.abs(value) <= Inputs.MAX_MAGNITUDE)) {
      throw new InputException(place + ": " + Inputs.quoted(cell) + " is not a finite number");
    }
    return value;
  }
}
