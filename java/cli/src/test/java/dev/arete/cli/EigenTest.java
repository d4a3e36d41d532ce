package dev.arete.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arete.cli.io.NpyArray;
import dev.arete.cli.io.NpyReader;
import dev.arete.cli.io.NpySink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EigenTest {
  /** A few units in the last place of numbers up to 5. */
  private static final double TOLERANCE = 1e-14;

  @TempDir Path folder;

  private Path matrices(double[] entries, int... shape) throws IOException {
    Path file = folder.resolve("matrices.npy");
    try (NpySink sink = new NpySink(Files.newOutputStream(file), shape)) {
      for (double entry : entries) {
        sink.number(entry);
      }
    }
    return file;
  }

  @Test
  void writesValuesAndVectorsOfABatch() throws IOException {
    Path in = matrices(new double[] {2, 1, 1, 2, 1, 0, 0, 5}, 2, 2, 2);
    Path values = folder.resolve("values.npy");
    Path vectors = folder.resolve("vectors.npy");
    Cli.Result result =
        Cli.run(
            "eigen --backend reference --matrices %s --out %s --vectors %s"
                .formatted(in, values, vectors));
    assertEquals("", result.err());
    assertEquals(0, result.code());
    NpyArray v = NpyReader.read(values);
    assertArrayEquals(new int[] {2, 2}, v.shape());
    assertArrayEquals(new double[] {3, 1, 5, 1}, v.values(), TOLERANCE);
    NpyArray rows = NpyReader.read(vectors);
    assertArrayEquals(new int[] {2, 2, 2}, rows.shape());
    double[] first = rows.values();
    assertEquals(Math.sqrt(0.5), Math.abs(first[0]), TOLERANCE);
    assertEquals(first[0], first[1], TOLERANCE);
    assertEquals(first[2], -first[3], TOLERANCE);
    assertEquals(1, Math.abs(first[5]), TOLERANCE);
  }

  @Test
  void keepsTheRankOfOneMatrix() throws IOException {
    Path in = matrices(new double[] {4, 99, 0, 1}, 2, 2);
    Path values = folder.resolve("values.npy");
    assertEquals(
        0, Cli.run("eigen --backend reference --matrices " + in + " --out " + values).code());
    NpyArray v = NpyReader.read(values);
    assertArrayEquals(new int[] {2}, v.shape());
    assertArrayEquals(new double[] {4, 1}, v.values(), TOLERANCE);
  }

  /** As numpy.tril leaves them, or anything else: the upper triangle is not read. */
  @Test
  void readsLowerTrianglesOnly() throws IOException {
    Path in = matrices(new double[] {2, Double.NaN, 1, 2}, 2, 2);
    Path values = folder.resolve("values.npy");
    Cli.Result result = Cli.run("eigen --backend reference --matrices " + in + " --out " + values);
    assertEquals("", result.err());
    assertArrayEquals(new double[] {3, 1}, NpyReader.read(values).values(), TOLERANCE);
  }

  /** Entries are no coordinates: nothing is squared without scaling. */
  @Test
  void takesLargeEntries() throws IOException {
    Path in = matrices(new double[] {2e307, 0, 1e307, 2e307}, 2, 2);
    Path values = folder.resolve("values.npy");
    Cli.Result result = Cli.run("eigen --backend reference --matrices " + in + " --out " + values);
    assertEquals("", result.err());
    assertArrayEquals(
        new double[] {3e307, 1e307}, NpyReader.read(values).values(), TOLERANCE * 1e307);
  }

  @Test
  void refusesAnEntryThatIsNotFinite() throws IOException {
    Path in = matrices(new double[] {4, 0, 0, Double.NaN}, 1, 2, 2);
    Path values = folder.resolve("values.npy");
    Cli.Result result = Cli.run("eigen --backend reference --matrices " + in + " --out " + values);
    assertEquals(2, result.code());
    assertEquals(
        "arete eigen: " + in + " element [0, 1, 1]: must be finite, got NaN\n", result.err());
    assertEquals(false, Files.exists(values));
  }
}
