package dev.arete.cli.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  @TempDir Path folder;

  @Test
  void removesWhatItMadeAndNothingElse() throws IOException {
    Path there = Files.createDirectory(folder.resolve("there"));
    Path deep = there.resolve("a").resolve("b");
    OutputFolder made = OutputFolder.create(deep);
    assertTrue(Files.isDirectory(deep));
    made.close();
    assertTrue(Files.notExists(there.resolve("a")));
    OutputFolder.create(there).close();
    assertTrue(Files.isDirectory(there));
  }

  @Test
  void keepsWhatIsKeptAndWhatIsNotEmpty() throws IOException {
    Path kept = folder.resolve("kept");
    try (OutputFolder output = OutputFolder.create(kept)) {
      output.keep();
    }
    assertTrue(Files.isDirectory(kept));
    Path used = folder.resolve("used");
    OutputFolder made = OutputFolder.create(used.resolve("a").resolve("..").resolve("b"));
    Files.writeString(used.resolve("file"), "text");
    made.close();
    assertEquals("text", Files.readString(used.resolve("file")));
    assertTrue(Files.notExists(used.resolve("a")));
    assertTrue(Files.notExists(used.resolve("b")));
  }

  @Test
  void leavesNothingWhereItCannotMakeIt() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    Path deep = folder.resolve("new").resolve("..").resolve("file").resolve("deep");
    InputException refusal = assertThrows(InputException.class, () -> OutputFolder.create(deep));
    assertTrue(
        refusal.getMessage().startsWith(deep + ": cannot make this folder ("),
        refusal.getMessage());
    assertTrue(refusal.getMessage().endsWith("file is in the way)"), refusal.getMessage());
    assertTrue(Files.notExists(folder.resolve("new")));
    assertEquals("text", Files.readString(file));
  }
}
