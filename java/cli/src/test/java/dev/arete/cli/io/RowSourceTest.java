package dev.arete.cli.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowSourceTest {
  @TempDir Path folder;

  private Path csv() throws IOException {
    return Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n3,4\n\n5,6\n7,8\n9,10\n");
  }

  private Path npy() throws IOException {
    Path file = folder.resolve("a.npy");
    try (NpySink sink = new NpySink(Files.newOutputStream(file), 5, 2)) {
      for (int i = 1; i <= 10; i++) {
        sink.number(i);
      }
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({"csv, 1", "csv, 2", "csv, 5", "csv, 9", "npy, 1", "npy, 3", "npy, 5", "npy, 9"})
  void givesEveryRowOnce(String format, int most) throws IOException {
    Path file = format.equals("csv") ? csv() : npy();
    try (RowSource rows = TableReader.open(file, Domain.COORDINATE)) {
      assertEquals(List.of(5, 2), List.of(rows.rows(), rows.columns()));
      assertArrayEquals(TableReader.read(file, Domain.COORDINATE).values(), all(rows, most));
      assertEquals(0, rows.next(most).length);
    }
  }

  private static double[] all(RowSource rows, int most) throws IOException {
    List<Double> values = new ArrayList<>();
    double[] batch = rows.next(most);
    while (batch.length > 0) {
      for (double value : batch) {
        values.add(value);
      }
      batch = rows.next(most);
    }
    return values.stream().mapToDouble(v -> v).toArray();
  }

  /** What is wrong with the last row is said before the first one is handed out, in equal words. */
  @ParameterizedTest
  @CsvSource({"'1,2\n3,x\n'", "'1,2\n3\n'", "'x,y\n'", "'1,2\n3,inf\n'"})
  void refusesWhatReadingWholeRefuses(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.csv"), text);
    InputException whole =
        assertThrows(InputException.class, () -> TableReader.read(file, Domain.COORDINATE));
    InputException rows =
        assertThrows(InputException.class, () -> TableReader.open(file, Domain.COORDINATE));
    assertEquals(whole.getMessage(), rows.getMessage());
  }

  @Test
  void namesTheElementThatIsNotFinite() throws IOException {
    Path file = folder.resolve("bad.npy");
    try (NpySink sink = new NpySink(Files.newOutputStream(file), 3000, 2)) {
      for (int i = 0; i < 6000; i++) {
        sink.number(i == 5001 ? Double.NaN : i);
      }
    }
    InputException refusal =
        assertThrows(InputException.class, () -> TableReader.open(file, Domain.COORDINATE));
    assertEquals(file + " element [2500, 1]: must be finite, got NaN", refusal.getMessage());
  }

  /** More rows than any buffer holds, and then none. */
  @Test
  void noticesAFileThatShrinks() throws IOException {
    Path file = Files.writeString(folder.resolve("long.csv"), "1,2\n".repeat(200_000));
    try (RowSource rows = TableReader.open(file, Domain.COORDINATE)) {
      Files.writeString(file, "");
      assertThrows(InputException.class, () -> all(rows, 1000));
    }
  }

  /** A file in Fortran order is held whole and comes in rows all the same. */
  @Test
  void readsColumnsAsRows() throws IOException {
    byte[] bytes = Files.readAllBytes(npy());
    String head = new String(bytes, StandardCharsets.ISO_8859_1);
    Path file = folder.resolve("fortran.npy");
    String turned = head.replace("False, 'shape': (5, 2)", "True, 'shape': (2, 5) ");
    Files.write(file, turned.getBytes(StandardCharsets.ISO_8859_1));
    try (RowSource rows = TableReader.open(file, Domain.COORDINATE)) {
      assertArrayEquals(new double[] {1, 3, 5, 7, 9}, rows.next(1));
    }
  }
}
