package dev.arete;

/**
 * The memory of a device did not suffice. What was open before stays usable: close densities or ask
 * for less and go on.
 */
public final class OutOfDeviceMemoryException extends DeviceException {
  private static final long serialVersionUID = 1L;

  private final long asked;
  private final long free;

  /**
   * Creates an exception.
   *
   * @param call name of the driver call that failed
   * @param code the code it returned
   * @param asked bytes that were asked for
   * @param free bytes that were free
   * @param message the same numbers, and the bytes in use by purpose
   */
  public OutOfDeviceMemoryException(String call, int code, long asked, long free, String message) {
    super(call, code, message);
    this.asked = asked;
    this.free = free;
  }

  /**
   * Returns how much was asked for.
   *
   * @return bytes
   */
  public long asked() {
    return asked;
  }

  /**
   * Returns how much was free.
   *
   * @return bytes
   */
  public long free() {
    return free;
  }
}
