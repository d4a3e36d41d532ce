package dev.arete.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressBarTest {
  @TempDir Path folder;

  private Cli.Result project(String terminal) throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "0,0\n1,0\n2,0\n");
    String before = System.getProperty("arete.terminal");
    System.setProperty("arete.terminal", terminal);
    try {
      return Cli.run(
          "project --backend reference --bandwidth 1 --ridge-dimension 1 --data "
              + data
              + " --out "
              + folder.resolve("out.csv"));
    } finally {
      if (before == null) {
        System.clearProperty("arete.terminal");
      } else {
        System.setProperty("arete.terminal", before);
      }
    }
  }

  @Test
  void isDrawnOnATerminal() throws IOException {
    Cli.Result result = project("true");
    assertEquals(0, result.code());
    assertTrue(result.err().contains("project"), result.err());
    assertTrue(result.err().contains("3/3"), result.err());
  }

  @Test
  void isNotDrawnElsewhere() throws IOException {
    assertEquals("", project("false").err());
  }
}
