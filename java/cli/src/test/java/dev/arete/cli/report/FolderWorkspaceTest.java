package dev.arete.cli.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.cli.io.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWorkspaceTest {
  @TempDir Path folder;

  private Path only() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.reduce((one, other) -> folder.resolve("more than one")).orElseThrow();
    }
  }

  @Test
  void remembers() {
    FolderWorkspace workspace = new FolderWorkspace(folder, name -> null);
    double[] values = {1, 2, 3};
    assertArrayEquals(values, workspace.remember("key", () -> values));
    assertArrayEquals(values, workspace.remember("key", () -> new double[1]));
  }

  @Test
  void saysWhatToDoWithADamagedFile() throws IOException {
    FolderWorkspace workspace = new FolderWorkspace(folder, name -> null);
    workspace.remember("key", () -> new double[] {1, 2, 3});
    Path file = only();
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 3, 60, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      InputException refusal =
          assertThrows(
              InputException.class, () -> workspace.remember("key", () -> new double[] {4}));
      String message = refusal.getMessage();
      assertTrue(message.startsWith(file + ": "), message);
      assertTrue(message.endsWith("; delete it, and it is computed again"), message);
      assertEquals(1, message.lines().count());
    }
  }
}
