package dev.arete.cli.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  @TempDir Path folder;

  private Table read(String text) throws IOException {
    return TableReader.read(
        Files.writeString(folder.resolve("table.csv"), text), Domain.COORDINATE);
  }

  @Test
  void readsNumbersInAnyUsualForm() throws IOException {
    Table table = read("1,-2.5\n+3e2 , .5\r\n\"7\",1E-3\n\n");
    assertEquals(List.of(3, 2), List.of(table.rows(), table.columns()));
    assertArrayEquals(new double[] {1, -2.5, 300, 0.5, 7, 1e-3}, table.values());
    assertEquals("x_2", table.name(1));
  }

  @Test
  void takesAFirstRowOfWordsForAHeader() throws IOException {
    Table table = read("\uFEFFlongitude,latitude\n1,2\n");
    assertEquals(List.of("longitude", "latitude"), table.names());
    assertEquals(1, table.rows());
    assertArrayEquals(new double[] {2}, table.column(1));
  }

  @Test
  void doesNotTakeMissingNumbersForAHeader() {
    InputException refusal = assertThrows(InputException.class, () -> read("NaN,NaN\n1,2\n"));
    assertTrue(
        refusal.getMessage().endsWith("table.csv line 1, column 1: must be finite, got \"NaN\""));
  }

  @Test
  void countsLinesThroughBlankAndQuotedOnes() {
    InputException refusal =
        assertThrows(InputException.class, () -> read("\"a\nb\",c\n\n1,2\n\n1,oops\n"));
    assertTrue(refusal.getMessage().contains(" line 6, column 2: \"oops\""), refusal.getMessage());
  }

  /** The line of the quote, not the one where the file ends; above 999 as well. */
  @Test
  void namesTheLineOfAQuoteThatIsNotClosed() {
    for (int lines : new int[] {1, 5, 1234}) {
      String before = "1,2\n".repeat(lines - 1);
      assertRefusal(
          before + "3,\"4\n5,6\n7,8\n",
          " line " + lines + ": is not CSV: a quote opens there and is not closed");
      assertRefusal(
          before + "3,\"4\"5\n7,8\n",
          " line "
              + lines
              + ": is not CSV: a closing quote must stand before a comma or at the end of the"
              + " line");
    }
  }

  private void assertRefusal(String text, String message) {
    InputException refusal = assertThrows(InputException.class, () -> read(text));
    assertEquals(folder.resolve("table.csv") + message, refusal.getMessage());
  }

  @Test
  void keepsMessagesOnOneShortLine() {
    InputException refusal =
        assertThrows(
            InputException.class, () -> read("1\n\"" + "long\n\u0007word".repeat(50) + "\"\n"));
    assertEquals(1, refusal.getMessage().lines().count());
    assertTrue(refusal.getMessage().length() < folder.toString().length() + 120);
  }

  @Test
  void refusesMoreColumnsThanAMatrixCanHave() {
    String row = "1,".repeat(Inputs.MAX_COLUMNS) + "1\n";
    InputException refusal = assertThrows(InputException.class, () -> read(row));
    assertTrue(refusal.getMessage().endsWith("line 1: 46341 columns, at most 46340"));
  }

  @Test
  void readsManyRows() throws IOException {
    int rows = 200_000;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      text.append(i).append(',').append(-i).append('\n');
    }
    Table table = read(text.toString());
    assertEquals(rows, table.rows());
    assertEquals(1 - rows, table.values()[2 * rows - 1]);
  }

  @Test
  void readsBackWhatItWrites() throws IOException {
    double[] values =
        new Random(20260102)
            .longs(1000)
            .mapToDouble(Double::longBitsToDouble)
            .filter(v -> Math.abs(v) < 1e150)
            .toArray();
    Path file = folder.resolve("out.csv");
    try (CsvSink sink = new CsvSink(Files.newOutputStream(file), List.of("v"))) {
      for (double value : values) {
        sink.number(value);
        sink.endRow();
      }
    }
    assertArrayEquals(values, TableReader.read(file, Domain.COORDINATE).values());
  }

  @Test
  void writesWordsFlagsAndCounts() throws IOException {
    Path file = folder.resolve("out.csv");
    try (CsvSink sink =
        new CsvSink(Files.newOutputStream(file), List.of("n", "flag", "count", "status"))) {
      sink.number(Double.NaN);
      sink.flag(false);
      sink.count(3);
      sink.word("OK", 0);
      sink.endRow();
    }
    assertEquals(
        "n,flag,count,status\nNaN,false,3,OK\n", Files.readString(file, StandardCharsets.UTF_8));
  }
}
