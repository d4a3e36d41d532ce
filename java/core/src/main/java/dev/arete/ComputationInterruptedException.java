package dev.arete;

/**
 * The calling thread was interrupted while it waited for a long operation. The operation has
 * stopped between two iterations, no worker still writes to the outputs, and the thread's interrupt
 * flag is set again.
 */
public final class ComputationInterruptedException extends AreteException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message which operation stopped, and how far it had come
   */
  public ComputationInterruptedException(String message) {
    super(message);
  }
}
