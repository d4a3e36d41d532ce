package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.DeviceException;
import dev.arete.testkit.emulator.Emulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The owner of the device after something failed. */
@OnEmulator
class CudaDeviceTest {
  private static final int ILLEGAL_ADDRESS = 700;

  @BeforeAll
  static void initialise() {
    assertNull(Driver.unavailable());
  }

  @AfterEach
  void restore() {
    Emulator.reset();
  }

  /** Reads a matrix that is nowhere, and waits for it. */
  private static void fault(CudaDevice device) {
    try (DeviceBuffer buffer = device.memory().allocate(1 << 10, "test")) {
      device.staging().uploadInt(buffer.address(), 1);
      Words<EigenWord> batch = EigenPass.place(new Layout(256), buffer.address(), 1, 3, 1L << 40);
      new EigenPass(device.kernels(), device.info()).launch(batch, 1, 3);
      device.staging().downloadInts(buffer.address(), 1);
    }
  }

  @Test
  void afterAFaultEverythingElseFailsAndClosingReleasesTheContext() {
    Emulator.quiet(true);
    long contexts = Emulator.liveContexts();
    CudaDevice device = new CudaDevice(0, 1 << 20);
    DeviceException fault =
        assertThrows(DeviceException.class, () -> device.run(() -> fault(device)));
    assertEquals(ILLEGAL_ADDRESS, fault.code());
    assertEquals(1, fault.getMessage().lines().count(), fault.getMessage());
    DeviceException closing = assertThrows(DeviceException.class, device::close);
    assertEquals(ILLEGAL_ADDRESS, closing.code());
    assertTrue(closing.getSuppressed().length > 0, "closing stopped at the first failure");
    device.close();
    assertEquals(contexts, Emulator.liveContexts());
    new CudaDevice(0, 1 << 20).close();
  }

  @Test
  void openingThatFailsReleasesTheContext() {
    long contexts = Emulator.liveContexts();
    Emulator.failAllocation(1); // the pinned staging buffer
    assertThrows(DeviceException.class, () -> new CudaDevice(0, 1 << 20));
    assertEquals(contexts, Emulator.liveContexts());
  }

  @Test
  void aCallInsideACallIsRefusedAndLeavesTheDeviceUsable() {
    try (CudaDevice device = new CudaDevice(0, 1 << 20)) {
      assertThrows(IllegalStateException.class, () -> device.run(() -> device.run(() -> {})));
      device.run(() -> {});
    }
  }
}
