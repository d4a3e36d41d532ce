package dev.arete.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.cli.io.Domain;
import dev.arete.cli.io.NpyArray;
import dev.arete.cli.io.NpyReader;
import dev.arete.cli.io.Table;
import dev.arete.cli.io.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ridge of two points is the line through them; that of a ring is a ring. */
class TraceTest {
  @TempDir Path folder;

  @BeforeEach
  void writeInputs() throws IOException {
    Files.writeString(folder.resolve("two.csv"), "x,y\n-1,0\n1,0\n");
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 24; i++) {
      double angle = 2 * Math.PI * i / 24;
      text.append(Math.cos(angle)).append(',').append(Math.sin(angle)).append('\n');
    }
    Files.writeString(folder.resolve("ring.csv"), text);
  }

  private Cli.Result run(String data, String more) {
    return Cli.run("trace --backend reference --data " + folder.resolve(data) + " " + more);
  }

  @Test
  void writesAClosedCurve() throws IOException {
    Path out = folder.resolve("out.csv");
    Cli.Result result = run("ring.csv", "--bandwidth 0.2 --out " + out);
    assertEquals("", result.err());
    assertEquals(0, result.code());
    assertTrue(result.out().contains("curves      1, 1 of them closed, of length 6.1"));
    List<String> lines = Files.readAllLines(out);
    assertEquals("curve,arc_length,variance,x_1,x_2,log_density,normal_eigenvalue", lines.get(0));
    Table table = TableReader.read(out, Domain.COORDINATE);
    for (int i = 0; i < table.rows(); i++) {
      double[] row = new double[7];
      System.arraycopy(table.values(), 7 * i, row, 0, 7);
      assertEquals(0.04, row[2], 1e-15);
      // Smoothing shrinks a ring by about h/(2 r); 24 points leave a ripple of 1e-5.
      assertEquals(0.98, Math.hypot(row[3], row[4]), 0.005);
      assertTrue(row[6] < 0);
    }
  }

  /** Points on the line of two points stay where they are, in the coordinates of the data. */
  @Test
  void followsPointsToLowerLevels() throws IOException {
    Path out = folder.resolve("out.npy");
    Cli.Result result = run("two.csv", "--ou-time 0.5 --until 0.01 --levels 3 --out " + out);
    assertEquals("", result.err());
    NpyArray array = NpyReader.read(out);
    int rows = array.shape()[0] / 3;
    double[] scales = {Math.exp(-0.5), Math.exp(-Math.sqrt(0.005)), Math.exp(-0.01)};
    for (int level = 0; level < 3; level++) {
      double h = 1 - scales[level] * scales[level];
      for (int i = 0; i < rows; i++) {
        int at = (level * rows + i) * 7;
        assertEquals(h, array.values()[at + 2], 1e-15);
        double first = array.values()[i * 7 + 3] / scales[0];
        assertEquals(first, array.values()[at + 3] / scales[level], 1e-9);
        assertEquals(0, array.values()[at + 4], 1e-6);
        assertEquals(-1 / h, array.values()[at + 6], 1e-9 / h);
      }
    }
    assertTrue(result.out().contains("followed    " + rows + " of " + rows + " points"));
  }

  @Test
  void drawsAndTellsHowUncertainTheRidgeIs() throws IOException {
    Path out = folder.resolve("out.csv");
    Path plot = folder.resolve("out.svg");
    Cli.Result result =
        run("ring.csv", "--bandwidth 0.3 --bootstrap 5 --plot " + plot + " --out " + out);
    assertEquals("", result.err());
    assertTrue(result.out().contains("bootstrap   median shift 0."), result.out());
    assertTrue(Files.readAllLines(out).get(0).endsWith(",shift"));
    String svg = Files.readString(plot);
    assertTrue(svg.contains("stroke:rgb(216,58,30)"), "ridge");
    assertTrue(svg.contains("stroke:rgb(232,150,134)"), "band");
  }

  /** A bandwidth far below the data's range has curves that are as small, and steps to fit. */
  @Test
  void aStepMayBeAsFineAsTheBandwidthAsks() {
    Path out = folder.resolve("out.csv");
    Cli.Result result = run("two.csv", "--bandwidth 1e-7 --step 5e-8 --out " + out);
    assertEquals(0, result.code(), result.err());
    // The default step is half of that; each point has its own curve, sqrt(h) to each side.
    assertTrue(result.out().contains("curves      2, 0 of them closed"), result.out());
  }

  @Test
  void drawsSpace() throws IOException {
    Files.writeString(folder.resolve("space.csv"), "a,b,c\n0,0,0\n1,0,0.1\n2,0.1,0\n3,0,0\n");
    Path plot = folder.resolve("out.svg");
    String more = "--bandwidth 0.7 --plot " + plot + " --out " + folder.resolve("out.csv");
    Cli.Result result = run("space.csv", more);
    assertEquals("", result.err());
    String svg = Files.readString(plot);
    assertTrue(svg.contains("stroke:rgb(196,202,210)"), "box");
    assertTrue(svg.contains("stroke:rgb(216,58,30)"), "ridge");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      two.csv  | --bandwidth 1 --step 0          | step must be positive and finite, got 0.0
      two.csv  | --bandwidth 1 --levels 3        | --levels 3 needs --until
      two.csv  | --bandwidth 1 --step 1.01       | step must be at most sqrt(h) = 1.0, got 1.01
      two.csv  | --variance 0.25 --step 1e9      | step must be at most sqrt(h) = 0.5, got 1.0E9
      two.csv  | --bandwidth 1 --step 1e-9       | step 1.0E-9 takes some 2.0e+09 points along the data's range of 2.0; at least 2.0E-6
      two.csv  | --bandwidth 1 --until 2         | until must be below the value to start from, 1.0, got 2.0
      two.csv  | --bandwidth 1 --until 0         | until must be positive and finite, got 0.0
      two.csv  | --ou-time 1 --until -1          | until must be positive and finite, got -1.0
      two.csv  | --bandwidth 1 --seed 3          | --seed 3 needs --bootstrap
      two.csv  | --bandwidth 1 --until 0.1 --levels 1 | levels must be at least 2, got 1
      two.csv  | --bandwidth 1 --bootstrap 1     | bootstrap must be at least 2, got 1
      line.csv | --bandwidth 1                   | need data of dimension 2 or more
      four.csv | --bandwidth 1 --plot p.png      | a plot needs data of dimension 2 or 3
      """)
  void refuses(String data, String more, String message) throws IOException {
    Files.writeString(folder.resolve("line.csv"), "0\n1\n");
    Files.writeString(folder.resolve("four.csv"), "0,0,0,0\n1,0,0,0\n");
    String placed = more.replace("p.png", folder.resolve("p.png").toString());
    Cli.Result result = run(data, placed + " --out " + folder.resolve("out.csv"));
    assertEquals(2, result.code());
    assertEquals(1, result.errorLines().size(), result.err());
    assertTrue(result.err().contains(message), result.err());
    try (var files = Files.list(folder)) {
      assertEquals(4, files.count());
    }
  }
}
