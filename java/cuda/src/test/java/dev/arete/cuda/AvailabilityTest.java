package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.BackendUnavailableException;
import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.spi.Availability;
import dev.arete.testkit.emulator.Emulator;
import java.util.List;
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
  void aDeviceWithoutCode() {
    Emulator.computeCapability(61);
    String reason = reason();
    assertTrue(reason.startsWith("no code for compute capability 6.1 ("), reason);
    assertTrue(reason.contains("arete.compute_75.ptx"), reason);
  }

  @Test
  void aDeviceThatIsNotThere() {
    ComputeOptions second = ComputeOptions.defaults().backend("cuda").device(1);
    String message =
        assertThrows(BackendUnavailableException.class, () -> Compute.open(second)).getMessage();
    assertTrue(message.contains("there is no CUDA device 1; 1 found"), message);
  }

  @Test
  void theBestImageComesFirst() {
    List<String> names =
        List.of(
            "arete.sm_75.cubin",
            "arete.sm_80.cubin",
            "arete.sm_86.cubin",
            "arete.sm_120.cubin",
            "arete.compute_75.ptx",
            "arete.compute_80.ptx");
    assertEquals(
        List.of(
            "arete.sm_86.cubin",
            "arete.sm_80.cubin",
            "arete.compute_80.ptx",
            "arete.compute_75.ptx"),
        KernelImages.candidates(names, 8, 9));
    assertEquals(
        List.of("arete.compute_80.ptx", "arete.compute_75.ptx"),
        KernelImages.candidates(names, 9, 0));
    assertEquals(
        List.of("arete.sm_120.cubin", "arete.compute_80.ptx", "arete.compute_75.ptx"),
        KernelImages.candidates(names, 12, 1));
    assertEquals(List.of(), KernelImages.candidates(names, 7, 0));
  }
}
