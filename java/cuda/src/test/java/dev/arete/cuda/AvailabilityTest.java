package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.BackendUnavailableException;
import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.OutOfDeviceMemoryException;
import dev.arete.Points;
import dev.arete.Smoothing;
import dev.arete.spi.Availability;
import dev.arete.testkit.emulator.Emulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One clear line for every reason why the backend cannot run. */
@OnEmulator
class AvailabilityTest {
  @AfterEach
  void restore() {
    Emulator.reset();
  }

  private static String reason() {
    Availability availability = new CudaProvider().probe();
    assertFalse(availability.usable(), availability.detail());
    assertEquals(1, availability.detail().lines().count(), availability.detail());
    return availability.detail();
  }

  private static String refusal(ComputeOptions options) {
    String message =
        assertThrows(BackendUnavailableException.class, () -> Compute.open(options)).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith("backend cuda cannot run here: "), message);
    return message;
  }

  @Test
  void aUsableDeviceIsNamed() {
    Availability availability = new CudaProvider().probe();
    assertTrue(availability.usable(), availability.detail());
    assertTrue(availability.detail().contains("compute capability 9.0"), availability.detail());
  }

  @Test
  void noDevice() {
    Emulator.devices(0);
    assertEquals("the NVIDIA driver finds no CUDA device", reason());
  }

  @Test
  void aDriverThatIsTooOld() {
    Emulator.driverVersion(11080);
    assertEquals(
        "the NVIDIA driver supports CUDA 11.8, at least 12.0 is needed (driver 525 or later)",
        reason());
  }

  @Test
  void aDeviceThatIsTooOld() {
    Emulator.computeCapability(61);
    String reason = reason();
    assertTrue(reason.endsWith(" has compute capability 6.1, at least 7.5 is needed"), reason);
    assertTrue(refusal(ComputeOptions.defaults().backend("cuda")).endsWith(reason));
  }

  @Test
  void aDeviceThatIsNotThere() {
    String message = refusal(ComputeOptions.defaults().backend("cuda").device(1));
    assertTrue(message.contains("there is no CUDA device 1; 1 found"), message);
  }

  /** What Java says where there is no driver; the command line's tests see it happen. */
  @Test
  void noDriver() {
    assertEquals(
        "libcuda.so.1 not found (is the NVIDIA driver installed?)",
        Driver.reason(
            new UnsatisfiedLinkError(
                "/tmp/libJCudaDriver.so: libcuda.so.1: cannot open shared object file")));
    assertEquals(
        "the CUDA driver library cannot be loaded: /tmp/a.so: /lib/libcuda.so.1: file too short",
        Driver.reason(
            new UnsatisfiedLinkError(
                "Error while loading native library\n"
                    + "java.lang.UnsatisfiedLinkError: no a in java.library.path: /usr/lib\n"
                    + "\tat java.base/java.lang.System.loadLibrary(System.java:2006)\n"
                    + "java.lang.UnsatisfiedLinkError: "
                    + "/tmp/a.so: /lib/libcuda.so.1: file too short\n"
                    + "\tat java.base/java.lang.System.load(System.java:1970)")));
    assertEquals(
        "the CUDA driver library cannot be loaded: first",
        Driver.reason(new NoClassDefFoundError("first\nsecond")));
  }

  @Test
  void aDeviceThatIsFullWhenOpened() {
    Emulator.failAllocation(1);
    String message = refusal(ComputeOptions.defaults().backend("cuda"));
    assertTrue(message.contains("no memory is left on "), message);
    assertTrue(message.contains("CUDA_ERROR_OUT_OF_MEMORY (2)"), message);
  }

  @Test
  void aDeviceThatIsTooFullForTheData() {
    try (Compute compute = Compute.open(ComputeOptions.defaults().backend("cuda"))) {
      Emulator.memory(Emulator.liveBytes() + 1024);
      String message =
          assertThrows(
                  OutOfDeviceMemoryException.class,
                  () -> compute.density(Points.of(new double[1000], 2), Smoothing.variance(1)))
              .getMessage();
      assertEquals(1, message.lines().count(), message);
      // 500 centres in tiles of 64, and 9 boxes
      assertTrue(message.contains("asked 8960 bytes for centres, free 1024"), message);
    }
  }
}
