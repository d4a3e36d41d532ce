package dev.arete.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.BackendInfo;
import dev.arete.Compute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "info",
        "evaluate",
        "project",
        "trace",
        "follow",
        "eigen",
        "sample",
        "analyze",
        "reproduce",
        "help"
      })
  void everyCommandShowsAnExample(String command) {
    Cli.Result result = Cli.run(command, "--help");
    assertEquals(0, result.code());
    assertEquals("", result.err());
    assertTrue(result.out().startsWith("Usage: arete " + command), result.out());
    assertTrue(result.out().contains("Example:\n  arete " + command), result.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--data",
        "--queries",
        "--weights",
        "--variance",
        "--bandwidth",
        "--ou-time",
        "--ridge-dimension",
        "--beta",
        "--method",
        "--tolerance",
        "--max-iterations",
        "--min-log-density",
        "--plot",
        "--overlay",
        "--backend",
        "--precision",
        "--threads",
        "--device",
        "--memory",
        "--truncation",
        "--out"
      })
  void projectListsItsOptions(String option) {
    assertTrue(Cli.run("project --help").out().contains(" " + option + "="));
  }

  @Test
  void helpListsTheCommands() {
    String out = Cli.run("--help").out();
    for (String command :
        new String[] {
          "info",
          "evaluate",
          "project",
          "trace",
          "follow",
          "eigen",
          "sample",
          "analyze",
          "reproduce",
          "help"
        }) {
      assertTrue(out.contains("\n  " + command + " "), out);
    }
  }

  /** What --help prints; without a name what arete --help prints. */
  @ParameterizedTest
  @ValueSource(strings = {" project", " reproduce", " help", ""})
  void helpIsACommandToo(String command) {
    Cli.Result result = Cli.run("help" + command);
    assertEquals("", result.err());
    assertEquals(0, result.code());
    assertEquals(Cli.run((command + " --help").strip()).out(), result.out());
  }

  /** The promise of the help, and its exception, which {@link ReproduceTest} shows. */
  @Test
  void tellsWhatAFailedCommandLeaves() {
    String out = Cli.run("--help").out().replaceAll("\\s+", " ");
    assertTrue(
        out.contains("A failed command leaves no output file and changes no older one"), out);
    assertTrue(out.contains("but reproduce keeps"), out);
  }

  @Test
  void tellsTheVersion() {
    Cli.Result result = Cli.run("--version");
    assertEquals(0, result.code());
    assertTrue(result.out().startsWith("arete "), result.out());
  }

  @Test
  void aMissingCommandIsBadUsage() {
    Cli.Result result = Cli.run(new String[0]);
    assertEquals(2, result.code());
    assertEquals(1, result.errorLines().size(), result.err());
    assertTrue(
        result
            .err()
            .contains("a command is missing: info, evaluate, project, trace, follow, eigen"));
  }

  @Test
  void infoListsBackendsWithReasons() {
    Cli.Result result = Cli.run("info");
    assertEquals(0, result.code());
    assertEquals("", result.err());
    for (BackendInfo backend : Compute.backends()) {
      String state = backend.usable() ? "usable: " : "not usable: ";
      String line = "%-10s %s".formatted(backend.name(), state + backend.detail());
      assertTrue(result.out().lines().anyMatch(line::equals), line + "\nin\n" + result.out());
    }
    try (Compute best = Compute.open()) {
      String line = "\nautomatic  " + best.backend() + " on " + best.device();
      assertTrue(result.out().contains(line), result.out());
    }
    assertTrue(result.out().matches("(?s).*\nvectors +(unknown|\\d+ bits: .*)\n.*"), result.out());
  }
}
