package dev.arete.cli.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** Reads a whole table of comma-separated text, one pass, holding nothing but the numbers. */
final class CsvReader {
  static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).setTrim(true).get();

  /** The line in the parser's messages, whose digits the locale may group. */
  private static final Pattern LINE = Pattern.compile("line:? ?(\\d[^):a-z]*)");

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

  /** What is wrong with a file that the parser cannot go on with. */
  static InputException refusal(Path file, CSVParser parser, IOException cause) {
    if (!(cause instanceof CSVException)) {
      return new InputException(file + ": cannot be read (" + Inputs.reason(cause) + ")");
    }
    // The parser's own line is where it gave up: for an open quote the end of the file.
    Matcher told = LINE.matcher(cause.getMessage());
    String line =
        told.find()
            ? told.group(1).replaceAll("\\D", "")
            : Long.toString(parser.getCurrentLineNumber());
    return new InputException(
        file + " line " + line + ": is not CSV: " + complaint(cause.getMessage()));
  }

  private static String complaint(String message) {
    if (message.contains("EOF")) {
      return "a quote opens there and is not closed";
    }
    return message.startsWith("Invalid character")
        ? "a closing quote must stand before a comma or at the end of the line"
        : Inputs.quoted(message);
  }

  private static void skipByteOrderMark(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
  }
}
