package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.LocalGeometry;
import dev.arete.OutOfDeviceMemoryException;
import dev.arete.Points;
import dev.arete.Precision;
import dev.arete.RidgeProjection;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.testkit.emulator.Emulator;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Device memory: leaks, limits, tiles of data, and life after running out. */
@OnEmulator
class MemoryTest {
  private static final Smoothing SMOOTHING = Smoothing.variance(0.2);

  @AfterEach
  void restore() {
    Emulator.reset();
  }

  private static ComputeOptions options(Precision precision) {
    return ComputeOptions.defaults().backend("cuda").precision(precision);
  }

  private static Points normal(int count, int dimension, long seed) {
    Random random = new Random(seed);
    double[] values = new double[count * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return Points.of(values, dimension);
  }

  @Test
  void closingFreesEverything() {
    long bytes = Emulator.liveBytes();
    long pinned = Emulator.livePinnedAllocations();
    Compute compute = Compute.open(options(Precision.FP64));
    SmoothedDensity density = compute.density(normal(100, 2, 1), SMOOTHING);
    density.geometry(normal(10, 2, 2), 1);
    assertTrue(Emulator.liveBytes() > bytes);
    compute.close();
    compute.close();
    density.close();
    assertEquals(bytes, Emulator.liveBytes());
    assertEquals(pinned, Emulator.livePinnedAllocations());
  }

  @Test
  void runningOutSaysTheNumbersAndLeavesTheRestUsable() {
    try (Compute compute = Compute.open(options(Precision.FP64));
        SmoothedDensity density = compute.density(normal(50, 2, 1), SMOOTHING)) {
      double[] before = density.logDensity(normal(5, 2, 2));
      Emulator.memory(Emulator.liveBytes() + 4096);
      OutOfDeviceMemoryException e =
          assertThrows(
              OutOfDeviceMemoryException.class,
              () -> compute.density(normal(5000, 3, 3), SMOOTHING));
      assertEquals("cuMemAlloc", e.call());
      assertTrue(e.getMessage().contains("centres"), e.getMessage());
      assertTrue(e.getMessage().contains("asked " + e.asked()), e.getMessage());
      assertTrue(e.asked() > e.free(), e.getMessage());
      assertArrayEquals(before, density.logDensity(normal(5, 2, 2)));
    }
  }

  @Test
  void aFailingAllocationOfScratchIsTriedAgainSmaller() {
    try (Compute compute = Compute.open(options(Precision.FP64));
        SmoothedDensity density = compute.density(normal(50, 2, 1), SMOOTHING)) {
      Points queries = normal(40, 2, 2);
      Emulator.failAllocation(1);
      double[] halves = density.logDensity(queries);
      assertArrayEquals(density.logDensity(queries), halves);
    }
  }

  @Test
  void openingThatRunsOutLeavesNothingBehind() {
    long bytes = Emulator.liveBytes();
    long pinned = Emulator.livePinnedAllocations();
    Emulator.failAllocation(1); // the pinned staging buffer
    assertThrows(RuntimeException.class, () -> Compute.open(options(Precision.FP64)).close());
    Emulator.failAllocation(0);
    assertEquals(bytes, Emulator.liveBytes());
    assertEquals(pinned, Emulator.livePinnedAllocations());
    try (Compute compute = Compute.open(options(Precision.FP64))) {
      assertEquals("cuda", compute.backend());
    }
  }

  /** Data that do not fit pass through in tiles, and every bit stays the same. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void tilesChangeNothing(Precision precision) {
    Points data = normal(20_000, 2, 4);
    Points queries = normal(7, 2, 5);
    try (Compute compute = Compute.open(options(precision).memoryBudget(1L << 24))) {
      LocalGeometry whole;
      RidgeProjection moved;
      try (SmoothedDensity density = compute.density(data, SMOOTHING)) {
        whole = density.geometry(queries, 1);
        moved = density.ridge(1).project(queries);
      }
      // scratch, reserve and room for a third of the data
      Emulator.memory(Emulator.liveBytes() + (1L << 24) + (64L << 20) + 110_000);
      try (SmoothedDensity density = compute.density(data, SMOOTHING)) {
        LocalGeometry tiled = density.geometry(queries, 1);
        assertArrayEquals(whole.logDensity(), tiled.logDensity());
        assertArrayEquals(whole.score(), tiled.score());
        assertArrayEquals(whole.eigenvalues(), tiled.eigenvalues());
        assertArrayEquals(moved.points(), density.ridge(1).project(queries).points());
      }
    }
  }

  /** The smallest budget cuts the queries; every bit stays the same. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void budgetsChangeNothing(Precision precision) {
    Points data = normal(64, 64, 6);
    Points queries = normal(400, 64, 7);
    try (Compute large = Compute.open(options(precision));
        Compute small = Compute.open(options(precision).memoryBudget(1L << 24));
        SmoothedDensity whole = large.density(data, SMOOTHING);
        SmoothedDensity cut = small.density(data, SMOOTHING)) {
      double[] expected = new double[400 * 64 * 64];
      double[] actual = new double[expected.length];
      whole.evaluateInto(queries, null, null, expected);
      long before = Emulator.launches();
      cut.evaluateInto(queries, null, null, actual);
      assertTrue(Emulator.launches() - before > 7, "the queries were not cut");
      assertArrayEquals(expected, actual);
    }
  }

  @Test
  void anyThreadMayCall() throws InterruptedException {
    try (Compute compute = Compute.open(options(Precision.FP64));
        SmoothedDensity density = compute.density(normal(60, 3, 8), SMOOTHING)) {
      Points queries = normal(20, 3, 9);
      double[] expected = density.logDensity(queries);
      double[][] results = new double[4][];
      Thread[] threads = new Thread[results.length];
      for (int t = 0; t < threads.length; t++) {
        int at = t;
        threads[t] = new Thread(() -> results[at] = density.logDensity(queries));
        threads[t].start();
      }
      for (int t = 0; t < threads.length; t++) {
        threads[t].join();
        assertArrayEquals(expected, results[t]);
      }
    }
  }
}
