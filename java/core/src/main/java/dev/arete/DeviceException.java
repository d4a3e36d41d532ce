package dev.arete;

/**
 * A call to a device driver failed. The message names the call, the code, and for a kernel its
 * launch.
 */
public class DeviceException extends AreteException {
  private static final long serialVersionUID = 1L;

  private final String call;
  private final int code;

  /**
   * Creates an exception.
   *
   * @param call name of the driver call that failed
   * @param code the code it returned
   * @param message call, code and its name, device, and for a kernel its grid, block and shared
   *     bytes
   */
  public DeviceException(String call, int code, String message) {
    super(message);
    this.call = call;
    this.code = code;
  }

  /**
   * Returns the driver call that failed.
   *
   * @return its name, for example "cuLaunchKernel"
   */
  public String call() {
    return call;
  }

  /**
   * Returns the code the driver returned.
   *
   * @return the number, for example 719
   */
  public int code() {
    return code;
  }
}
