package dev.arete.cli.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** Reads a whole table of comma-separated text, one pass, holding nothing but the numbers. */
final class CsvReader {
  static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).setTrim(true).get();

  private CsvReader() {}

  static Table read(Path file, Domain domain) throws IOException {
    try (CsvNumbers rows = new CsvNumbers(file, domain)) {
      int columns = rows.columns();
      GrowingArray values = new GrowingArray();
      double[] row = new double[columns];
      while (rows.next(row, 0)) {
        if (!values.addAll(row)) {
          throw new InputException(rows.place() + ": more than " + Inputs.MAX_VALUES + " numbers");
        }
      }
      if (values.size() == 0) {
        throw rows.noRows();
      }
      return new Table(values.toArray(), values.size() / columns, columns, rows.names());
    }
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
}
