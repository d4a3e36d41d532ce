package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.Precision;
import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.testkit.check.Check;
import dev.arete.testkit.emulator.Emulator;
import dev.arete.testkit.emulator.Order;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Points where the assembled covariance loses the split: the same answers as the CPU backend. */
@OnEmulator
class LostRowsTest {
  private static ComputeOptions cuda(Precision precision) {
    return ComputeOptions.defaults().backend("cuda").precision(precision);
  }

  private static final ComputeOptions CPU =
      ComputeOptions.defaults().backend("cpu").precision(Precision.FP64);

  private static Points normal(int count, int dimension, long seed) {
    Random random = new Random(seed);
    double[] values = new double[count * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return Points.of(values, dimension);
  }

  /** Smoothing far below the distances of the data: nearly all weight sits on one centre. */
  @ParameterizedTest
  @CsvSource({
    "FP64, 2, 0.05, 1",
    "FP64, 3, 0.1, 2",
    "FP64, 5, 0.2, 3",
    "FP64, 12, 0.3, 4",
    "FP32, 2, 0.05, 1",
    "FP32, 3, 0.1, 2",
    "FP32, 5, 0.2, 3",
    "FP32, 12, 0.3, 4"
  })
  void geometryIsThatOfTheProcessor(Precision precision, int d, double bandwidth, int k) {
    Points data = normal(40, d, 1);
    Points queries = normal(25, d, 2);
    Smoothing smoothing = Smoothing.bandwidth(bandwidth);
    try (Compute compute = Compute.open(cuda(precision));
        Compute processor = Compute.open(CPU);
        SmoothedDensity density = compute.density(data, smoothing);
        SmoothedDensity expectedDensity = processor.density(data, smoothing)) {
      LocalGeometry actual = density.geometry(queries, k);
      LocalGeometry expected = expectedDensity.geometry(queries, k);
      double[] gaps = actual.relativeGap();
      for (int q = 0; q < 25; q++) {
        assertEquals(expected.status(q), actual.status(q), "status of " + q);
        assertEquals(expected.reason(q), actual.reason(q), "reason of " + q);
        if (expected.status(q) == GeometryStatus.OK) {
          // FP32 promises three digits
          double tolerance = precision == Precision.FP64 ? 1e-6 : 2e-3;
          Check.close("relative gap", gaps[q], expected.relativeGap()[q], tolerance);
          Check.close(
              "residual of " + q,
              actual.ridgeResidual()[q],
              expected.ridgeResidual()[q],
              tolerance * Check.norm(expected.score()));
        }
      }
    }
  }

  /** Two modes: the ridge is the axis and nothing but the axis. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void twoModesHaveTheAxisForARidge(Precision precision) {
    Points modes = Points.of(new double[] {-1, 0, 1, 0}, 2);
    Points queries = normal(30, 2, 3);
    for (double bandwidth : new double[] {0.5, 0.1, 0.03}) {
      try (Compute compute = Compute.open(cuda(precision));
          SmoothedDensity density = compute.density(modes, Smoothing.bandwidth(bandwidth))) {
        RidgeProjection projection = density.ridge(1).project(queries);
        for (int q = 0; q < 30; q++) {
          assertTrue(projection.iterations()[q] < 100, "iterations of " + q);
          Check.close("height of " + q, projection.points()[2 * q + 1], 0, 1e-5 * bandwidth);
        }
      }
    }
  }

  /** The way along a ridge may differ, and with it the end; that it is on the ridge may not. */
  @ParameterizedTest
  @CsvSource({"3, 0.15, 2", "4, 0.2, 3", "6, 0.3, 2", "9, 0.4, 4"})
  void projectionsEndWhereTheProcessorSeesARidge(int d, double bandwidth, int k) {
    Points data = normal(30, d, 6);
    Points queries = normal(40, d, 7);
    Smoothing smoothing = Smoothing.bandwidth(bandwidth);
    try (Compute compute = Compute.open(cuda(Precision.FP64));
        Compute processor = Compute.open(CPU);
        SmoothedDensity density = compute.density(data, smoothing);
        SmoothedDensity expectedDensity = processor.density(data, smoothing)) {
      Emulator.reset();
      RidgeProjection actual = density.ridge(k).tolerance(1e-8).project(queries);
      assertTrue(Emulator.launched().contains("ridge_check"), "no row was lost");
      RidgeProjection expected = expectedDensity.ridge(k).tolerance(1e-8).project(queries);
      LocalGeometry ends = expectedDensity.geometry(Points.of(actual.points(), d), k);
      for (int q = 0; q < 40; q++) {
        assertEquals(expected.status(q), actual.status(q), "status of " + q);
        if (actual.status(q) == RidgeStatus.CONVERGED) {
          Check.close("residual of " + q, ends.ridgeResidual()[q] * bandwidth, 0, 2e-8);
        }
      }
    }
  }

  /** Which launches are attended is a matter of time; results are not. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void everyRunGivesTheSameBits(Precision precision) {
    Points data = normal(30, 3, 6);
    Points queries = normal(50, 3, 5);
    Emulator.reset();
    try (Compute compute = Compute.open(cuda(precision));
        SmoothedDensity density = compute.density(data, Smoothing.bandwidth(0.15))) {
      RidgeProjection first = density.ridge(2).project(queries);
      assertTrue(Emulator.launched().contains("ridge_check"), "no row was lost");
      for (Order order : Order.values()) {
        Emulator.order(order, 5);
        Check.sameBits(order.name(), density.ridge(2).project(queries).points(), first.points());
      }
    } finally {
      Emulator.reset();
    }
  }
}
