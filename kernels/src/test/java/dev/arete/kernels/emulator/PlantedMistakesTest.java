package dev.arete.kernels.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.testkit.emulator.Emulator;
import dev.arete.testkit.emulator.Mode;
import dev.arete.testkit.emulator.Order;
import java.nio.ByteBuffer;
import java.util.Arrays;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every planted mistake of planted.cu is caught: as an error, as NaN, or by results that differ
 * between orders.
 */
@RequiresEmulator
class PlantedMistakesTest {
  private static final int ILLEGAL_ADDRESS = CUresult.CUDA_ERROR_ILLEGAL_ADDRESS;
  private static final int LAUNCH_FAILED = CUresult.CUDA_ERROR_LAUNCH_FAILED;

  @BeforeEach
  void quiet() {
    Device.samples();
    Emulator.quiet(true);
  }

  @AfterEach
  void defaults() {
    Emulator.reset();
  }

  static boolean race() {
    return Mode.chosen() == Mode.RACE;
  }

  static boolean sanitize() {
    return Mode.chosen() == Mode.SANITIZE;
  }

  /** The kernel fails with this code at the next synchronising call, and the report says where. */
  private static void caught(
      Device device, int code, String kernel, int block, int shared, Object... arguments) {
    Device.ok(device.launch(kernel, 1, block, shared, null, arguments));
    assertEquals(code, JCudaDriver.cuCtxSynchronize(), () -> kernel + ": " + Emulator.report());
    assertTrue(Emulator.report().contains(kernel), Emulator.report());
  }

  @Test
  void writesPastTheEndOfGlobalMemory() {
    try (Device device = new Device()) {
      caught(device, ILLEGAL_ADDRESS, "global_past_end", 32, 0, device.floats(new float[40]), 40);
      String expected =
          Mode.chosen() == Mode.SANITIZE
              ? "heap-buffer-overflow"
              : "0 bytes past the end of device allocation #";
      assertTrue(Emulator.report().contains(expected), Emulator.report());
    }
  }

  @Test
  void writesBeforeTheStartOfGlobalMemory() {
    try (Device device = new Device()) {
      caught(device, ILLEGAL_ADDRESS, "global_before_start", 32, 0, device.floats(new float[40]));
    }
  }

  @Test
  void writesFarAway() {
    try (Device device = new Device()) {
      caught(device, ILLEGAL_ADDRESS, "global_far", 32, 0, device.floats(new float[40]));
      assertTrue(Emulator.report().contains("access to "), Emulator.report());
      assertTrue(Emulator.report().contains("planted.cu"), Emulator.report());
    }
  }

  @Test
  void readsPastTheEndGiveNaNOrAnError() {
    try (Device device = new Device()) {
      CUdeviceptr in = device.floats(new float[40]);
      CUdeviceptr out = device.allocate(4 * 32);
      if (sanitize()) {
        caught(device, ILLEGAL_ADDRESS, "global_read_past_end", 32, 0, in, out, 40);
      } else {
        device.run("global_read_past_end", 1, 32, 0, in, out, 40);
        ByteBuffer got = device.read(out, 4 * 32);
        assertEquals(0f, got.getFloat(4 * 30));
        assertTrue(Float.isNaN(got.getFloat(4 * 31)), "the guard reads as NaN");
      }
    }
  }

  @Test
  void writesPastDynamicSharedMemory() {
    try (Device device = new Device()) {
      caught(device, ILLEGAL_ADDRESS, "dynamic_past_end", 32, 4 * 32, device.allocate(4 * 32));
    }
  }

  @Test
  @EnabledIf(
      value = "sanitize",
      disabledReason = "static shared memory has red zones in the sanitizer build only")
  void writesPastStaticSharedMemory() {
    try (Device device = new Device()) {
      caught(device, ILLEGAL_ADDRESS, "shared_past_end", 32, 0, device.allocate(4 * 32));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "divergent_barrier, wait in __syncthreads",
    "two_barriers, threads wait in different barriers",
    "divergent_shuffle, wait in __shfl_xor_sync",
    "lanes_disagree, lanes of a warp disagree",
    "outside_mask, leaves out the calling lane",
    "traps, __trap()",
  })
  void ruinedCollectivesFail(String kernel, String said) {
    try (Device device = new Device()) {
      caught(device, LAUNCH_FAILED, kernel, 64, 0, device.allocate(4 * 64));
      assertTrue(Emulator.report().contains(said), Emulator.report());
    }
  }

  @Test
  void theReportNamesTheWaitingThreads() {
    try (Device device = new Device()) {
      caught(device, LAUNCH_FAILED, "divergent_barrier", 64, 0, device.allocate(4 * 64));
      String report = Emulator.report();
      assertTrue(
          report.contains(
              "kernel divergent_barrier, block (0,0,0) of grid (1,1,1), block size (64,1,1)"),
          report);
      assertTrue(report.contains("threads 0-39 wait in __syncthreads at "), report);
      assertTrue(report.contains("threads 40-63 have returned"), report);
    }
  }

  @Test
  void returningBeforeABarrierIsAnErrorUnlessRelaxed() {
    try (Device device = new Device()) {
      caught(device, LAUNCH_FAILED, "barrier_after_return", 64, 0, device.allocate(4 * 64), 40);
    }
    try (Device device = new Device()) {
      Emulator.strict(false);
      CUdeviceptr out = device.floats(new float[64]);
      device.run("barrier_after_return", 1, 64, 0, out, 40);
      assertEquals(1f, device.read(out, 4 * 64).getFloat(4 * 39));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"uninitialised_shared", "uninitialised_dynamic"})
  void uninitialisedSharedMemoryIsNaN(String kernel) {
    try (Device device = new Device()) {
      CUdeviceptr out = device.allocate(4 * 64);
      device.run(kernel, 1, 64, 4 * 64, out);
      ByteBuffer got = device.read(out, 4 * 64);
      assertEquals(1f, got.getFloat(4 * 31));
      assertTrue(
          Float.isNaN(got.getFloat(4 * 32)),
          () -> "uninitialised shared memory reads as " + got.getFloat(4 * 32));
    }
  }

  @Test
  void uninitialisedGlobalMemoryIsNaN() {
    try (Device device = new Device()) {
      assertTrue(Float.isNaN(device.read(device.allocate(4), 4).getFloat()));
      assertTrue(Double.isNaN(device.read(device.allocate(8), 8).getDouble()));
    }
  }

  @Test
  void nullAndFreedPointers() {
    try (Device device = new Device()) {
      caught(device, ILLEGAL_ADDRESS, "null_pointer", 32, 0, new CUdeviceptr());
    }
    try (Device device = new Device()) {
      CUdeviceptr freed = device.allocate(4 * 32);
      Device.ok(JCudaDriver.cuMemFree(freed));
      caught(device, ILLEGAL_ADDRESS, "null_pointer", 32, 0, freed);
      assertTrue(Emulator.report().contains("argument 0"), Emulator.report());
    }
  }

  @Test
  void endlessRecursionIsAStackOverflow() {
    try (Device device = new Device()) {
      caught(device, ILLEGAL_ADDRESS, "stack_overflow", 1, 0, device.allocate(4));
    }
  }

  @Test
  void divisionOfIntegersByZero() {
    try (Device device = new Device()) {
      int code = sanitize() ? ILLEGAL_ADDRESS : LAUNCH_FAILED;
      caught(device, code, "divide_by_zero", 32, 0, device.allocate(4 * 32), 0);
    }
  }

  /** The bits of one run of a kernel in one order. */
  private static float[] outcome(String kernel, int block, Order order, long seed) {
    float[] in = new float[4 * block];
    for (int i = 0; i < in.length; i++) {
      in[i] = i + 1;
    }
    try (Device device = new Device()) {
      Emulator.order(order, seed);
      CUdeviceptr out = device.allocate(4L * block);
      device.run(kernel, 1, block, 0, device.floats(in), out);
      float[] got = new float[block];
      device.read(out, 4 * block).asFloatBuffer().get(got);
      return got;
    }
  }

  @ParameterizedTest
  @CsvSource({"missing_barrier, 256", "missing_second_barrier, 256", "missing_warp_sync, 32"})
  @DisabledIf(
      value = "race",
      disabledReason = "the race build refuses these kernels, see missingSynchronisationIsARace")
  void missingSynchronisationShowsBetweenOrders(String kernel, int block) {
    float[] forward = outcome(kernel, block, Order.FORWARD, 1);
    assertFalse(Arrays.equals(forward, outcome(kernel, block, Order.REVERSE, 1)), "reverse order");
    for (long seed = 1; seed <= 3; seed++) {
      assertFalse(
          Arrays.equals(forward, outcome(kernel, block, Order.SHUFFLED, seed)),
          "shuffled order, seed " + seed);
    }
  }

  @ParameterizedTest
  @CsvSource({"missing_barrier, 256", "missing_second_barrier, 256", "missing_warp_sync, 32"})
  @EnabledIf(value = "race", disabledReason = "races are looked for in the race build only")
  void missingSynchronisationIsARace(String kernel, int block) {
    try (Device device = new Device()) {
      caught(
          device,
          LAUNCH_FAILED,
          kernel,
          block,
          0,
          device.floats(new float[4 * block]),
          device.allocate(4L * block));
      assertTrue(
          Emulator.report().contains("race on shared memory between the "), Emulator.report());
    }
  }

  @Test
  @EnabledIf(value = "race", disabledReason = "races are looked for in the race build only")
  void blocksThatShareGlobalMemoryRace() {
    try (Device device = new Device()) {
      Device.ok(device.launch("cross_block", 2, 32, 0, null, device.floats(0)));
      assertEquals(LAUNCH_FAILED, JCudaDriver.cuCtxSynchronize());
      assertTrue(
          Emulator.report().contains("race on global memory between the "), Emulator.report());
    }
  }

  @Test
  void resultsThatDependOnTheOrderOfThreadsDiffer() {
    int[][] got = new int[2][64];
    for (Order order : new Order[] {Order.FORWARD, Order.REVERSE}) {
      try (Device device = new Device()) {
        Emulator.order(order, 1);
        CUdeviceptr out = device.allocate(4 * 64);
        device.run("order_of_threads", 1, 64, 0, device.ints(0), out);
        device.read(out, 4 * 64).asIntBuffer().get(got[order == Order.FORWARD ? 0 : 1]);
      }
    }
    assertFalse(Arrays.equals(got[0], got[1]));
  }
}
