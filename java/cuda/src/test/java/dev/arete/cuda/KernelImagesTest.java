package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.BackendUnavailableException;
import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.testkit.emulator.Emulator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jcuda.driver.CUmodule;
import jcuda.driver.JCudaDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which of several images is loaded, and what is said when none is. */
@OnEmulator
class KernelImagesTest {
  private static final String PTX = "arete.compute_75.ptx";

  private final Map<String, byte[]> images = new TreeMap<>();

  @AfterEach
  void restore() {
    Emulator.reset();
  }

  private KernelImages choice() {
    return new KernelImages(List.copyOf(images.keySet()), images::get);
  }

  /** The head of machine code for an architecture, which is all that a driver looks at first. */
  private static byte[] cubin(int architecture) {
    ByteBuffer elf = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 51, 7});
    elf.putShort(16, (short) 2).putShort(18, (short) 190);
    elf.putLong(40, elf.capacity()).putInt(48, architecture);
    return elf.array();
  }

  private static byte[] ptx(String version) {
    return (".version " + version + "\n.target sm_75\n").getBytes(StandardCharsets.UTF_8);
  }

  private String loaded() {
    assertNull(Driver.unavailable());
    String[] name = new String[1];
    try (CudaDevice device = new CudaDevice(0, 1 << 24)) {
      device.run(
          () -> {
            CUmodule module = new CUmodule();
            name[0] = choice().load(module, device.info());
            Driver.check(JCudaDriver.cuModuleUnload(module), "cuModuleUnload");
          });
    }
    return name[0];
  }

  @Test
  void theBestImageComesFirst() {
    List<String> names =
        List.of(
            "arete.sm_75.cubin",
            "arete.sm_80.cubin",
            "arete.sm_86.cubin",
            "arete.sm_120.cubin",
            PTX,
            "arete.compute_80.ptx");
    KernelImages choice = new KernelImages(names, name -> new byte[0]);
    assertEquals(
        List.of("arete.sm_86.cubin", "arete.sm_80.cubin", "arete.compute_80.ptx", PTX),
        choice.candidates(8, 9));
    assertEquals(List.of("arete.compute_80.ptx", PTX), choice.candidates(9, 0));
    assertEquals(
        List.of("arete.sm_120.cubin", "arete.compute_80.ptx", PTX), choice.candidates(12, 1));
    assertEquals(List.of(), choice.candidates(7, 0));
  }

  @Test
  void machineCodeOfTheDeviceIsLoaded() {
    images.put("arete.sm_75.cubin", cubin(75));
    images.put("arete.sm_90.cubin", cubin(90));
    images.put(PTX, ptx("8.0"));
    assertEquals("arete.sm_90.cubin", loaded());
    Emulator.computeCapability(89);
    assertEquals(PTX, loaded());
    images.put("arete.sm_80.cubin", cubin(80));
    assertEquals("arete.sm_80.cubin", loaded());
  }

  /** As an older driver does with the machine code of a newer compiler. */
  @Test
  void whatTheDriverRefusesGivesWayToTheNext() {
    images.put("arete.sm_90.cubin", cubin(80));
    images.put(PTX, ptx("8.0"));
    assertEquals(PTX, loaded());
  }

  @Test
  void oneLineSaysWhatTheDriverSaidOfEachImage() {
    images.put("arete.sm_90.cubin", cubin(80));
    images.put(PTX, ptx("9.9"));
    String message = assertThrows(BackendUnavailableException.class, this::loaded).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(
        message.startsWith("backend cuda cannot run here: no code for compute cap"), message);
    assertTrue(message.contains("arete.sm_90.cubin is refused by the driver: CUDA_ERROR_NO_BIN"));
    assertTrue(message.contains(PTX + " is refused by the driver: CUDA_ERROR_UNSUPPORTED_PTX"));
  }

  @Test
  void oneLineSaysThatNoImageFits() {
    images.put("arete.sm_80.cubin", cubin(80));
    String message = assertThrows(BackendUnavailableException.class, this::loaded).getMessage();
    assertTrue(message.contains("no code for compute capability 9.0 ("), message);
    assertTrue(message.endsWith("this jar has arete.sm_80.cubin"), message);
  }

  /** The device names the image that the jar's choice comes to. */
  @Test
  void theDeviceTellsItsImage() {
    String best = KernelImages.ofJar().candidates(9, 0).get(0);
    try (Compute compute = Compute.open(ComputeOptions.defaults().backend("cuda"))) {
      assertTrue(compute.device().endsWith(", code " + best), compute.device());
    }
  }
}
