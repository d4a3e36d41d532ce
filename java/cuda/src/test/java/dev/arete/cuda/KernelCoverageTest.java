package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.Precision;
import dev.arete.QueryBatch;
import dev.arete.RidgeMethod;
import dev.arete.RidgeProjection;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.testkit.emulator.Emulator;
import dev.arete.testkit.emulator.EmulatorLibrary;
import dev.arete.testkit.emulator.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every entry point of the kernels runs, in three orders of threads with the same bits; on a
 * device, which has no order to choose, three times. Small, so that the sanitizer and race builds
 * of the emulator and NVIDIA's sanitizer can afford it; what the results are worth is the
 * contract's matter.
 */
@OnEmulator(onDevice = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KernelCoverageTest {
  /** Beyond this dimension fewer queries and iterations: a posterior covariance costs d^2. */
  private static final int CHEAP = 5;

  /** The race build looks at every access: a matrix of the order 170 alone takes it minutes. */
  private static final boolean RACE = Mode.chosen() == Mode.RACE;

  private static final boolean EMULATED = !OnEmulator.Loader.onRealDevice();

  @BeforeAll
  @AfterAll
  static void forgetKernels() {
    if (EMULATED) {
      Emulator.reset();
    }
  }

  static Stream<Arguments> densities() {
    IntStream dimensions =
        RACE ? IntStream.of(1, 2, 3, 4, 5, 9) : IntStream.of(1, 2, 3, 4, 5, 8, 16, 33, 64);
    return dimensions
        .boxed()
        .flatMap(d -> Arrays.stream(Precision.values()).map(p -> Arguments.of(d, p)));
  }

  @Order(1)
  @ParameterizedTest
  @MethodSource("densities")
  void densitiesAndRidges(int dimension, Precision precision) {
    ComputeOptions options = ComputeOptions.defaults().backend("cuda").precision(precision);
    try (Compute compute = Compute.open(options);
        SmoothedDensity plain = compute.density(data(dimension), Smoothing.variance(0.6));
        SmoothedDensity weighted =
            compute.density(weighted(dimension), Smoothing.variance(0.6 * dimension))) {
      sameBitsInEveryOrder(
          () -> Stream.concat(results(plain).stream(), results(weighted).stream()).toList());
    }
  }

  /** Eight clusters far apart: rows are screened, one in the middle of all is not. */
  @Order(1)
  @ParameterizedTest
  @CsvSource({"5, FP32", "5, FP64", "34, FP32", "34, FP64"})
  void rowsWithFewNeighbours(int dimension, Precision precision) {
    ComputeOptions options = ComputeOptions.defaults().backend("cuda").precision(precision);
    double[] points = normal(576, dimension, 7).coordinates();
    for (int t = 0; t < points.length; t++) {
      points[t] += (t / dimension % 8 >> t % dimension % 3 & 1) == 0 ? -20 : 20;
    }
    double[] queries = Arrays.copyOf(points, 6 * dimension);
    Arrays.fill(queries, 0, dimension, 0);
    try (Compute compute = Compute.open(options);
        SmoothedDensity density =
            compute.density(Points.of(points, dimension), Smoothing.variance(0.6))) {
      sameBitsInEveryOrder(
          () -> {
            LocalGeometry geometry = density.geometry(Points.of(queries, dimension), 1);
            return List.of(
                density.score(Points.of(queries, dimension)),
                geometry.logDensity(),
                geometry.eigenvalues());
          });
    }
  }

  /** At small noise levels frames come from the host. */
  @Order(2)
  @ParameterizedTest
  @EnumSource(Precision.class)
  void ridgesThatRoundingHides(Precision precision) {
    ComputeOptions options = ComputeOptions.defaults().backend("cuda").precision(precision);
    try (Compute compute = Compute.open(options);
        SmoothedDensity density = compute.density(normal(20, 3, 6), Smoothing.bandwidth(0.06))) {
      Points queries = normal(9, 3, 5);
      sameBitsInEveryOrder(
          () -> List.of(density.ridge(2).maxIterations(RACE ? 2 : 9).project(queries).points()));
    }
  }

  /** 170: the first orders that do not fit the shared memory of a block. */
  static IntStream orders() {
    return RACE
        ? IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17, 32, 33)
        : IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17, 31, 32, 33, 64, 128, 170);
  }

  @Order(3)
  @ParameterizedTest
  @MethodSource("orders")
  void eigensystems(int order) {
    int batch = order <= 33 ? 3 : 1;
    double[] matrices = symmetric(batch, order);
    try (Compute compute = Compute.open(ComputeOptions.defaults().backend("cuda"))) {
      sameBitsInEveryOrder(
          () -> {
            double[] values = new double[batch * order];
            double[] vectors = new double[matrices.length];
            compute.symmetricEigen().decompose(matrices, order, values, vectors);
            return List.of(values, vectors);
          });
    }
  }

  @Order(4)
  @Test
  void everyEntryPointRan() {
    assumeTrue(
        EMULATED, "a driver does not say which kernels ran; the emulator does, of the same calls");
    assertEquals(EmulatorLibrary.ofKernels().entryPoints(), Emulator.launched());
  }

  private static void sameBitsInEveryOrder(Supplier<List<double[]>> run) {
    List<double[]> first = null;
    for (dev.arete.testkit.emulator.Order order : dev.arete.testkit.emulator.Order.values()) {
      if (EMULATED) {
        Emulator.order(order, 7);
      }
      List<double[]> results = run.get();
      results.forEach(values -> assertTrue(Arrays.stream(values).allMatch(Double::isFinite)));
      first = first == null ? results : first;
      for (int i = 0; i < results.size(); i++) {
        assertArrayEquals(first.get(i), results.get(i), order + ", result " + i);
      }
    }
  }

  private static List<double[]> results(SmoothedDensity density) {
    int dimension = density.dimension();
    boolean cheap = dimension <= CHEAP && !RACE;
    Points queries = normal(cheap ? 5 : 2, dimension, 2);
    int ridgeDimension = Math.min(1, dimension - 1);
    LocalGeometry geometry = density.geometry(queries, ridgeDimension);
    List<double[]> results =
        new ArrayList<>(
            List.of(
                density.score(queries),
                geometry.logDensity(),
                geometry.eigenvalues(),
                geometry.eigenvectors(),
                geometry.effectiveNeighbours()));
    for (RidgeMethod method : RidgeMethod.values()) {
      RidgeProjection moved =
          density
              .ridge(ridgeDimension)
              .method(method)
              .maxIterations(cheap ? 5 : 2)
              .project(queries);
      results.add(moved.points());
      results.add(moved.logDensity());
      results.add(Arrays.stream(moved.iterations()).asDoubleStream().toArray());
    }
    try (QueryBatch batch = density.hold(queries)) {
      density.ridge(ridgeDimension).maxIterations(2).project(batch);
      results.add(batch.points().coordinates());
    }
    return results;
  }

  /** More than one split of the data for the smallest dimensions. */
  private static Points data(int dimension) {
    return normal(dimension <= 2 && !RACE ? 4500 : 75, dimension, 1);
  }

  private static Points weighted(int dimension) {
    Points points = normal(40, dimension, 3);
    return points.withWeights(IntStream.range(0, 40).mapToDouble(i -> 1 + i % 7).toArray());
  }

  private static Points normal(int count, int dimension, long seed) {
    return Points.of(
        new Random(seed).doubles(count * (long) dimension, -1, 1).toArray(), dimension);
  }

  private static double[] symmetric(int batch, int order) {
    Random random = new Random(order);
    double[] matrices = new double[batch * order * order];
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < order; i++) {
        for (int j = 0; j <= i; j++) {
          double value = random.nextGaussian();
          matrices[(b * order + i) * order + j] = value;
          matrices[(b * order + j) * order + i] = value;
        }
      }
    }
    return matrices;
  }
}
