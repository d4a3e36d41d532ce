package dev.arete.cli.io;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Files and folders that must not outlive the process unless they are finished. */
final class Unfinished {
  private static final Set<Path> PATHS = new LinkedHashSet<>();
  private static boolean hooked;
  private static boolean ending;

  private Unfinished() {}

  /** Something that ends with files in other places. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /** Creates a file that is deleted when the process ends before {@link #forget}. */
  static synchronized void create(Path file) throws IOException {
    prepare();
    Files.createFile(file);
    PATHS.add(file);
  }

  /** Creates a folder that is deleted, if empty, when the process ends before {@link #forget}. */
  static synchronized void createFolder(Path folder) throws IOException {
    prepare();
    Files.createDirectory(folder);
    PATHS.add(folder);
  }

  /** Does a step that is whole before the tidying up at the end of the process, or not begun. */
  static synchronized void undisturbed(Step step) throws IOException {
    prepare();
    step.run();
  }

  private static void prepare() throws IOException {
    if (ending) {
      throw new IOException("the process is ending");
    }
    if (!hooked) {
      Runtime.getRuntime().addShutdownHook(new Thread(Unfinished::removeAll, "arete-tidy-up"));
      hooked = true;
    }
  }

  /** Forgets what is finished. */
  static synchronized void forget(Path path) {
    PATHS.remove(path);
  }

  /** Deletes a file or an empty folder and forgets it. */
  static synchronized void remove(Path path) {
    delete(path);
    PATHS.remove(path);
  }

  /** What was made last goes first: files before the folder they are in. */
  private static synchronized void removeAll() {
    ending = true;
    List<Path> newestFirst = new ArrayList<>(PATHS);
    Collections.reverse(newestFirst);
    newestFirst.forEach(Unfinished::delete);
    PATHS.clear();
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException e) {
      return; // what is in the folder was meant to stay
    } catch (IOException e) {
      System.getLogger("dev.arete")
          .log(System.Logger.Level.WARNING, "cannot remove {0}: {1}", path, Inputs.reason(e));
    }
  }
}
