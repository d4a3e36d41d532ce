package dev.arete.cli.io;

import java.io.IOException;
import java.nio.file.Path;

/** An output that could not be written; the message says which file, and why. */
public final class WriteException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Creates an exception.
   *
   * @param message file and cause, for the user
   * @param cause what was thrown
   */
  public WriteException(String message, Exception cause) {
    super(message, cause);
  }

  /** Names the file to what went wrong with it; what is named already stays as it is. */
  static WriteException of(Path file, IOException cause) {
    return cause instanceof WriteException named
        ? named
        : new WriteException(file + ": cannot be written (" + Inputs.reason(cause) + ")", cause);
  }
}
