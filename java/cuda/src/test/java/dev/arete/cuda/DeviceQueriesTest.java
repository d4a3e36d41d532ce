package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.OutOfDeviceMemoryException;
import dev.arete.Points;
import dev.arete.Precision;
import dev.arete.ProjectionSettings;
import dev.arete.QueryBatch;
import dev.arete.RidgeMethod;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.spi.BackendOptions;
import dev.arete.spi.EvaluationOutputs;
import dev.arete.spi.EvaluationRequest;
import dev.arete.spi.HeldQueries;
import dev.arete.spi.Mixture;
import dev.arete.spi.Monitor;
import dev.arete.spi.ProjectionOutputs;
import dev.arete.testkit.data.Curves;
import dev.arete.testkit.data.Sample;
import dev.arete.testkit.emulator.Emulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Held queries on the device: what crosses the bus, and what they take of its memory. */
@OnEmulator
class DeviceQueriesTest {
  private static final long BUDGET = 1L << 28;
  private static final Sample CIRCLE = Curves.noisyCircle(5, 60, 2, 40);
  private static final ProjectionSettings TO_RIDGE =
      new ProjectionSettings(1, 0, 1e-5, 20, RidgeMethod.NEWTON, Double.NEGATIVE_INFINITY);

  @AfterEach
  void restore() {
    Emulator.reset();
  }

  private static EvaluationOutputs logDensity(double[] array) {
    return new EvaluationOutputs(
        array, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
  }

  /** Of one evaluation the number of rows goes to the device, 4 bytes; of a projection nothing. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void nothingIsUploadedBetweenOperations(Precision precision) {
    Mixture mixture = new Mixture(CIRCLE.centres(), null, 60, 2, CIRCLE.variance());
    BackendOptions options = new BackendOptions(precision, 0, 1, BUDGET);
    double[] moved = new double[80];
    double[] held = new double[40];
    double[] passed = new double[40];
    try (CudaDevice device = new CudaDevice(0, BUDGET);
        CudaEngine engine = new CudaEngine(device, mixture, options);
        HeldQueries queries = engine.hold(CIRCLE.queries(), 40)) {
      Staging staging = device.staging();
      long before = staging.uploadedBytes();
      queries.project(TO_RIDGE, ProjectionOutputs.endings(40), Monitor.NONE);
      queries.keep();
      assertEquals(0, staging.uploadedBytes() - before);
      queries.evaluate(0, logDensity(held), Monitor.NONE);
      queries.copy(moved);
      assertEquals(Integer.BYTES, staging.uploadedBytes() - before);
      engine.evaluate(new EvaluationRequest(moved, 40, 0, logDensity(passed), Monitor.NONE));
      assertEquals(2 * Integer.BYTES + 80 * Double.BYTES, staging.uploadedBytes() - before);
    }
    assertArrayEquals(passed, held);
  }

  private static Compute open(Precision precision) {
    return Compute.open(ComputeOptions.defaults().backend("cuda").precision(precision));
  }

  @Test
  void closingFreesTheMemory() {
    try (Compute compute = open(Precision.FP64);
        SmoothedDensity density = compute.density(CIRCLE.data(), CIRCLE.smoothing())) {
      long bytes = Emulator.liveBytes();
      QueryBatch batch = density.hold(CIRCLE.queryPoints());
      assertTrue(Emulator.liveBytes() >= bytes + 2 * 80 * Double.BYTES);
      batch.close();
      batch.close();
      assertEquals(bytes, Emulator.liveBytes());
    }
  }

  @Test
  void runningOutSaysTheNumbersAndLeavesTheRestUsable() {
    try (Compute compute = open(Precision.FP64);
        SmoothedDensity density = compute.density(CIRCLE.data(), CIRCLE.smoothing())) {
      double[] before = density.score(CIRCLE.queryPoints());
      Emulator.memory(Emulator.liveBytes() + 4096);
      Points many = Points.of(new double[2000], 2);
      OutOfDeviceMemoryException e =
          assertThrows(OutOfDeviceMemoryException.class, () -> density.hold(many));
      assertTrue(e.getMessage().contains("held queries"), e.getMessage());
      assertTrue(e.asked() >= 2 * 2000 * Double.BYTES, e.getMessage());
      assertArrayEquals(before, density.score(CIRCLE.queryPoints()));
    }
  }

  @Test
  void whatFloatsCannotHoldIsRefusedAtOnce() {
    try (Compute compute = open(Precision.FP32);
        SmoothedDensity density = compute.density(CIRCLE.data(), Smoothing.variance(1e-4))) {
      long bytes = Emulator.liveBytes();
      Points far = Points.of(new double[] {1e30, 0}, 2);
      Exception e = assertThrows(IllegalArgumentException.class, () -> density.hold(far));
      assertTrue(e.getMessage().contains("use FP64"), e.getMessage());
      assertEquals(bytes, Emulator.liveBytes());
    }
  }

  /** It would use the memory that the projection is working in. */
  @Test
  void aListenerMayNotStartAnotherOperation() {
    try (Compute compute = open(Precision.FP64);
        SmoothedDensity density = compute.density(CIRCLE.data(), CIRCLE.smoothing())) {
      Points queries = CIRCLE.queryPoints();
      Exception e =
          assertThrows(
              IllegalStateException.class,
              () ->
                  density
                      .ridge(1)
                      .onProgress((finished, total) -> density.score(queries))
                      .project(queries));
      assertTrue(e.getMessage().contains("listener"), e.getMessage());
      assertEquals(40, density.logDensity(queries).length);
    }
  }
}
