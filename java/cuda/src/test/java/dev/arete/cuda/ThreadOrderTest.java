package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.Precision;
import dev.arete.RidgeProjection;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.testkit.emulator.Emulator;
import dev.arete.testkit.emulator.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kernel gives the same bits in every order of threads, lanes and blocks, and every run. */
@OnEmulator
class ThreadOrderTest {
  @AfterEach
  void restore() {
    Emulator.reset();
  }

  /** One case for each family of kernels: small and general passes, four eigensolvers. */
  @ParameterizedTest
  @CsvSource({
    "FP32, 1, 90, 0", "FP32, 2, 5000, 1", "FP32, 4, 100, 2", "FP32, 7, 150, 2", "FP32, 12, 90, 3",
    "FP32, 20, 60, 4", "FP32, 40, 50, 1", "FP64, 1, 90, 0", "FP64, 2, 5000, 1", "FP64, 4, 100, 2",
    "FP64, 7, 150, 2", "FP64, 12, 90, 3", "FP64, 20, 60, 4", "FP64, 40, 50, 1"
  })
  void everyOrderGivesTheSameBits(Precision precision, int dimension, int count, int ridge) {
    Points data = points(count, dimension, 11);
    Points queries = points(9, dimension, 12);
    List<double[]> expected = results(precision, data, queries, ridge, Order.FORWARD, 1);
    for (int seed = 1; seed <= 3; seed++) {
      same(expected, results(precision, data, queries, ridge, Order.SHUFFLED, seed));
    }
    same(expected, results(precision, data, queries, ridge, Order.REVERSE, 1));
  }

  private static void same(List<double[]> expected, List<double[]> actual) {
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i), "result " + i);
    }
  }

  private static Points points(int count, int dimension, long seed) {
    Random random = new Random(seed);
    double[] values = new double[count * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian() / (1 + i % dimension);
    }
    return Points.of(values, dimension);
  }

  private static List<double[]> results(
      Precision precision, Points data, Points queries, int ridge, Order order, long seed) {
    Emulator.order(order, seed);
    List<double[]> results = new ArrayList<>();
    ComputeOptions options = ComputeOptions.defaults().backend("cuda").precision(precision);
    try (Compute compute = Compute.open(options);
        SmoothedDensity density = compute.density(data, Smoothing.variance(0.3))) {
      LocalGeometry geometry = density.geometry(queries, ridge);
      results.add(geometry.logDensity());
      results.add(geometry.score());
      results.add(geometry.eigenvalues());
      results.add(geometry.ridgeResidual());
      RidgeProjection projection = density.ridge(ridge).maxIterations(20).project(queries);
      results.add(projection.points());
      results.add(projection.residual());
    }
    return results;
  }
}
