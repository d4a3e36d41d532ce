package dev.arete.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.cli.io.Domain;
import dev.arete.cli.io.NpyArray;
import dev.arete.cli.io.NpyReader;
import dev.arete.cli.io.NpySink;
import dev.arete.cli.io.Table;
import dev.arete.cli.io.TableReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands sample and analyze on two data points, whose ridge is the first axis. */
class AnalyzeTest {
  private static final double H = -Math.expm1(-2 * 0.01);

  @TempDir private Path folder;
  private Path data;
  private Path samples;

  @BeforeEach
  void writeData() throws IOException {
    data = Files.writeString(folder.resolve("data.csv"), "x,y\n-3,0\n3,0\n");
    samples = folder.resolve("samples.npy");
  }

  private Cli.Result sample(Path out, String... more) {
    String[] arguments = {
      "sample",
      "--data",
      data.toString(),
      "--count",
      "800",
      "--end",
      "0.01",
      "--steps",
      "200",
      "--out",
      out.toString()
    };
    return Cli.run(Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new));
  }

  private Cli.Result analyze(String... more) {
    String[] arguments = {
      "analyze",
      "--data",
      data.toString(),
      "--samples",
      samples.toString(),
      "--ou-time",
      "0.01",
      "--ridge-dimension",
      "1",
      "--out",
      folder.resolve("analysis").toString()
    };
    return Cli.run(Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new));
  }

  /** A cell of a table that is left by the analysis: the row that starts so, the column counted. */
  private double cell(String table, String row, int column) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("analysis").resolve(table));
    String line = lines.stream().filter(l -> l.startsWith(row)).findFirst().orElseThrow();
    return Double.parseDouble(line.substring(row.length() + 1).split(",", -1)[column]);
  }

  private static void assertNear(double expected, double actual, double bound) {
    assertTrue(Math.abs(actual - expected) <= bound, () -> expected + " " + actual + " " + bound);
  }

  @Test
  void samplesOfTheExactScoreAreAtTheNoiseFloor() throws IOException {
    assertEquals(0, sample(samples).code());
    Cli.Result result = analyze();
    assertEquals("", result.err());
    assertEquals(0, result.code());
    double floor = Math.sqrt(2 / Math.PI / H);
    // Four standard errors of the mean of 800 half-normal numbers.
    double bound = 4 * Math.sqrt((1 - 2 / Math.PI) / H / 800);
    assertNear(floor, cell("summary.csv", "\"ridge residual |P_N s|, mean\"", 0), bound);
    assertNear(floor, cell("summary.csv", "\"ridge residual |P_N s|, mean\"", 1), 1e-12 * floor);
    assertNear(0, cell("summary.csv", "share between the data", 0), 0.01);
    String page = Files.readString(folder.resolve("analysis").resolve("report.md"));
    assertTrue(page.contains("| number that ended CONVERGED | 800 | - |"), page);
  }

  /** Scores that are wrong by a known vector: it comes back, split in two. */
  @Test
  void errorsAreSplit() throws IOException {
    assertEquals(0, sample(samples).code());
    Path exact = folder.resolve("exact.csv");
    Cli.Result result =
        Cli.run(
            "evaluate",
            "--data",
            data.toString(),
            "--queries",
            samples.toString(),
            "--ou-time",
            "0.01",
            "--ridge-dimension",
            "1",
            "--out",
            exact.toString());
    assertEquals(0, result.code(), result.err());
    StringBuilder wrong = new StringBuilder();
    for (String line : Files.readAllLines(exact).subList(1, 801)) {
      String[] cells = line.split(",", -1);
      double along = Double.parseDouble(cells[1]) + 0.2 / H;
      double across = Double.parseDouble(cells[2]) + 0.1 / H;
      wrong.append(along).append(',').append(across).append('\n');
    }
    Path scores = Files.writeString(folder.resolve("scores.csv"), wrong);
    result = analyze("--scores", scores.toString());
    assertEquals("", result.err());
    for (String frame : new String[] {"at the sample", "at its ridge point"}) {
      assertNear(0.01, cell("errors.csv", frame, 0), 1e-12);
      assertNear(0.04, cell("errors.csv", frame, 2), 1e-12);
      assertNear(0.04 / H / H, cell("errors.csv", frame, 5), 1e-8);
    }
  }

  @Test
  void aLongerRunStartsWithTheSameSamples() throws IOException {
    assertEquals(0, sample(samples).code());
    Path few = folder.resolve("few.csv");
    Path paths = folder.resolve("paths.npy");
    Cli.Result result =
        Cli.run(
            "sample",
            "--data",
            data.toString(),
            "--count",
            "5",
            "--end",
            "0.01",
            "--steps",
            "200",
            "--out",
            few.toString(),
            "--trajectories",
            paths.toString(),
            "--every",
            "50");
    assertEquals(0, result.code(), result.err());
    Table first = TableReader.read(few, Domain.COORDINATE);
    double[] all = TableReader.read(samples, Domain.COORDINATE).values();
    assertArrayEquals(Arrays.copyOf(all, 10), first.values());
    assertArrayEquals(new int[] {5, 5, 2}, NpyReader.read(paths).shape());
  }

  /** Paths of the exact score are at the distance of the noise at every time. */
  @Test
  void pathsFollowTheNoise() throws IOException {
    String paths = folder.resolve("paths.npy").toString();
    String times = folder.resolve("times.csv").toString();
    assertEquals(
        0, sample(samples, "--trajectories", paths, "--times", times, "--every", "50").code());
    Cli.Result result = analyze("--trajectories", paths, "--times", times);
    assertEquals("", result.err());
    List<String> lines = Files.readAllLines(folder.resolve("analysis").resolve("reach.csv"));
    assertEquals(6, lines.size());
    for (String line : lines.subList(1, 6)) {
      String[] cells = line.split(",", -1);
      double noise = Double.parseDouble(cells[2]);
      // Five standard errors of a root mean square of 800 numbers.
      assertNear(noise, Double.parseDouble(cells[1]), 5 * noise / Math.sqrt(1600));
      assertEquals("0", cells[3]);
    }
    assertRefused(
        "shape [5, 800, 2], expected 1 times x paths x 2",
        analyze(
            "--trajectories",
            paths,
            "--times",
            Files.writeString(folder.resolve("one.csv"), "1\n").toString()));
  }

  /** Times are judged before the analysis, by name and row, with scores or without. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      1;.5;.6;.05   | row 3: times must fall, got 0.6 after 0.5
      1;.5;.5;.05   | row 3: times must fall, got 0.5 after 0.5
      1000;1;.5;.05 | row 1: at time 1000.0 scale must be in (0, 1], got 0.0
      1;.5;.05;-1   | line 4, column 1: time must be positive, got -1.0
      1;.5;.05;0    | line 4, column 1: time must be positive, got 0.0
      1;.5;.05;nan  | line 4, column 1: must be finite, got "nan"
      """)
  void refusesTimesOfPaths(String times, String message) throws IOException {
    Files.writeString(folder.resolve("samples.csv"), "3,0.1\n");
    samples = folder.resolve("samples.csv");
    Path paths = folder.resolve("paths.npy");
    try (NpySink sink = new NpySink(Files.newOutputStream(paths), 4, 1, 2)) {
      for (int i = 0; i < 8; i++) {
        sink.number(i);
      }
    }
    Path file = folder.resolve("times.csv");
    Files.writeString(file, times.replace(";", "\n") + "\n");
    Cli.Result result = analyze("--trajectories", paths.toString(), "--times", file.toString());
    assertRefused(file + " " + message, result);
    assertTrue(Files.notExists(folder.resolve("analysis")));
  }

  /** One recorded time has a distance, but no step. */
  @Test
  void oneTimeIsEnoughWithoutScores() throws IOException {
    samples = Files.writeString(folder.resolve("samples.csv"), "3,0.1\n");
    Path one = cube(folder.resolve("one.npy"));
    Path time = Files.writeString(folder.resolve("one.csv"), "1\n");
    String[] record = {"--trajectories", one.toString(), "--times", time.toString()};
    assertEquals(0, analyze(record).code());
    assertRefused(
        "--trajectory-scores needs two times, got 1",
        analyze(record[0], record[1], record[2], record[3], "--trajectory-scores", one.toString()));
  }

  /** Two records with nothing between them: what the scores say is lost in rounding. */
  @Test
  void recordsTooFarApartAreRefusedWhereScoresAreGiven() throws IOException {
    samples = Files.writeString(folder.resolve("samples.csv"), "3,0.1\n");
    String paths = cube(folder.resolve("two.npy"), 2).toString();
    Path times = Files.writeString(folder.resolve("two.csv"), "60\n0.001\n");
    String[] record = {"--trajectories", paths, "--times", times.toString()};
    String[] more = {record[0], paths, record[2], record[3], "--trajectory-scores", paths};
    assertRefused(
        times + ": EXPONENTIAL cannot step from time 60.0 to 0.001: a/sqrt(h) grows",
        analyze(more));
    assertTrue(Files.notExists(folder.resolve("analysis")));
    assertEquals(0, analyze(record).code());
  }

  /** Paths of an exact model whose scores are said to be wrong by a known vector: it comes back. */
  @Test
  void errorsAlongPathsAreSplit() throws IOException {
    Path paths = folder.resolve("paths.npy");
    Path times = folder.resolve("times.csv");
    String[] record = {"--trajectories", paths.toString(), "--times", times.toString()};
    assertEquals(0, sample(samples, record).code());
    NpyArray array = NpyReader.read(paths);
    double[] when = TableReader.read(times, Domain.COORDINATE).values();
    int size = array.values().length / when.length;
    Path scores = folder.resolve("path-scores.npy");
    try (OutputStream out = Files.newOutputStream(scores);
        NpySink sink = new NpySink(out, when.length, size / 2, 2)) {
      for (int i = 0; i < array.values().length; i++) {
        double a = Math.exp(-when[i / size]);
        double h = -Math.expm1(-2 * when[i / size]);
        double x = array.values()[i - i % 2];
        double exact = i % 2 == 0 ? 3 * a * Math.tanh(3 * a * x / h) : 0;
        sink.number((exact + (i % 2 == 0 ? 0.2 : 0.1) - array.values()[i]) / h);
      }
    }
    String[] more = {record[0], record[1], record[2], record[3], "--trajectory-scores", null};
    more[5] = scores.toString();
    Cli.Result result = analyze(more);
    assertEquals("", result.err());
    double interval = 10 - when[when.length - 2];
    // One e at all points: 1e-10 is rounding of scores of size 1/h.
    assertNear(0.01 * interval, cell("path_integrals.csv", "1", 0), 1e-10);
    assertNear(0.04 * interval, cell("path_integrals.csv", "1", 2), 1e-10);
    List<String> lines = Files.readAllLines(folder.resolve("analysis").resolve("path_errors.csv"));
    assertEquals(when.length, lines.size());
    String last = lines.get(lines.size() - 1);
    // The constant error predicts 0.1 (1 + sinh t ln coth(t/2)), 1.053 at t = 0.01; the steps of
    // the record, a factor 1.41 in time, and its end one step earlier leave a tenth.
    assertNear(0.105, Double.parseDouble(last.split(",", -1)[3]), 0.0105);
    assertTrue(Files.exists(folder.resolve("analysis").resolve("align.png")));
    // The first record whose variance is below the geometric mean of 1 and 0.0198.
    String page = Files.readString(folder.resolve("analysis").resolve("report.md"));
    assertTrue(page.contains("| slide begins at | 0.0562"), page);
    assertRefused(
        "shape [1, 2, 2], expected 21 times x 800 paths x 2",
        analyze(
            record[0],
            record[1],
            record[2],
            record[3],
            "--trajectory-scores",
            cube(folder.resolve("cube.npy")).toString()));
  }

  private static Path cube(Path file) throws IOException {
    return cube(file, 1);
  }

  private static Path cube(Path file, int records) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        NpySink sink = new NpySink(out, records, 2, 2)) {
      for (int i = 0; i < 4 * records; i++) {
        sink.number(i);
      }
    }
    return file;
  }

  /** A backend that cannot run leaves not even an empty folder. */
  @Test
  void leavesNothingWhereNothingCanRun() throws IOException {
    assertEquals(0, sample(samples).code());
    Cli.Result result = analyze("--backend", "cuda", "--device", "99");
    assertEquals(2, result.code());
    assertTrue(Files.notExists(folder.resolve("analysis")));
    Files.writeString(folder.resolve("analysis"), "a file");
    assertRefused("is a file, not a folder", analyze());
  }

  @Test
  void refusesWhatMakesNoSense() throws IOException {
    assertEquals(0, sample(samples).code());
    Path scores = Files.writeString(folder.resolve("scores.csv"), "1,2\n");
    assertRefused(
        "1 rows of 2 numbers; expected one row of 2 for each of the 800 samples",
        analyze("--scores", scores.toString()));
    assertRefused("times must satisfy 300 >= start > end > 0", sample(samples, "--start", "0.001"));
    assertRefused("radius must be positive and finite", analyze("--radius", "0"));
    assertRefused("trajectories are a .npy file", sample(samples, "--trajectories", "paths.csv"));
    assertTrue(Files.notExists(folder.resolve("analysis")));
  }

  private static void assertRefused(String message, Cli.Result result) {
    assertEquals(2, result.code());
    assertEquals(1, result.errorLines().size(), result.err());
    assertTrue(result.err().contains(message), result.err());
  }
}
