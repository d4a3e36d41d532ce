package dev.arete.cuda;

import dev.arete.DeviceException;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import jcuda.driver.CUdevice;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/** The NVIDIA driver library: loaded once, every return code checked here. */
final class Driver {
  /** CUDA 12.0, the driver family 525: the oldest that the kernels' PTX and JCuda 12 run on. */
  private static final int OLDEST_VERSION = 12000;

  /** What introduces the reasons in the long message of JCuda, of which the last is the one. */
  private static final String NESTED = "java.lang.UnsatisfiedLinkError: ";

  /** The unpacked JNI library, which is there; what it needs is not. */
  private static final Pattern WRAPPER = Pattern.compile("^/\\S*/libJ\\S+\\.so: ");

  private static final String LIBRARY_FAILURE = load();

  private Driver() {}

  /** Touches the driver's library once; the reason in one line if that fails, else null. */
  private static String load() {
    try {
      JCudaDriver.setExceptionsEnabled(false); // codes are checked here, with better messages
      return null;
    } catch (LinkageError e) {
      return reason(e);
    }
  }

  /** One line for a driver library that cannot be loaded. */
  static String reason(LinkageError error) {
    String detail = detail(error);
    return detail.contains("libcuda.so") && detail.contains("cannot open shared object file")
        ? "libcuda.so.1 not found (is the NVIDIA driver installed?)"
        : "the CUDA driver library cannot be loaded: " + detail;
  }

  /**
   * Touches a library that stands beside the driver.
   *
   * @param library its name
   * @param touch what loads it
   * @return the reason in one line if that fails, else null
   */
  static String loading(String library, Runnable touch) {
    try {
      touch.run();
      return null;
    } catch (LinkageError e) {
      return library + " cannot be loaded: " + WRAPPER.matcher(detail(e)).replaceFirst("");
    }
  }

  private static String detail(LinkageError error) {
    String text = String.valueOf(error.getMessage());
    return text.lines()
        .filter(line -> line.startsWith(NESTED))
        .reduce((first, second) -> second)
        .map(line -> line.substring(NESTED.length()))
        .or(() -> text.lines().findFirst())
        .orElse(error.getClass().getSimpleName());
  }

  /**
   * Returns why no device can be used, or null if the driver answers and has a device.
   *
   * @return one line, or null
   */
  static String unavailable() {
    if (LIBRARY_FAILURE != null) {
      return LIBRARY_FAILURE;
    }
    int code = JCudaDriver.cuInit(0);
    if (code == CUresult.CUDA_ERROR_NO_DEVICE) {
      return "the NVIDIA driver finds no CUDA device";
    }
    if (code != CUresult.CUDA_SUCCESS) {
      return "cuInit failed: " + name(code) + " (" + code + ")";
    }
    int[] version = new int[1];
    check(JCudaDriver.cuDriverGetVersion(version), "cuDriverGetVersion");
    if (version[0] < OLDEST_VERSION) {
      return "the NVIDIA driver supports CUDA "
          + versionText(version[0])
          + ", at least "
          + versionText(OLDEST_VERSION)
          + " is needed (driver 525 or later)";
    }
    return deviceCount() == 0 ? "the NVIDIA driver finds no CUDA device" : null;
  }

  static int deviceCount() {
    int[] count = new int[1];
    check(JCudaDriver.cuDeviceGetCount(count), "cuDeviceGetCount");
    return count[0];
  }

  static CUdevice device(int ordinal) {
    CUdevice device = new CUdevice();
    check(JCudaDriver.cuDeviceGet(device, ordinal), "cuDeviceGet");
    return device;
  }

  static int attribute(CUdevice device, int attribute) {
    int[] value = new int[1];
    check(JCudaDriver.cuDeviceGetAttribute(value, attribute, device), "cuDeviceGetAttribute");
    return value[0];
  }

  static String deviceName(CUdevice device) {
    byte[] name = new byte[256];
    check(JCudaDriver.cuDeviceGetName(name, name.length, device), "cuDeviceGetName");
    int length = 0;
    while (length < name.length && name[length] != 0) {
      length++;
    }
    return new String(name, 0, length, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static String versionText(int version) {
    return version / 1000 + "." + version % 1000 / 10;
  }

  /** Throws if a call failed. */
  static void check(int code, String call) {
    check(code, call, "");
  }

  /** Throws if a call failed; {@code detail} says what it was about, as in ", kernel x". */
  static void check(int code, String call, String detail) {
    if (code != CUresult.CUDA_SUCCESS) {
      throw new DeviceException(
          call, code, call + " failed: " + name(code) + " (" + code + ")" + detail);
    }
  }

  /** Throws if a call of a library beside the driver failed; {@code names} are of its codes. */
  static void checkLibrary(int code, String call, IntFunction<String> names) {
    if (code != 0) {
      throw new DeviceException(
          call, code, call + " failed: " + names.apply(code) + " (" + code + ")");
    }
  }

  /** The driver's name of a code. */
  static String name(int code) {
    return CUresult.stringFor(code);
  }
}
