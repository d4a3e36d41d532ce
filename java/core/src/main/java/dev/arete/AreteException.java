package dev.arete;

/**
 * Root of everything this library throws by itself for a reason other than a wrong argument.
 *
 * <p>Wrong arguments are {@link IllegalArgumentException} and use after close is {@link
 * IllegalStateException}. A query that does not converge is a result with a status, never an
 * exception.
 */
public class AreteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what failed, the numbers, and what to do
   */
  public AreteException(String message) {
    super(message);
  }

  /**
   * Creates an exception with its cause.
   *
   * @param message what failed, the numbers, and what to do
   * @param cause what was caught
   */
  public AreteException(String message, Throwable cause) {
    super(message, cause);
  }
}
