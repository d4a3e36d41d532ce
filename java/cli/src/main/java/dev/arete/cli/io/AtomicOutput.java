package dev.arete.cli.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * An output file that appears whole or not at all: written beside its target under another name and
 * moved over it by {@link #commit}. Until then a file of the target's name is untouched. Closing
 * without a commit, and the end of the process by a signal that lets it tidy up, remove what was
 * written.
 */
public final class AtomicOutput implements AutoCloseable {
  private static final SecureRandom NAMES = new SecureRandom();

  private final Path target;
  private final Path temporary;
  private boolean done;

  private AtomicOutput(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
  }

  /**
   * Creates the temporary file, which shows that the folder can be written to.
   *
   * @param file where the output shall be in the end
   * @return the output, to be closed by the caller
   * @throws InputException if the target is a folder or its folder does not exist or cannot be
   *     written to
   */
  public static AtomicOutput create(Path file) {
    if (Files.isDirectory(file)) {
      throw new InputException(file + ": is a folder, cannot write a file of that name");
    }
    Path target = resolved(file);
    Path folder = target.getParent();
    if (!Files.isDirectory(folder)) {
      throw new InputException(file + ": there is no folder " + folder);
    }
    String name = "." + target.getFileName() + "." + Long.toHexString(NAMES.nextLong()) + ".tmp";
    Path temporary = folder.resolve(name);
    try {
      Unfinished.create(temporary);
    } catch (IOException e) {
      throw new InputException(
          file + ": cannot write to the folder " + folder + " (" + Inputs.reason(e) + ")");
    }
    return new AtomicOutput(target, temporary);
  }

  /** Follows a link, so that the file it points to is replaced and not the link. */
  private static Path resolved(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize();
    }
  }

  /**
   * Returns a stream into the temporary file.
   *
   * @return an unbuffered stream, to be closed by the caller before {@link #commit}
   * @throws IOException if the file cannot be opened
   */
  public OutputStream open() throws IOException {
    return Files.newOutputStream(temporary, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /**
   * Puts the file in its place, over one of the same name.
   *
   * @throws IOException if it cannot be moved; nothing is left then
   */
  public void commit() throws IOException {
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    done = true;
    Unfinished.forget(temporary);
  }

  /**
   * Puts several files in their places, or none: where one cannot be moved, those moved before it
   * are deleted.
   *
   * @param outputs the files; null entries are passed over
   * @throws IOException if one cannot be moved
   */
  public static void commitAll(AtomicOutput... outputs) throws IOException {
    List<Path> moved = new ArrayList<>();
    try {
      for (AtomicOutput output : outputs) {
        if (output != null) {
          output.commit();
          moved.add(output.target);
        }
      }
    } catch (IOException e) {
      for (Path file : moved) {
        Files.deleteIfExists(file);
      }
      throw e;
    }
  }

  @Override
  public void close() {
    if (!done) {
      done = true;
      Unfinished.remove(temporary);
    }
  }
}
