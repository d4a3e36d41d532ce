package dev.arete.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceTest {
  private static final String[] SMALL = {
    "reproduce",
    "two-modes",
    "--features",
    "30",
    "--noise-samples",
    "4",
    "--paths",
    "40",
    "--steps",
    "60",
    "--out"
  };

  @TempDir private Path folder;

  private static Cli.Result small(Path out) {
    return Cli.run(
        Stream.concat(Stream.of(SMALL), Stream.of(out.toString())).toArray(String[]::new));
  }

  /** A second run takes the long steps from the cache and leaves the same tables. */
  @Test
  void leavesAReportAndGoesOnWhereItWas() throws IOException {
    Cli.Result first = small(folder);
    assertEquals("", first.err());
    assertEquals(0, first.code());
    assertTrue(first.out().startsWith("two-modes"), first.out());
    Path run = folder.resolve("two-modes");
    List<Path> kept = files(run.resolve("cache"));
    assertEquals(3, kept.size(), "one kept step for each loss weight: " + kept);
    for (Path file : kept) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }
    byte[] losses = Files.readAllBytes(run.resolve("losses.csv"));
    byte[] samples = Files.readAllBytes(run.resolve("samples.csv"));
    assertEquals(0, small(folder).code());
    for (Path file : kept) {
      assertEquals(0, Files.getLastModifiedTime(file).toMillis(), "computed again: " + file);
    }
    assertArrayEquals(losses, Files.readAllBytes(run.resolve("losses.csv")));
    assertArrayEquals(samples, Files.readAllBytes(run.resolve("samples.csv")));
    checkPage(run);
  }

  private static void checkPage(Path run) throws IOException {
    String page = Files.readString(run.resolve("report.md"));
    for (String expected :
        new String[] {"# Two modes", "## Verdicts", "loss floor, weight 1 ", "## Settings"}) {
      assertTrue(page.contains(expected), expected);
    }
    for (Path file : files(run)) {
      String name = file.getFileName().toString();
      if (name.endsWith(".png")) {
        assertTrue(page.contains("(" + name + ")"), name + " is not on the page");
        assertTrue(ImageIO.read(file.toFile()).getWidth() > 500, name);
        assertTrue(Files.exists(run.resolve(name.replace(".png", ".svg"))), name);
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    return files(folder, Files::isRegularFile);
  }

  private static List<Path> files(Path folder, Predicate<Path> kind) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(kind).sorted().toList();
    }
  }

  /** What a failed run leaves is its cache, with which the next one goes on. */
  @Test
  void aFailedRunKeepsItsStepsAndNothingElse() throws IOException {
    Path run = Files.createDirectory(folder.resolve("two-modes"));
    Path inTheWay = Files.createDirectory(run.resolve("losses.csv"));
    Cli.Result result = small(folder);
    assertEquals(1, result.code());
    assertEquals(
        "arete reproduce: " + inTheWay + ": is a folder, cannot write a file of that name\n",
        result.err());
    assertEquals(List.of(), files(run));
    assertEquals(List.of(run.resolve("cache"), inTheWay), files(run, Files::isDirectory));
    List<Path> kept = files(run.resolve("cache"));
    assertEquals(3, kept.size(), kept.toString());
    Files.writeString(kept.get(1), "damaged");
    result = small(folder);
    assertEquals(2, result.code());
    assertTrue(
        result.err().startsWith("arete reproduce: " + kept.get(1) + ": is not a NumPy file"),
        result.err());
    assertTrue(result.err().endsWith("; delete it, and it is computed again\n"), result.err());
    assertEquals(1, result.errorLines().size(), result.err());
  }

  @Test
  void otherExperimentsLeaveTheirPages() throws IOException {
    Cli.Result result =
        Cli.run(
            "reproduce",
            "three-modes",
            "--features",
            "16",
            "--noise-samples",
            "1",
            "--paths",
            "20",
            "--steps",
            "20",
            "--out",
            folder.toString());
    assertEquals("", result.err());
    assertEquals(0, result.code());
    String page = Files.readString(folder.resolve("three-modes").resolve("report.md"));
    assertTrue(page.contains("| loss, p = 4, first layer 0, tau 5 |"), page);
  }

  @Test
  void refusesWhatMakesNoSense() throws IOException {
    assertRefused(
        "unknown experiment four-modes; known: two-modes, ", "four-modes", "--features", "3");
    assertRefused("features must be at least 1, got 0", "two-modes", "--features", "0");
    assertRefused("features must be at most 46340, ", "two-modes", "--features", "50000");
    assertRefused("period must be positive and finite, got -1.0", "two-modes", "--period", "-1");
    assertRefused("--epochs 3 has no effect on two-modes", "two-modes", "--epochs", "3");
    assertRefused("--data x has no effect on three-modes", "three-modes", "--data", "x");
    assertRefused("--period 2.0 has no effect on embedding", "embedding", "--period", "2");
    assertRefused("--seed 1 has no effect on ridge-evolution", "ridge-evolution", "--seed", "1");
    assertRefused("--features 3 has no effect on mnist", "mnist", "--features", "3");
    assertRefused("--epochs 3 needs --data: it concerns mnist", "all", "--epochs", "3");
    String line = "reproduce bandwidth --backend cuda --device 99 --out " + folder.resolve("out");
    assertEquals(2, Cli.run(line).code());
    assertEquals(List.of(), files(folder, Files::isDirectory));
    assertEquals(List.of(), files(folder));
  }

  /** Without the folder, with an empty one, and without the networks, which are not in this jar. */
  @Test
  void latentExperimentSaysWhatItNeeds() throws IOException {
    String out = folder.resolve("x").toString();
    Cli.Result nothing = Cli.run("reproduce", "mnist", "--out", out);
    assertEquals(2, nothing.code());
    assertTrue(nothing.err().contains("mnist needs --data DIR"), nothing.err());
    Path data = Files.createDirectory(folder.resolve("data"));
    assertRefused("has neither train-images-idx3-ubyte", "mnist", "--data", data.toString());
    Files.write(data.resolve("t10k-images-idx3-ubyte"), idx(3, 2, 1, 1, 5, 6));
    Files.write(data.resolve("t10k-labels-idx1-ubyte"), idx(1, 2, 1, 1));
    assertRefused("mnist needs arete-nd4j.jar", "mnist", "--data", data.toString());
    assertEquals(List.of(data), files(folder, Files::isDirectory));
  }

  /** Two zero bytes, type, axes, their lengths in four bytes each, and the data. */
  private static byte[] idx(int axes, int... numbers) {
    ByteBuffer out = ByteBuffer.allocate(4 + 4 * axes + numbers.length - axes);
    out.putInt(0x800 + axes);
    for (int i = 0; i < numbers.length; i++) {
      if (i < axes) {
        out.putInt(numbers[i]);
      } else {
        out.put((byte) numbers[i]);
      }
    }
    return out.array();
  }

  private void assertRefused(String message, String name, String option, String value) {
    Cli.Result result =
        Cli.run("reproduce", name, option, value, "--out", folder.resolve("x").toString());
    assertEquals(2, result.code());
    assertEquals(1, result.errorLines().size(), result.err());
    assertTrue(result.err().contains(message), result.err());
  }
}
