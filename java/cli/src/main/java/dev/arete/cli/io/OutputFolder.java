package dev.arete.cli.io;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A folder for output, made with those above it if need be. Closing it, and the end of the process
 * by a signal that lets it tidy up, remove what was made and is empty, unless it was kept.
 */
public final class OutputFolder implements AutoCloseable {
  /** Those that were made, the innermost first. */
  private final Deque<Path> made = new ArrayDeque<>();

  private OutputFolder() {}

  /**
   * Makes a folder where there is none.
   *
   * @param folder the folder
   * @return the folder, to be closed by the caller
   * @throws InputException if it is no folder and cannot be made
   */
  public static OutputFolder create(Path folder) {
    OutputFolder output = new OutputFolder();
    try {
      for (Path path : missing(folder)) {
        output.make(path);
      }
    } catch (IOException e) {
      output.close();
      throw new InputException(folder + ": cannot make this folder (" + Inputs.reason(e) + ")");
    }
    return output;
  }

  /** The folder and those above it that are not there, the outermost first. */
  private static Deque<Path> missing(Path folder) {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path path = folder.toAbsolutePath();
        path != null && !Files.isDirectory(path);
        path = path.getParent()) {
      missing.push(path);
    }
    return missing;
  }

  private void make(Path folder) throws IOException {
    try {
      Unfinished.createFolder(folder);
      made.push(folder);
    } catch (FileAlreadyExistsException e) {
      // Another process may have made it meanwhile, or a path with .. in it comes by twice.
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /** Keeps the folder from now on. */
  public void keep() {
    made.forEach(Unfinished::forget);
    made.clear();
  }

  @Override
  public void close() {
    made.forEach(Unfinished::remove);
    made.clear();
  }
}
