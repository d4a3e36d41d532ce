package dev.arete.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.cli.io.Domain;
import dev.arete.cli.io.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command sample on two points, one at the origin and one far from it. */
class SampleTest {
  private static final int COUNT = 800;

  @TempDir private Path folder;
  private Path data;
  private Path out;

  @BeforeEach
  void writeData() throws IOException {
    data = Files.writeString(folder.resolve("data.csv"), "0,0\n60,80\n");
    out = folder.resolve("out.csv");
  }

  private Cli.Result sample(String more) {
    return Cli.run(
        "sample --backend reference --data %s --out %s --count %s".formatted(data, out, more));
  }

  /** The share of samples on the far side of the middle. */
  private double farShare() {
    double[] samples = TableReader.read(out, Domain.COORDINATE).values();
    long far = Arrays.stream(samples).filter(v -> Math.abs(v) > 45).count();
    return (double) far / samples.length;
  }

  /** Half of the samples at each point: the noise at the start covers both. */
  @Test
  void noiseLevelsStartWellAboveTheData() {
    Cli.Result result = sample(COUNT + " --schedule ve --end 1");
    assertEquals("", result.err());
    assertEquals(0, result.code());
    // Four standard errors, and a percent for a start at ten times the distance from the origin;
    // of the far point the first coordinate is above 45 too.
    assertEquals(0.5, farShare(), 4 * Math.sqrt(0.25 / COUNT) + 0.01);
  }

  /** The bound of 300 is one of Ornstein-Uhlenbeck time. */
  @Test
  void noiseLevelsMayBeAsLargeAsTheyMustBe() {
    Cli.Result result = sample(COUNT + " --schedule ve --start 3000 --end 1");
    assertEquals("", result.err());
    assertEquals(0.5, farShare(), 4 * Math.sqrt(0.25 / COUNT) + 0.01);
  }

  /** A start within the data is somebody's right, but not without a word. */
  @Test
  void warnsOfAStartThatDoesNotCoverTheData() {
    Cli.Result result = sample("20 --schedule ve --start 10 --end 1");
    assertEquals(0, result.code());
    assertEquals(1, result.errorLines().size(), result.err());
    assertTrue(
        result
            .err()
            .startsWith(
                "arete: --start 10.0: the noise there, sqrt(h) = 10.0, is below the extent of the"
                    + " data, 100.0"),
        result.err());
    // exp(-1) 100 = 36.8 against sqrt(1 - exp(-2)) = 0.93
    Cli.Result ou = sample("20 --start 1");
    assertTrue(ou.err().contains("sqrt(h) = 0.929"), ou.err());
    assertTrue(ou.err().contains("extent of the data, 36.78"), ou.err());
    assertEquals("", sample("20 --schedule ve --start 101 --end 1").err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      5 --start 301                        | times must satisfy 300 >= start > end > 0, got 301.0
      5 --end 10                           | times must satisfy 300 >= start > end > 0, got 10.0 and 10.0
      5 --schedule ve --start 2 --end 3    | times must satisfy start > end > 0, got 2.0 and 3.0
      5 --schedule ve --end -1             | times must satisfy start > end > 0, got the default
      5 --schedule ve --start 1e80         | time 1.0E80: variance must be positive and finite
      5 --schedule ve --end 1e-80          | time 1.0E-80: variance must be positive and finite
      5 --schedule ve --end 1000           | from the origin is 100.0, and --end 1000.0 is not below
      5 --start 60 --steps 10              | EXPONENTIAL cannot step from time 60.0 to 19.96807
      5 --steps 0                          | steps must be at least 1, got 0
      5 --steps 2147483647                 | a time grid needs 1 to 100000000 steps, got 2147483647
      5 --every 5                          | --every 5 needs --trajectories
      5 --every 0                          | every must be at least 1, got 0
      0                                    | count must be at least 1, got 0
      2000000000                           | count 2000000000 of samples with 2 coordinates makes 4000000000 numbers, at most 2147483639
      """)
  void refuses(String more, String message) throws IOException {
    Cli.Result result = sample(more.replaceAll(" +", " "));
    assertEquals(2, result.code(), result.err());
    assertEquals(1, result.errorLines().size(), result.err());
    assertTrue(result.err().contains(message), result.err());
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }
}
