package dev.arete.cli.io;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes a table as CSV with a header; numbers have as many digits as it takes to read them back.
 */
final class CsvSink implements RowSink {
  private final CSVPrinter printer;

  CsvSink(OutputStream out, List<String> columns) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
    BufferedWriter text =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    printer = new CSVPrinter(text, format);
    printer.printRecord(columns);
  }

  @Override
  public void number(double value) throws IOException {
    printer.print(Double.toString(value));
  }

  @Override
  public void count(int value) throws IOException {
    printer.print(Integer.toString(value));
  }

  @Override
  public void flag(boolean value) throws IOException {
    printer.print(Boolean.toString(value));
  }

  @Override
  public void word(String word, int code) throws IOException {
    printer.print(word);
  }

  @Override
  public void endRow() throws IOException {
    printer.println();
  }

  @Override
  public void close() throws IOException {
    printer.close(true);
  }
}
