package dev.arete.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.cli.io.Domain;
import dev.arete.cli.io.NpyArray;
import dev.arete.cli.io.NpyReader;
import dev.arete.cli.io.Table;
import dev.arete.cli.io.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The ridge of two points on the first axis is that axis: the second coordinate of a query goes to
 * 0 and the first stays.
 */
class ProjectTest {
  @TempDir Path folder;
  private Path data;
  private Path queries;

  @BeforeEach
  void writeInputs() throws IOException {
    data = Files.writeString(folder.resolve("data.csv"), "east,north\n-1,0\n1,0\n");
    queries = Files.writeString(folder.resolve("queries.csv"), "0.3,0.5\n-0.2,1e-3\n0,-2\n");
  }

  private String command(String more) {
    return "project --backend reference --data "
        + data
        + " --queries "
        + queries
        + " --variance 4 --ridge-dimension 1 "
        + more;
  }

  @Test
  void writesRidgePointsAsCsv() throws IOException {
    Path out = folder.resolve("out.csv");
    Cli.Result result = Cli.run(command("--out " + out));
    assertEquals("", result.err());
    assertEquals(0, result.code());
    List<String> lines = Files.readAllLines(out);
    assertEquals("x_1,x_2,residual,normal_eigenvalue,eigengap,iterations,status", lines.get(0));
    assertEquals(4, lines.size());
    double[] east = {0.3, -0.2, 0};
    for (int i = 0; i < 3; i++) {
      String[] cells = lines.get(i + 1).split(",", -1);
      assertEquals(east[i], Double.parseDouble(cells[0]), 1e-12);
      assertEquals(0, Double.parseDouble(cells[1]), 1e-6 * 2);
      assertTrue(Double.parseDouble(cells[2]) <= 1e-6);
      assertEquals(-0.25, Double.parseDouble(cells[3]), 1e-14);
      assertEquals(gap(east[i]), Double.parseDouble(cells[4]), 1e-14);
      assertEquals("CONVERGED", cells[6]);
    }
  }

  /** Posterior variance along the axis over h^2, by hand: weights w and 1 - w at -1 and 1. */
  private static double gap(double x) {
    double w = 1 / (1 + Math.exp(2 * x / 4));
    return 4 * w * (1 - w) / 16;
  }

  @Test
  void printsASummary() {
    Cli.Result result = Cli.run(command("--out " + folder.resolve("out.csv")));
    assertTrue(result.out().contains("queries     3 on 2 points of dimension 2"), result.out());
    assertTrue(result.out().matches("(?s).*CONVERGED +3 +100\\.00%.*"), result.out());
    assertTrue(result.out().contains("iterations  median 1, 95% within 1, max 1"), result.out());
    assertTrue(result.out().contains("backend     reference, FP64"), result.out());
  }

  /** The data have a range of 2: in the wrong unit any bandwidth looks like success. */
  @Test
  void warnsOfABandwidthFarBeyondTheData() {
    String command = "project --backend reference --ridge-dimension 1 --data " + data;
    String more = " --out " + folder.resolve("out.csv") + " --bandwidth ";
    Cli.Result wide = Cli.run(command + more + 2001);
    assertEquals(0, wide.code());
    assertTrue(
        wide.out()
            .contains(
                "\nwarning     the bandwidth, sqrt(h) = 2001.00, is more than 1,000 times the range"
                    + " of the data, 2.00000:"),
        wide.out());
    assertFalse(Cli.run(command + more + 1999).out().contains("warning"));
    Cli.Result scaled = Cli.run(command + " --out " + folder.resolve("out.csv") + " --ou-time 10");
    assertTrue(scaled.out().contains("range of the data, 9.07999e-05"), scaled.out());
  }

  /** Commands without a summary say it on standard error. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "evaluate --ridge-dimension 1 --queries ",
        "trace --step 500 --seeds ",
        "analyze --ridge-dimension 1 --samples "
      })
  void otherCommandsWarnOfItToo(String command) {
    String more =
        data + " --data " + data + " --out " + folder.resolve("out.csv") + " --bandwidth ";
    Cli.Result wide = Cli.run(command + more + 2001);
    assertEquals(0, wide.code(), wide.err());
    assertEquals(1, wide.errorLines().size(), wide.err());
    assertTrue(wide.err().contains("the bandwidth, sqrt(h) = 2001.00, is more than"), wide.err());
    assertEquals("", Cli.run(command + more + 1999).err());
  }

  /** Three points of a line give one direction, and a surface needs two. */
  @Test
  void detailsTellWhyAPointHasNoNormalSpace() throws IOException {
    Path line = Files.writeString(folder.resolve("line.csv"), "0,0,0\n1,1,1\n2,2,2\n");
    Path start = Files.writeString(folder.resolve("start.csv"), "0.4,0.5,0.6\n");
    Path out = folder.resolve("out.csv");
    String command =
        "project --variance 0.01 --data %s --queries %s --out %s --details --ridge-dimension "
            .formatted(line, start, out);
    assertEquals(0, Cli.run(command + 2).code());
    List<String> lines = Files.readAllLines(out);
    assertEquals(
        "x_1,x_2,x_3,residual,normal_eigenvalue,eigengap,iterations,status,effective_neighbours,"
            + "reason,relative_eigengap,turn,rank,log_ratio_1,log_ratio_2,log_ratio_3",
        lines.get(0));
    List<String> cells = List.of(lines.get(1).split(",", -1));
    assertEquals(List.of("UNDEFINED", "RANK_DEFICIENT", "1"), pick(cells, 7, 9, 12));
    assertEquals(0, Cli.run(command + 1).code());
    cells = List.of(Files.readAllLines(out).get(1).split(",", -1));
    assertEquals(List.of("CONVERGED", "NONE", "1"), pick(cells, 7, 9, 12));
    // the middle of the first two points: each has half of the weight
    assertEquals(2, Double.parseDouble(cells.get(8)), 1e-9);
  }

  private static List<String> pick(List<String> cells, int... columns) {
    return IntStream.of(columns).mapToObj(cells::get).toList();
  }

  @Test
  void writesTheSameNumbersAsNpy() throws IOException {
    Path csv = folder.resolve("out.csv");
    Path npy = folder.resolve("out.npy");
    assertEquals(0, Cli.run(command("--out " + csv)).code());
    assertEquals(0, Cli.run(command("--out " + npy)).code());
    NpyArray array = NpyReader.read(npy);
    assertEquals(List.of(3, 7), List.of(array.shape()[0], array.shape()[1]));
    List<String> lines = Files.readAllLines(csv);
    for (int i = 0; i < 3; i++) {
      String[] cells = lines.get(i + 1).split(",", -1);
      for (int j = 0; j < 6; j++) {
        assertEquals(Double.parseDouble(cells[j]), array.values()[i * 7 + j]);
      }
      assertEquals(0, array.values()[i * 7 + 6]);
    }
  }

  @Test
  void projectsTheDataWhereNoQueriesAreGiven() throws IOException {
    Path out = folder.resolve("out.npy");
    String command = "project --ridge-dimension 1 --ou-time 0.5 --data ";
    Cli.Result result = Cli.run(command + data + " --out " + out);
    assertEquals(0, result.code());
    assertTrue(
        result.errorLines().stream().allMatch(line -> line.startsWith("arete: backend ")),
        result.err());
    try (Compute best = Compute.open()) {
      assertTrue(result.out().contains("backend     " + best.backend() + ", FP64"), result.out());
    }
    Table table = TableReader.read(out, Domain.COORDINATE);
    assertEquals(2, table.rows());
    assertEquals(-1, table.values()[0], 1e-12);
  }

  @Test
  void honoursWeightsMethodAndLimits() throws IOException {
    Path weights = Files.writeString(folder.resolve("weights.csv"), "3\n1\n");
    Path out = folder.resolve("out.csv");
    String more = " --method scms --tolerance 1e-3 --max-iterations 0 --weights ";
    Cli.Result result = Cli.run(command("--beta 0.1" + more + weights + " --out " + out));
    assertEquals("", result.err());
    assertTrue(result.out().contains("beta 0.1, SCMS, tolerance 0.001, at most 0"), result.out());
    assertTrue(result.out().contains("weighted"), result.out());
    assertTrue(Files.readString(out).contains("MAX_ITERATIONS"), Files.readString(out));
  }

  @Test
  void refusesPointsBelowADensity() throws IOException {
    Path out = folder.resolve("out.csv");
    assertEquals(0, Cli.run(command("--min-log-density -3.5 --out " + out)).code());
    assertTrue(Files.readAllLines(out).get(3).endsWith("BELOW_DENSITY"), Files.readString(out));
    assertTrue(Files.readAllLines(out).get(2).endsWith("CONVERGED"), Files.readString(out));
  }
}
