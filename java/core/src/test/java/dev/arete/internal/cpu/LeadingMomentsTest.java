package dev.arete.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.AreteException;
import dev.arete.GeometryStatus;
import dev.arete.Precision;
import dev.arete.ProjectionSettings;
import dev.arete.RidgeMethod;
import dev.arete.UndefinedReason;
import dev.arete.internal.reference.ReferenceProvider;
import dev.arete.spi.Backend;
import dev.arete.spi.BackendOptions;
import dev.arete.spi.DensityEngine;
import dev.arete.spi.EvaluationOutputs;
import dev.arete.spi.EvaluationRequest;
import dev.arete.spi.Mixture;
import dev.arete.spi.Monitor;
import dev.arete.spi.ProjectionOutputs;
import dev.arete.spi.ProjectionRequest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Leading directions found by products alone: the same geometry as from covariances. */
class LeadingMomentsTest {
  private static final long BUDGET = 1L << 28;

  /** Forces products wherever the ridge dimension leaves room for them. */
  private static final HighDimension PRODUCTS = new HighDimension(1, 0, 0);

  /** Never takes them. */
  private static final HighDimension MATRICES = new HighDimension(Integer.MAX_VALUE, 0, 0);

  private static BackendOptions options(Precision precision, int threads, long budget) {
    return new BackendOptions(precision, 0, threads, budget);
  }

  /** Points on a curved sheet of m dimensions in d whose axes get shorter, and noise. */
  private static Mixture sheet(int n, int d, int m, double h, long seed) {
    Random random = new Random(seed);
    double[] axes = random.doubles(2L * m * d, -1, 1).toArray();
    double[] x = new double[n * d];
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < m; a++) {
        double u = 2 * Math.pow(0.9, a) * random.nextGaussian();
        for (int k = 0; k < d; k++) {
          x[i * d + k] +=
              (u * axes[a * d + k] + 0.2 * u * u * axes[(m + a) * d + k]) / Math.sqrt(d);
        }
      }
      for (int k = 0; k < d; k++) {
        x[i * d + k] += 0.05 * random.nextGaussian();
      }
    }
    return new Mixture(x, null, n, d, h);
  }

  private static double[] near(Mixture mixture, int count) {
    Random random = new Random(count);
    double[] queries = Arrays.copyOf(mixture.centres(), count * mixture.dimension());
    for (int i = 0; i < queries.length; i++) {
      queries[i] += 0.05 * random.nextGaussian();
    }
    return queries;
  }

  private static EvaluationOutputs outputs(int q, int d, int eigenvalues) {
    return new EvaluationOutputs(
        new double[q],
        new double[q * d],
        null,
        null,
        null,
        new double[q * eigenvalues],
        null,
        new double[q],
        new double[q],
        new byte[q],
        new byte[q],
        new double[q],
        new double[q],
        null,
        null);
  }

  private static EvaluationOutputs leading(
      BackendOptions options, HighDimension high, Mixture mixture, double[] queries, int k) {
    int q = queries.length / mixture.dimension();
    EvaluationOutputs outputs = outputs(q, mixture.dimension(), k + 1);
    try (CpuBackend cpu = new CpuBackend(options);
        DensityEngine engine = cpu.load(mixture, high)) {
      engine.evaluate(new EvaluationRequest(queries, q, k, outputs, Monitor.NONE));
    }
    return outputs;
  }

  private static EvaluationOutputs leading(Mixture mixture, double[] queries, int k) {
    return leading(options(Precision.FP64, 2, BUDGET), PRODUCTS, mixture, queries, k);
  }

  private static EvaluationOutputs truth(Mixture mixture, double[] queries, int k) {
    int q = queries.length / mixture.dimension();
    EvaluationOutputs outputs = outputs(q, mixture.dimension(), mixture.dimension());
    try (Backend reference = new ReferenceProvider().open(options(Precision.FP64, 1, BUDGET));
        DensityEngine engine = reference.load(mixture)) {
      engine.evaluate(new EvaluationRequest(queries, q, k, outputs, Monitor.NONE));
    }
    return outputs;
  }

  private static double length(double[] rows, int from, int d) {
    double sum = 0;
    for (int i = from; i < from + d; i++) {
      sum += rows[i] * rows[i];
    }
    return Math.sqrt(sum);
  }

  private static void assertClose(double expected, double actual, double allowed, String what) {
    if (!(Math.abs(expected - actual) <= allowed)) {
      throw new AssertionError(
          what + ": expected " + expected + ", got " + actual + ", allowed " + allowed);
    }
  }

  /** Few and many neighbours, all ridge dimensions: the promised bound, and the usual digits. */
  @ParameterizedTest
  @CsvSource({
    "150, 64, 0, 0.3",
    "150, 64, 2, 0.3",
    "300, 80, 4, 1",
    "40, 90, 3, 0.2",
    "250, 130, 16, 1",
    "100, 200, 32, 2",
    "300, 200, 32, 0.7",
    "5, 100, 2, 0.5"
  })
  void agreesWithTheReference(int n, int d, int k, double h) {
    Mixture mixture = sheet(n, d, 40, h, 5);
    double[] queries = near(mixture, 4);
    EvaluationOutputs found = leading(mixture, queries, k);
    EvaluationOutputs expected = truth(mixture, queries, k);
    for (int q = 0; q < 4; q++) {
      double largest = expected.eigenvalues()[q * d] + 1 / h;
      assertEquals(expected.status()[q], found.status()[q], "status of " + q);
      for (int j = 0; j <= k; j++) {
        double value = expected.eigenvalues()[q * d + j];
        // promised are 1e-5 of the largest; an error of second order leaves nine digits
        double allowed = 1e-9 * Math.max(largest, 1 / h);
        assertClose(value, found.eigenvalues()[q * (k + 1) + j], allowed, "value " + j);
      }
      if (expected.status()[q] != GeometryStatus.UNDEFINED.code()) {
        double score = length(expected.score(), q * d, d);
        // 1e-10 is what an iteration aims at, 2^-26 what calls for a factor of the covariance
        assertTrue(found.turn()[q] <= 1e-10 + 0x1p-26, "turn " + found.turn()[q]);
        double allowed = (found.turn()[q] + expected.turn()[q]) * score + 1e-12 / Math.sqrt(h);
        double residual = expected.ridgeResidual()[q];
        assertClose(residual, found.ridgeResidual()[q], allowed, "residual of " + q);
      }
    }
  }

  /**
   * Points at the centre plus and minus a_j u_j, with weights that make them count alike at the
   * centre: the eigenvalues of C are a_j^2/m there, and the residual is 0.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 32})
  void closedForm(int k) {
    int d = 230;
    int m = 60;
    double h = 0.4;
    double[] mirror = new Random(3).doubles(d, -1, 1).toArray();
    double square = 0;
    for (double x : mirror) {
      square += x * x;
    }
    double[] centres = new double[2 * m * d];
    double[] logs = new double[2 * m];
    for (int j = 0; j < m; j++) {
      double a = 3 * Math.pow(0.95, j);
      for (int i = 0; i < d; i++) {
        double u = (i == j ? 1 : 0) - 2 * mirror[i] * mirror[j] / square;
        centres[2 * j * d + i] = a * u;
        centres[(2 * j + 1) * d + i] = -a * u;
      }
      logs[2 * j] = a * a / (2 * h);
      logs[2 * j + 1] = logs[2 * j];
    }
    Mixture mixture = new Mixture(centres, logs, 2 * m, d, h);
    EvaluationOutputs out = leading(mixture, new double[d], k);
    for (int j = 0; j <= k; j++) {
      double a = 3 * Math.pow(0.95, j);
      assertClose((a * a / m / h - 1) / h, out.eigenvalues()[j], 1e-11 / h, "value " + j);
    }
    assertEquals(GeometryStatus.OK.code(), out.status()[0]);
    assertClose(0, out.ridgeResidual()[0], 1e-12, "residual");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void closedGapIsUndefined(int k) {
    int d = 100;
    double[] centres = new double[2 * d * d];
    for (int i = 0; i < d; i++) {
      centres[2 * i * d + i] = 1;
      centres[(2 * i + 1) * d + i] = -1;
    }
    EvaluationOutputs out = leading(new Mixture(centres, null, 2 * d, d, 1), new double[d], k);
    assertEquals(GeometryStatus.UNDEFINED.code(), out.status()[0]);
    assertEquals(UndefinedReason.CLOSED_EIGENGAP.code(), out.reason()[0]);
    assertTrue(Double.isNaN(out.ridgeResidual()[0]));
    assertClose(1.0 / d - 1, out.eigenvalues()[k], 1e-12, "value");
  }

  /** Two distinct points, the second repeated: one direction has variance, not two. */
  @Test
  void duplicatesHaveTheRankOfTheirPoints() {
    int d = 120;
    double[] centres = new double[50 * d];
    for (int i = 1; i < 50; i++) {
      centres[i * d + 3] = 1;
    }
    double[] query = new double[d];
    query[3] = 0.5;
    query[7] = 0.25;
    Mixture mixture = new Mixture(centres, null, 50, d, 1);
    EvaluationOutputs one = leading(mixture, query, 1);
    assertEquals(GeometryStatus.OK.code(), one.status()[0]);
    assertClose(0.25, one.ridgeResidual()[0], 1e-13, "residual");
    assertClose(0.02 * 0.98 - 1, one.eigenvalues()[0], 1e-13, "value");
    assertClose(-1, one.eigenvalues()[1], 1e-13, "normal value");
    EvaluationOutputs two = leading(mixture, query, 2);
    assertEquals(GeometryStatus.UNDEFINED.code(), two.status()[0]);
    assertEquals(UndefinedReason.RANK_DEFICIENT.code(), two.reason()[0]);
  }

  @Test
  void constantDataHaveNoTangent() {
    int d = 90;
    double[] centres = new double[20 * d];
    Arrays.fill(centres, 3);
    Mixture mixture = new Mixture(centres, null, 20, d, 0.5);
    EvaluationOutputs modes = leading(mixture, new double[d], 0);
    assertEquals(GeometryStatus.OK.code(), modes.status()[0]);
    assertEquals(-2, modes.eigenvalues()[0]);
    assertClose(Math.sqrt(d) * 6, modes.ridgeResidual()[0], 1e-10, "residual");
    EvaluationOutputs line = leading(mixture, new double[d], 1);
    assertEquals(GeometryStatus.UNDEFINED.code(), line.status()[0]);
  }

  private static ProjectionOutputs project(
      BackendOptions options, HighDimension high, Mixture m, double[] queries, RidgeMethod method) {
    int q = queries.length / m.dimension();
    ProjectionSettings settings =
        new ProjectionSettings(3, 0, 1e-7, 300, method, Double.NEGATIVE_INFINITY);
    ProjectionOutputs outputs = ProjectionOutputs.allocate(q, m.dimension());
    try (CpuBackend cpu = new CpuBackend(options);
        DensityEngine engine = cpu.load(m, high)) {
      engine.project(new ProjectionRequest(queries, q, settings, outputs, null, Monitor.NONE));
    }
    return outputs;
  }

  /** The way there may differ, not where it ends: at ridge points, by the dense measure too. */
  @ParameterizedTest
  @EnumSource(RidgeMethod.class)
  void projectsLikeCovariances(RidgeMethod method) {
    int d = 100;
    Mixture mixture = sheet(400, d, 3, 0.5, 8);
    double[] queries = near(mixture, 6);
    BackendOptions options = options(Precision.FP64, 2, BUDGET);
    ProjectionOutputs found = project(options, PRODUCTS, mixture, queries, method);
    ProjectionOutputs expected = project(options, MATRICES, mixture, queries, method);
    assertArrayEquals(expected.status(), found.status());
    EvaluationOutputs there = truth(mixture, found.points(), 3);
    for (int q = 0; q < 6; q++) {
      double residual = there.ridgeResidual()[q] * Math.sqrt(0.5);
      // 1e-7, and a hundredth of it for the space that is known to that
      assertTrue(residual <= 1.02e-7, "ends at a residual of " + residual);
      assertTrue(found.iterations()[q] <= expected.iterations()[q] + 1, "steps of " + q);
      assertClose(
          there.eigenvalues()[q * d + 3], found.normalEigenvalue()[q], 1e-7, "eigenvalue of " + q);
      double apart = 0;
      for (int i = q * d; i < (q + 1) * d; i++) {
        apart = Math.max(apart, Math.abs(found.points()[i] - expected.points()[i]));
      }
      // both are within 1e-7 of the ridge; they may slide along it by what their frames differ
      assertTrue(apart <= 1e-3, "ends are apart by " + apart);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void resultsDoNotDependOnThreadsOrBlocks(Precision precision) {
    Mixture mixture = sheet(300, 80, 3, 0.5, 9);
    double[] queries = near(mixture, 11);
    BackendOptions first = options(precision, 1, BUDGET);
    ProjectionOutputs expected = project(first, PRODUCTS, mixture, queries, RidgeMethod.NEWTON);
    EvaluationOutputs geometry = leading(first, PRODUCTS, mixture, queries, 3);
    for (int threads : new int[] {2, 3}) {
      BackendOptions options = options(precision, threads, threads == 3 ? 60_000 : 1L << 30);
      ProjectionOutputs actual = project(options, PRODUCTS, mixture, queries, RidgeMethod.NEWTON);
      assertArrayEquals(expected.points(), actual.points());
      assertArrayEquals(expected.residual(), actual.residual());
      assertArrayEquals(expected.status(), actual.status());
      EvaluationOutputs again = leading(options, PRODUCTS, mixture, queries, 3);
      assertArrayEquals(geometry.eigenvalues(), again.eigenvalues());
      assertArrayEquals(geometry.ridgeResidual(), again.ridgeResidual());
      assertArrayEquals(geometry.turn(), again.turn());
    }
  }

  @Test
  void singlePrecisionHasFiveDigits() {
    Mixture mixture = sheet(300, 120, 6, 0.5, 10);
    double[] queries = near(mixture, 4);
    EvaluationOutputs found =
        leading(options(Precision.FP32, 2, BUDGET), PRODUCTS, mixture, queries, 4);
    EvaluationOutputs expected = truth(mixture, queries, 4);
    for (int q = 0; q < 4; q++) {
      double score = Math.max(length(expected.score(), q * 120, 120), 0.3 / Math.sqrt(0.5));
      assertClose(
          expected.ridgeResidual()[q], found.ridgeResidual()[q], 1e-5 * score, "residual of " + q);
      assertClose(
          expected.eigengap()[q],
          found.eigengap()[q],
          1e-5 * (expected.eigenvalues()[q * 120] + 2),
          "gap of " + q);
    }
  }

  /** The factor of a few rows needs no d x d matrix: small noise is resolved in any dimension. */
  @ParameterizedTest
  @CsvSource({"200, 60", "1500, 60", "1500, 300"})
  void twoPointsKeepTheirAxisInManyDimensions(int d, double exponent) {
    double[] centres = new double[2 * d];
    centres[0] = -1;
    centres[d] = 1;
    double[] query = new double[d];
    query[0] = exponent * 0.01 / 2;
    query[1] = 0.03;
    Mixture mixture = new Mixture(centres, null, 2, d, 0.01);
    for (Precision precision : Precision.values()) {
      EvaluationOutputs out =
          leading(options(precision, 1, BUDGET), HighDimension.USUAL, mixture, query, 1);
      assertEquals(GeometryStatus.OK.code(), out.status()[0]);
      assertEquals(3, out.ridgeResidual()[0], 1e-9);
      double sech = 1 / Math.cosh(query[0] / 0.01);
      assertEquals(1, out.eigengap()[0] / (sech * sech / 0.0001), 1e-9);
    }
  }

  /** Many neighbours in few hundred dimensions make a covariance pay, few or many more do not. */
  @Test
  void takesProductsWhereTheyAreFaster() {
    SecondMoments second = HighDimension.USUAL.evaluation(17);
    assertTrue(second.areRows(300, 784));
    assertTrue(second.areProducts(500, 784));
    assertTrue(HighDimension.USUAL.evaluation(3).areProducts(350, 3072));
    assertTrue(second.areRows(350, 3072));
    assertFalse(second.areProducts(10_000, 784));
    assertTrue(HighDimension.USUAL.projection(17).areProducts(10_000, 784));
    assertTrue(second.areProducts(10_000, 1025));
  }

  @Test
  void refusesACovarianceBeyondTheHeap() {
    MemoryPlan.checkHeap(2000, 1L << 30);
    AreteException refusal =
        assertThrows(AreteException.class, () -> MemoryPlan.checkHeap(5000, 1L << 30));
    assertTrue(refusal.getMessage().contains("5000 dimensions"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("1335 MiB, the heap has 1024"), refusal.getMessage());
  }

  /** A third point so light that the assembled covariance does not know its direction. */
  @Test
  void factorGivesTheLightDirectionInManyDimensions() {
    int d = 1100;
    double[] centres = new double[3 * d];
    centres[d] = 1;
    centres[2 * d + 1] = 2;
    Mixture mixture = new Mixture(centres, null, 3, d, 0.03);
    double[] query = new double[d];
    query[0] = 0.4;
    query[2] = 0.2;
    EvaluationOutputs out =
        leading(options(Precision.FP64, 1, BUDGET), HighDimension.USUAL, mixture, query, 2);
    assertEquals(GeometryStatus.OK.code(), out.status()[0]);
    assertEquals(0.2 / 0.03, out.ridgeResidual()[0], 1e-6);
  }
}
