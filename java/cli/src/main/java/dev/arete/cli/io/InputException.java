package dev.arete.cli.io;

/**
 * Something the user gave cannot be used; the message is one line that says what, where and why.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message file, line or row, value, and what to do
   */
  public InputException(String message) {
    super(message);
  }
}
