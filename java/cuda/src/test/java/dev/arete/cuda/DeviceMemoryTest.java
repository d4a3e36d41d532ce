package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.OutOfDeviceMemoryException;
import dev.arete.Points;
import dev.arete.Precision;
import dev.arete.QueryBatch;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.testkit.check.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Memory by the driver's own figures, on a device too: leaks, running out, and data that do not
 * fit.
 */
@OnEmulator(onDevice = true)
class DeviceMemoryTest {
  private static final int ROUNDS = OnEmulator.Loader.onRealDevice() ? 60 : 6;

  /** The emulator counts every byte, a driver the blocks that it hands out from. */
  private static final long SLACK = OnEmulator.Loader.onRealDevice() ? MemoryFiller.BLOCK : 0;

  /** Enough that a few lost rounds are more than a block. */
  private static final int HELD = OnEmulator.Loader.onRealDevice() ? 1_000 : 8;

  private static final int[] DIMENSIONS = {2, 3, 7, 33};

  @TempDir private Path folder;

  @AfterEach
  void restore() {
    System.clearProperty(KernelClock.PROPERTY);
  }

  private static ComputeOptions options(Precision precision) {
    return ComputeOptions.defaults().backend("cuda").precision(precision);
  }

  private static Points normal(int count, int dimension, long seed) {
    Random random = new Random(seed);
    double[] values = new double[count * dimension];
    Arrays.setAll(values, i -> random.nextGaussian());
    return Points.of(values, dimension);
  }

  /** A leak of 40 KB a round would be more than one of the driver's blocks. */
  @Test
  void roundsLeaveNothingBehind() {
    try (Compute open = Compute.open(options(Precision.FP64))) { // keeps the context alive
      rounds();
      long free = MemoryFiller.free();
      rounds();
      long lost = free - MemoryFiller.free();
      Check.holds(lost <= SLACK, "bytes lost", lost, "rounds", ROUNDS, open.device());
    }
  }

  private static void rounds() {
    for (int i = 0; i < ROUNDS; i++) {
      try (Compute compute = Compute.open(options(i % 2 == 0 ? Precision.FP64 : Precision.FP32))) {
        int d = DIMENSIONS[i % DIMENSIONS.length];
        SmoothedDensity closed = compute.density(normal(60 + i % 40, d, i), Smoothing.variance(d));
        closed.geometry(normal(10, d, i + 1), 1);
        closed.close();
        SmoothedDensity left = compute.density(normal(50, d, i), Smoothing.variance(d));
        QueryBatch held = left.hold(normal(HELD, d, i + 2));
        left.ridge(1).maxIterations(3).project(held);
      }
    }
  }

  /** Passes over the data are more than one, as the file of times says, and bits are the same. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void dataThatDoNotFitPassThrough(Precision precision) throws IOException {
    Points data = normal(400_000, 2, 4);
    Points queries = normal(7, 2, 5);
    long budget = 1L << 24;
    Path times = folder.resolve("times.csv");
    double[] whole = vectors(options(precision).memoryBudget(budget), data, queries);
    System.setProperty(KernelClock.PROPERTY, times.toString());
    double[] tiled =
        MemoryFiller.withOnly(
            budget + (64L << 20) + 2 * MemoryFiller.BLOCK,
            () -> vectors(options(precision).memoryBudget(budget), data, queries));
    Check.sameBits("eigenvectors", tiled, whole);
    String kernel = precision == Precision.FP64 ? "small_shift_d2_f64" : "small_shift_d2_f32";
    assertTrue(
        Files.readAllLines(times).stream()
            .anyMatch(line -> line.startsWith(kernel) && !line.startsWith(kernel + ",1,")),
        () -> "one pass only: " + kernel);
  }

  private static double[] vectors(ComputeOptions options, Points data, Points queries) {
    try (Compute compute = Compute.open(options);
        SmoothedDensity density = compute.density(data, Smoothing.variance(0.2))) {
      return density.geometry(queries, 1).eigenvectors();
    }
  }

  @Test
  void runningOutLeavesTheRestUsable() {
    Points large = normal(10_000, 128, 3); // of which 4,096 at a time are more than a block
    Points queries = normal(5, 2, 2);
    try (Compute compute = Compute.open(options(Precision.FP64));
        SmoothedDensity density = compute.density(normal(50, 2, 1), Smoothing.variance(0.2))) {
      double[] before = density.logDensity(queries);
      double[] during =
          MemoryFiller.withOnly(
              0,
              () -> {
                OutOfDeviceMemoryException e =
                    assertThrows(
                        OutOfDeviceMemoryException.class,
                        () -> compute.density(large, Smoothing.variance(0.2)));
                Check.holds(e.asked() > e.free(), e.getMessage());
                return density.logDensity(queries);
              });
      assertArrayEquals(before, during);
      try (SmoothedDensity fits = compute.density(large, Smoothing.variance(0.2))) {
        assertTrue(Double.isFinite(fits.logDensity(normal(5, 128, 4))[0]));
      }
    }
  }
}
