package dev.arete;

/** A backend was asked for by name and cannot run on this machine; the message says why. */
public final class BackendUnavailableException extends AreteException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message the backend, the reason, and which backends could run
   */
  public BackendUnavailableException(String message) {
    super(message);
  }
}
