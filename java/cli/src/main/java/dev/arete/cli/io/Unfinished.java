package dev.arete.cli.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Files that must not outlive the process unless they are finished. */
final class Unfinished {
  private static final Set<Path> FILES = new LinkedHashSet<>();
  private static boolean hooked;
  private static boolean ending;

  private Unfinished() {}

  /** Creates a file that is deleted when the process ends before {@link #forget}. */
  static synchronized void create(Path file) throws IOException {
    if (ending) {
      throw new IOException("the process is ending");
    }
    if (!hooked) {
      Runtime.getRuntime().addShutdownHook(new Thread(Unfinished::removeAll, "arete-tidy-up"));
      hooked = true;
    }
    Files.createFile(file);
    FILES.add(file);
  }

  /** Forgets a file that is in its place. */
  static synchronized void forget(Path file) {
    FILES.remove(file);
  }

  /** Deletes a file and forgets it. */
  static synchronized void remove(Path file) {
    delete(file);
    FILES.remove(file);
  }

  private static synchronized void removeAll() {
    ending = true;
    FILES.forEach(Unfinished::delete);
    FILES.clear();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.getLogger("dev.arete")
          .log(System.Logger.Level.WARNING, "cannot remove {0}: {1}", file, Inputs.reason(e));
    }
  }
}
