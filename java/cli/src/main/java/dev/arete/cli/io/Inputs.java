package dev.arete.cli.io;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Checks of input files, and the words for their values in messages. */
public final class Inputs {
  /** Largest d for which one d x d matrix fits a Java array. */
  static final int MAX_COLUMNS = 46_340;

  /** Largest number of values in one Java array. */
  public static final int MAX_VALUES = Integer.MAX_VALUE - 8;

  /** Largest magnitude the library takes as a coordinate. */
  static final double MAX_MAGNITUDE = 1e150;

  private static final int LONGEST_QUOTE = 40;

  private Inputs() {}

  /**
   * Checks that a file can be read.
   *
   * @param file the file
   * @throws InputException if there is no such file, or it is a folder, unreadable or empty
   */
  public static void requireReadable(Path file) {
    if (!Files.exists(file)) {
      throw new InputException(file + ": no such file");
    }
    if (Files.isDirectory(file)) {
      throw new InputException(file + ": is a folder, not a file");
    }
    if (!Files.isReadable(file)) {
      throw new InputException(file + ": cannot be read (no permission)");
    }
    if (file.toFile().length() == 0 && Files.isRegularFile(file)) {
      throw new InputException(file + ": the file is empty");
    }
  }

  /** A value as it may stand in a one-line message: control characters out, cut when long. */
  static String quoted(String text) {
    String clean = text.replaceAll("[\\p{Cntrl}\\uFFFD]", "?").strip();
    if (clean.length() > LONGEST_QUOTE) {
      clean = clean.substring(0, LONGEST_QUOTE) + "...";
    }
    return '"' + clean + '"';
  }

  /**
   * Returns what went wrong with a file, in words, where the exception may say no more than a name.
   *
   * @param e what was thrown
   * @return the reason, without the name of the file
   */
  public static String reason(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    if (e instanceof FileAlreadyExistsException inTheWay) {
      return inTheWay.getFile() + " is in the way";
    }
    // Its message is the reason behind one or two paths, which the caller names better.
    String message =
        e instanceof FileSystemException failure && failure.getReason() != null
            ? failure.getReason()
            : e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }
}
