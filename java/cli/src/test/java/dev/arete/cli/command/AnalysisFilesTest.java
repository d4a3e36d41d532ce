package dev.arete.cli.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.cli.Cli;
import dev.arete.cli.io.NpySink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command analyze does to its folder and to the files that were there. */
class AnalysisFilesTest {
  @TempDir private Path folder;
  private Path data;
  private Path samples;
  private Path out;

  @BeforeEach
  void writeFiles() throws IOException {
    data = Files.writeString(folder.resolve("data.csv"), "x,y\n-3,0\n3,0\n");
    samples = Files.writeString(folder.resolve("samples.csv"), "3,0.1\n-3,-0.1\n2.9,0.2\n");
    out = folder.resolve("out");
  }

  private Cli.Result analyze(Path target, Path points, Path at, String... more) {
    List<String> words = new ArrayList<>(List.of("analyze", "--data", points.toString()));
    words.addAll(List.of("--samples", at.toString(), "--ou-time", "0.01"));
    words.addAll(List.of("--ridge-dimension", "1", "--out", target.toString()));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private void succeed(String... more) {
    Cli.Result result = analyze(out, data, samples, more);
    assertEquals("", result.err());
    assertEquals(0, result.code());
  }

  private static Set<String> names(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  private static Map<String, String> contents(Path of) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : names(of)) {
      contents.put(name, new String(Files.readAllBytes(of.resolve(name)), ISO_8859_1));
    }
    return contents;
  }

  private Path paths(String name) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream stream = Files.newOutputStream(file);
        NpySink sink = new NpySink(stream, 2, 3, 2)) {
      for (int i = 0; i < 12; i++) {
        sink.number(0.1 * i);
      }
    }
    return file;
  }

  /** With all optional parts: the list by which inputs are refused has every file. */
  @Test
  void namesAllFilesThatCanBeThere() throws IOException {
    Path times = Files.writeString(folder.resolve("times.csv"), "1\n0.05\n");
    succeed(
        "--scores",
        samples.toString(),
        "--trajectories",
        paths("paths.npy").toString(),
        "--times",
        times.toString(),
        "--trajectory-scores",
        paths("scores.npy").toString());
    assertEquals(new TreeSet<>(AnalysisFiles.names()), names(out));
  }

  /** An input that has the name of a file of any part, also as a link, is not written over. */
  @ParameterizedTest
  @CsvSource({
    "points.csv, COPY",
    "errors.csv, COPY",
    "summary.csv, HARD_LINK",
    "phases.csv, LINK",
    "align.png, LINK",
    "verdicts.json, HARD_LINK"
  })
  void refusesItsOwnInputs(String name, String kind) throws IOException {
    Files.createDirectory(out);
    Path there = out.resolve(name);
    Path input = data;
    if (kind.equals("COPY")) {
      input = Files.copy(data, there);
    } else if (kind.equals("LINK")) {
      Files.createSymbolicLink(there, data);
    } else {
      Files.createLink(there, data);
    }
    String before = Files.readString(data);
    assertRefused(there + ": is both input and output", analyze(out, input, samples));
    assertRefused(there + ": is both input and output", analyze(out, samples, input));
    assertRefused(
        there + ": is both input and output",
        analyze(out, samples, samples, "--posterior-means", input.toString()));
    assertEquals(Set.of(name), names(out));
    assertEquals(before, Files.readString(there));
    assertEquals(before, Files.readString(data));
  }

  /** Of the earlier run nothing is left, and of what others put there everything. */
  @Test
  void aRunReplacesTheOneBefore() throws IOException {
    succeed();
    Set<String> without = names(out);
    succeed("--scores", samples.toString());
    Set<String> with = names(out);
    assertTrue(
        with.containsAll(Set.of("errors.csv", "errors.json", "alignment.png", "alignment.svg")),
        with.toString());
    // A name no analysis has; names it has, but not in the run before; a folder; a hidden file.
    Set<String> others = Set.of("errors.txt", "align.csv", "phases.csv", "reach.png", ".tmp");
    for (String other : others) {
      Files.writeString(out.resolve(other), "mine");
    }
    Files.createDirectory(out.resolve("cache"));
    succeed();
    without.addAll(others);
    without.add("cache");
    assertEquals(without, names(out));
    for (String other : others) {
      assertEquals("mine", Files.readString(out.resolve(other)));
    }
  }

  /** Without a page of an analysis nothing says whose a file is. */
  @Test
  void leavesFilesThatNoPageCallsItsOwn() throws IOException {
    Files.createDirectory(out);
    Files.writeString(out.resolve("errors.csv"), "mine");
    Files.writeString(out.resolve("report.md"), "# Something else\n\n[CSV](errors.csv)\n");
    succeed();
    assertEquals("mine", Files.readString(out.resolve("errors.csv")));
  }

  /** Before any file is read: these data could not be. */
  @Test
  void refusesAFolderThatTakesNoFiles() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.csv"), "0,0\n1,NaN\n");
    Set<String> before = names(folder);
    assertRefused("--out: the name of the folder is empty", analyze(Path.of(""), bad, samples));
    assertRefused("is a file, not a folder", analyze(data, bad, samples));
    assertRefused(
        "cannot make this folder (" + data + " is in the way)",
        analyze(data.resolve("deep").resolve("er"), bad, samples));
    assertRefused("bad.csv line 2, column 2", analyze(out.resolve("deep"), bad, samples));
    assertEquals(before, names(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"report.md", "verdicts.json", "points.csv", "reach.svg"})
  void refusesAFolderInTheWay(String name) throws IOException {
    succeed();
    Files.deleteIfExists(out.resolve(name));
    Files.createDirectory(out.resolve(name));
    Set<String> before = names(out);
    assertRefused(
        out.resolve(name) + ": is a folder, cannot write a file of that name",
        analyze(out, data, samples, "--scores", samples.toString()));
    assertEquals(before, names(out));
  }

  @Test
  void refusesDataWithoutATangent() throws IOException {
    Path line = Files.writeString(folder.resolve("line.csv"), "1\n2\n");
    assertRefused(
        line + ": data need at least 2 dimensions to tell tangent from normal, got 1",
        analyze(out, line, line));
    assertRefused(
        "ridge dimension must be in 1..1 for the 2 columns of " + data + ", got 2",
        Cli.run(
            "analyze",
            "--data",
            data.toString(),
            "--samples",
            samples.toString(),
            "--ou-time",
            "1",
            "--ridge-dimension",
            "2",
            "--out",
            out.toString()));
    assertTrue(Files.notExists(out));
    assertTrue(Cli.run("analyze --help").out().contains("dimension of the ridge, 1 to d-1"));
  }

  /**
   * A full disk, as far as a shell can have one: no file may be longer than 6 KiB, pictures are.
   */
  @Test
  void aRunThatCannotWriteLeavesTheOneBefore() throws IOException, InterruptedException {
    succeed("--scores", samples.toString());
    Map<String, String> before = contents(out);
    for (Path target : List.of(out, folder.resolve("new").resolve("deep"))) {
      Process process = start(target, samples, "sh", "-c", "ulimit -f 12 && exec \"$@\"", "sh");
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertEquals(1, process.waitFor(), said);
      assertTrue(
          said.matches(
              "arete analyze: \\Q" + target + "\\E/\\w+.png: cannot be written \\(.+\\)\n"),
          said);
    }
    assertEquals(before, contents(out));
    assertTrue(Files.notExists(folder.resolve("new")));
  }

  /** A process that is told to end takes the folders along that it made. */
  @Test
  void aStoppedRunLeavesNothing() throws IOException, InterruptedException {
    Path many = Files.writeString(folder.resolve("many.csv"), "3,0.1\n".repeat(100_000));
    Path target = folder.resolve("new").resolve("deep");
    Process process = start(target, many);
    // Until it has a file there, the last of what it makes before seconds of work.
    while (process.isAlive() && (Files.notExists(target) || names(target).isEmpty())) {
      Thread.sleep(10);
    }
    assertTrue(process.isAlive(), "it ended before it could be stopped");
    process.toHandle().destroy(); // destroy of the process itself closes its streams
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor() != 0, said);
    assertEquals("", said);
    assertTrue(Files.notExists(folder.resolve("new")));
  }

  /** Starts the command in a process of its own, behind other words of a command line. */
  private Process start(Path target, Path at, String... before) throws IOException {
    List<String> words = new ArrayList<>(List.of(before));
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Java's own file of performance data is longer than what the shell allows.
    words.addAll(List.of("-XX:-UsePerfData", "-cp", System.getProperty("java.class.path")));
    words.addAll(List.of("dev.arete.cli.Main", "analyze", "--data", data.toString()));
    words.addAll(List.of("--samples", at.toString(), "--ou-time", "0.01"));
    words.addAll(List.of("--ridge-dimension", "1", "--out", target.toString()));
    return new ProcessBuilder(words).redirectErrorStream(true).start();
  }

  private static void assertRefused(String message, Cli.Result result) {
    assertEquals(2, result.code(), result.err());
    assertEquals(1, result.errorLines().size(), result.err());
    assertTrue(result.err().contains(message), result.err());
  }
}
