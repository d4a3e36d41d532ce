package dev.arete.cli.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files written by NumPy are read, and what is written is what NumPy writes, byte for byte. */
class NpyTest {
  private static final double[] GRID = {0.1, -2.5, 3e-300, 1e300, 7, Math.PI};

  @TempDir Path folder;

  private static Path resource(String name) {
    try {
      return Path.of(NpyTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f8.npy",
        "f8_big_endian.npy",
        "f8_fortran.npy",
        "f8_version2.npy",
        "f8_version3.npy"
      })
  void readsDoublesOfAnyOrderAndVersion(String name) throws IOException {
    NpyArray array = NpyReader.read(resource(name));
    assertArrayEquals(new int[] {3, 2}, array.shape());
    assertArrayEquals(GRID, array.values());
  }

  @Test
  void readsSinglePrecisionAsOneColumn() {
    Table table = TableReader.read(resource("f4.npy"), Domain.COORDINATE);
    assertEquals(List.of(3, 1), List.of(table.rows(), table.columns()));
    assertArrayEquals(new double[] {0.1f, -2.5, 7}, table.values());
    assertEquals("x_1", table.name(0));
  }

  @Test
  void readsIntegersOfAnyWidth() throws IOException {
    assertArrayEquals(
        new double[] {-1, 2, 2147483647, -2147483648.0},
        NpyReader.read(resource("i4_big_endian.npy")).values());
    assertArrayEquals(
        new double[] {-1, 2, 0x1p53, -0x1p62}, NpyReader.read(resource("i8.npy")).values());
    assertArrayEquals(new double[] {0, 255}, NpyReader.read(resource("u1.npy")).values());
    assertArrayEquals(new double[] {0, 0x1p64}, NpyReader.read(resource("u8.npy")).values());
    assertArrayEquals(new double[] {1, 0}, NpyReader.read(resource("b1.npy")).values());
  }

  @Test
  void turnsFortranOrderAround() throws IOException {
    NpyArray array = NpyReader.read(resource("cube_fortran.npy"));
    assertArrayEquals(new int[] {2, 3, 4}, array.shape());
    for (int i = 0; i < 24; i++) {
      assertEquals(i, array.values()[i]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      c16.npy    | element type "<c16" cannot be read; use float32, float64 or integers
      record.npy | no plain element type in the NumPy head
      nan.npy    | element [1, 0]: must be finite, got NaN
      """)
  void refusesWhatIsNoNumber(String name, String message) {
    InputException refusal =
        assertThrows(
            InputException.class, () -> TableReader.read(resource(name), Domain.COORDINATE));
    assertEquals(true, refusal.getMessage().contains(message), refusal.getMessage());
  }

  @Test
  void writesWhatNumpyWrites() throws IOException {
    Path file = folder.resolve("array.npy");
    try (NpySink sink = new NpySink(Files.newOutputStream(file), 2, 3)) {
      sink.number(0.1);
      sink.number(-2.5);
      sink.number(Double.NaN);
      sink.endRow();
      sink.flag(true);
      sink.word("OK", 0);
      sink.number(-0.0);
      sink.endRow();
    }
    assertArrayEquals(
        Files.readAllBytes(resource("written_by_arete.npy")), Files.readAllBytes(file));
  }

  @Test
  void readsBackEveryBit() throws IOException {
    Random random = new Random(20260101);
    double[] values = random.longs(999).mapToDouble(Double::longBitsToDouble).toArray();
    Path file = folder.resolve("array.npy");
    try (NpySink sink = new NpySink(Files.newOutputStream(file), values.length)) {
      for (double value : values) {
        sink.number(value);
      }
    }
    NpyArray array = NpyReader.read(file);
    assertArrayEquals(new int[] {999}, array.shape());
    assertArrayEquals(values, array.values());
  }

  @Test
  void refusesToCloseAnArrayThatIsNotWhole() throws IOException {
    NpySink sink = new NpySink(Files.newOutputStream(folder.resolve("part.npy")), 2, 3);
    sink.number(1);
    assertThrows(IOException.class, sink::close);
  }
}
