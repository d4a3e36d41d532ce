package dev.arete.cli.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicOutputTest {
  @TempDir Path folder;

  private static void write(AtomicOutput output, String text) throws IOException {
    try (OutputStream stream = output.open()) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.toList();
    }
  }

  @Test
  void appearsOnlyWhenCommitted() throws IOException {
    Path target = folder.resolve("out.csv");
    try (AtomicOutput output = AtomicOutput.create(target)) {
      write(output, "new");
      assertEquals(false, Files.exists(target));
      output.commit();
    }
    assertEquals("new", Files.readString(target));
    assertEquals(List.of(target), files());
  }

  @Test
  void leavesNothingWithoutACommit() throws IOException {
    Path target = folder.resolve("out.csv");
    try (AtomicOutput output = AtomicOutput.create(target)) {
      write(output, "part");
      assertEquals(1, files().size());
    }
    assertEquals(List.of(), files());
  }

  @Test
  void replacesAnOlderFileOnlyWhenCommitted() throws IOException {
    Path target = Files.writeString(folder.resolve("out.csv"), "old");
    try (AtomicOutput output = AtomicOutput.create(target)) {
      write(output, "new");
      assertEquals("old", Files.readString(target));
      output.commit();
      assertEquals("new", Files.readString(target));
    }
  }

  @Test
  void replacesTheFileBehindALink() throws IOException {
    Path target = Files.writeString(folder.resolve("real.csv"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), target);
    try (AtomicOutput output = AtomicOutput.create(link)) {
      write(output, "new");
      output.commit();
    }
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(target));
  }

  @Test
  void leavesNoneOfSeveralWhereOneFails() throws IOException {
    Path first = folder.resolve("first.csv");
    Path second = folder.resolve("second.csv");
    try (AtomicOutput one = AtomicOutput.create(first);
        AtomicOutput other = AtomicOutput.create(second)) {
      Files.createDirectories(second.resolve("in the way"));
      assertThrows(IOException.class, () -> AtomicOutput.commitAll(one, null, other));
    }
    assertEquals(List.of(second), files());
  }

  @Test
  void putsBackWhatWasThereWhereOneFails() throws IOException {
    Path first = Files.writeString(folder.resolve("first.csv"), "old");
    Path second = folder.resolve("second.csv");
    try (AtomicOutput one = AtomicOutput.create(first);
        AtomicOutput other = AtomicOutput.create(second)) {
      write(one, "new");
      Files.createDirectory(second);
      WriteException failure =
          assertThrows(WriteException.class, () -> AtomicOutput.commitAll(one, other));
      assertEquals(second + ": cannot be written (it is a folder)", failure.getMessage());
    }
    assertEquals("old", Files.readString(first));
    assertEquals(List.of(first, second), files().stream().sorted().toList());
  }

  @Test
  void deletesWhatIsObsolete() throws IOException {
    Path target = Files.writeString(folder.resolve("out.csv"), "old");
    Path obsolete = Files.writeString(folder.resolve("obsolete.csv"), "old");
    Path linked = Files.writeString(folder.resolve("linked.csv"), "not to be deleted");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), linked);
    Path absent = folder.resolve("absent.csv");
    try (AtomicOutput output = AtomicOutput.create(target)) {
      write(output, "new");
      AtomicOutput.commitAll(List.of(output), List.of(obsolete, link, absent));
    }
    assertEquals("new", Files.readString(target));
    assertEquals(List.of(linked, target), files().stream().sorted().toList());
  }

  @Test
  void keepsWhatIsObsoleteWhereOneFails() throws IOException {
    Path obsolete = Files.writeString(folder.resolve("obsolete.csv"), "old");
    Path inTheWay = Files.createDirectory(folder.resolve("folder.csv"));
    try (AtomicOutput output = AtomicOutput.create(folder.resolve("out.csv"))) {
      assertThrows(
          WriteException.class,
          () -> AtomicOutput.commitAll(List.of(output), List.of(obsolete, inTheWay)));
    }
    assertEquals("old", Files.readString(obsolete));
    assertEquals(List.of(inTheWay, obsolete), files().stream().sorted().toList());
  }

  @Test
  void namesTheFileThatCannotBeMoved() throws IOException {
    Path target = folder.resolve("out.csv");
    try (AtomicOutput output = AtomicOutput.create(target)) {
      Files.createDirectories(target.resolve("in the way"));
      WriteException failure = assertThrows(WriteException.class, output::commit);
      assertTrue(
          failure.getMessage().startsWith(target + ": cannot be written ("), failure.getMessage());
      assertEquals(false, failure.getMessage().contains(".tmp"), failure.getMessage());
    }
  }

  @Test
  void refusesAMissingFolder() {
    Path target = folder.resolve("absent").resolve("out.csv");
    InputException refusal = assertThrows(InputException.class, () -> AtomicOutput.create(target));
    assertEquals(target + ": there is no folder " + target.getParent(), refusal.getMessage());
  }
}
