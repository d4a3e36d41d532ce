package dev.arete.cli.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads numbers from comma-separated text, one pass, holding nothing but the numbers.
 *
 * <p>The first row is a header where none of its cells is a number or stands for a missing one. A
 * first row of words and numbers mixed is taken for data with an error in it. Blank lines are
 * skipped, a byte order mark too.
 */
final class CsvReader {
  static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).setTrim(true).get();

  private final Path file;
  private final Domain domain;
  private final GrowingArray values = new GrowingArray();
  private int columns;
  private List<String> names = List.of();

  private CsvReader(Path file, Domain domain) {
    this.file = file;
    this.domain = domain;
  }

  static Table read(Path file, Domain domain) throws IOException {
    CsvReader reader = new CsvReader(file, domain);
    try (CSVParser parser = parser(file)) {
      reader.readAll(parser);
    } catch (UncheckedIOException e) {
      throw new InputException(file + ": is not CSV (" + Inputs.quoted(Inputs.reason(e)) + ")");
    }
    return reader.table();
  }

  static CSVParser parser(Path file) throws IOException {
    BufferedReader text =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), 1 << 16);
    skipByteOrderMark(text);
    return CSVParser.parse(text, FORMAT);
  }

  private static void skipByteOrderMark(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
  }

  private void readAll(CSVParser parser) {
    Iterator<CSVRecord> records = parser.iterator();
    if (!records.hasNext()) {
      throw new InputException(file + ": the file is empty");
    }
    readFirst(records.next(), parser.getCurrentLineNumber());
    while (records.hasNext()) {
      readRow(records.next(), parser.getCurrentLineNumber());
    }
  }

  private void readFirst(CSVRecord record, long line) {
    columns = record.size();
    if (columns > Inputs.MAX_COLUMNS) {
      throw new InputException(
          file + " line " + line + ": " + columns + " columns, at most " + Inputs.MAX_COLUMNS);
    }
    if (isHeader(record)) {
      names = List.of(record.values());
    } else {
      readRow(record, line);
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

  private void readRow(CSVRecord record, long line) {
    if (record.size() != columns) {
      throw new InputException(
          file + " line " + line + ": " + record.size() + " columns, expected " + columns);
    }
    for (int column = 0; column < columns; column++) {
      double value = number(record.get(column), column, line);
      if (!values.add(value)) {
        throw new InputException(
            file + " line " + line + ": more than " + Inputs.MAX_VALUES + " numbers");
      }
    }
  }

  private double number(String cell, int column, long line) {
    double value = Numbers.parse(cell);
    String complaint = Double.isNaN(value) ? noNumber(cell) : domain.complaint(value);
    if (complaint != null) {
      throw new InputException(
          file + " line " + line + ", column " + (column + 1) + ": " + complaint);
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

  private Table table() {
    if (values.size() == 0) {
      throw new InputException(file + ": there is a header but no row of numbers");
    }
    return new Table(values.toArray(), values.size() / columns, columns, names);
  }
}
