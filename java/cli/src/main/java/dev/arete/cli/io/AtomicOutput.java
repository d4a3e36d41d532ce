package dev.arete.cli.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * An output file that appears whole or not at all: written beside its target under another name and
 * moved over it by {@link #commit}. Until then a file of the target's name is untouched. Closing
 * without a commit, and the end of the process by a signal that lets it tidy up, remove what was
 * written.
 */
public final class AtomicOutput implements AutoCloseable {
  private static final SecureRandom NAMES = new SecureRandom();

  private final Path file;
  private final Path target;
  private final Path temporary;
  private boolean done;

  private AtomicOutput(Path file, Path target, Path temporary) {
    this.file = file;
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
    refuseFolder(file);
    Path target = resolved(file);
    Path folder = target.getParent();
    if (!Files.isDirectory(folder)) {
      throw new InputException(file + ": there is no folder " + folder);
    }
    Path temporary = hidden(target);
    try {
      Unfinished.create(temporary);
    } catch (IOException e) {
      throw new InputException(
          file + ": cannot write to the folder " + folder + " (" + Inputs.reason(e) + ")");
    }
    return new AtomicOutput(file, target, temporary);
  }

  /**
   * Checks that no folder has the name of an output.
   *
   * @param file where the output shall be in the end
   * @throws InputException if a folder is there
   */
  public static void refuseFolder(Path file) {
    if (Files.isDirectory(file)) {
      throw new InputException(file + ": is a folder, cannot write a file of that name");
    }
  }

  /** A new name beside a file. */
  static Path hidden(Path file) {
    String number = Long.toHexString(NAMES.nextLong());
    return file.resolveSibling("." + file.getFileName() + "." + number + ".tmp");
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
   * @return an unbuffered stream, to be closed by the caller before {@link #commit}; what it throws
   *     is a {@link WriteException}
   * @throws WriteException if the file cannot be opened
   */
  public OutputStream open() throws WriteException {
    try {
      return new NamedOutputStream(
          file, Files.newOutputStream(temporary, StandardOpenOption.TRUNCATE_EXISTING));
    } catch (IOException e) {
      throw WriteException.of(file, e);
    }
  }

  /**
   * Puts the file in its place, over one of the same name.
   *
   * @throws WriteException if it cannot be moved; once this is closed nothing is left
   */
  public void commit() throws WriteException {
    named(file, () -> Unfinished.undisturbed(this::move));
  }

  private void move() throws IOException {
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    finish();
  }

  private void finish() {
    done = true;
    Unfinished.forget(temporary);
  }

  /**
   * Puts several files in their places, or none: where one cannot be moved, all is as it was.
   *
   * @param outputs the files; null entries are passed over
   * @throws IOException if one cannot be moved
   */
  public static void commitAll(AtomicOutput... outputs) throws IOException {
    commitAll(Arrays.stream(outputs).filter(Objects::nonNull).toList(), List.of());
  }

  /**
   * Puts several files in their places and deletes others, or does nothing: where one of them
   * cannot be moved, all is as it was.
   *
   * @param outputs the files
   * @param obsolete files to be deleted, which need not exist; of a link, the link
   * @throws IOException if one cannot be moved
   */
  public static void commitAll(Collection<AtomicOutput> outputs, Collection<Path> obsolete)
      throws IOException {
    Unfinished.undisturbed(
        () -> {
          Renames renames = new Renames();
          try {
            for (AtomicOutput output : outputs) {
              named(output.file, () -> renames.replace(output.temporary, output.target));
            }
            for (Path file : obsolete) {
              named(file, () -> renames.putAside(file));
            }
          } catch (WriteException e) {
            renames.undo();
            throw e;
          }
          outputs.forEach(AtomicOutput::finish);
          renames.finish();
        });
  }

  private static void named(Path file, Unfinished.Step step) throws WriteException {
    try {
      step.run();
    } catch (IOException e) {
      throw WriteException.of(file, e);
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
