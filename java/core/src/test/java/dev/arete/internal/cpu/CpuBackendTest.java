package dev.arete.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.GeometryStatus;
import dev.arete.Precision;
import dev.arete.ProjectionSettings;
import dev.arete.RidgeMethod;
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
import org.junit.jupiter.params.provider.ValueSource;

class CpuBackendTest {
  private static final long BUDGET = 1L << 24;

  private static BackendOptions options(Precision precision, int threads, long budget) {
    return new BackendOptions(precision, 0, threads, budget);
  }

  private static Backend cpu(Precision precision) {
    return new CpuBackendProvider().open(options(precision, 2, BUDGET));
  }

  private static Backend reference() {
    return new ReferenceProvider().open(options(Precision.FP64, 1, BUDGET));
  }

  private static Mixture mixture(int n, int d, double offset, double h, long seed) {
    Random random = new Random(seed);
    double[] centres = new double[n * d];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = offset + (i % d == 0 ? 3 : 0.5) * random.nextGaussian();
    }
    return new Mixture(centres, null, n, d, h);
  }

  private static double[] near(Mixture mixture, int count, double distance) {
    Random random = new Random(count);
    double[] queries = new double[count * mixture.dimension()];
    for (int i = 0; i < queries.length; i++) {
      queries[i] =
          mixture.centres()[i % mixture.centres().length] + distance * random.nextGaussian();
    }
    return queries;
  }

  private static EvaluationOutputs evaluate(Backend backend, Mixture mixture, double[] queries) {
    int d = mixture.dimension();
    int q = queries.length / d;
    EvaluationOutputs outputs =
        new EvaluationOutputs(
            new double[q],
            new double[q * d],
            new double[q * d],
            new double[q],
            new double[q * d * d],
            new double[q * d],
            new double[q * d * d],
            new double[q],
            new double[q],
            new byte[q],
            new byte[q],
            new double[q],
            new double[q],
            new double[q * d],
            new int[q]);
    int k = Math.min(1, d - 1);
    try (DensityEngine engine = backend.load(mixture)) {
      engine.evaluate(new EvaluationRequest(queries, q, k, outputs, Monitor.NONE));
    }
    return outputs;
  }

  private static void assertClose(double[] expected, double[] actual, double floor, double tol) {
    for (int i = 0; i < expected.length; i++) {
      double scale = Math.max(Math.abs(expected[i]), floor);
      boolean bothUndefined = Double.isNaN(expected[i]) && Double.isNaN(actual[i]);
      if (!bothUndefined && !(Math.abs(expected[i] - actual[i]) <= tol * scale)) {
        throw new AssertionError(
            "at " + i + ": expected " + expected[i] + ", got " + actual[i] + ", allowed " + tol);
      }
    }
  }

  /** Scores count in units of 1/sqrt(h), Hessians of 1/h, as far as they are smaller than these. */
  private static void compare(Mixture mixture, double[] queries, Precision precision, double tol) {
    double h = mixture.variance();
    try (Backend reference = reference();
        Backend cpu = cpu(precision)) {
      EvaluationOutputs expected = evaluate(reference, mixture, queries);
      EvaluationOutputs actual = evaluate(cpu, mixture, queries);
      assertClose(expected.logDensity(), actual.logDensity(), 1, tol);
      assertClose(expected.score(), actual.score(), 1 / Math.sqrt(h), tol);
      assertClose(expected.effectiveNeighbours(), actual.effectiveNeighbours(), 1, tol);
      assertClose(expected.hessian(), actual.hessian(), 1 / h, tol);
      assertClose(expected.eigenvalues(), actual.eigenvalues(), 1 / h, tol);
      assertClose(expected.eigengap(), actual.eigengap(), 1 / h, tol);
      for (int i = 0; i < expected.status().length; i++) {
        // the widest cut reaches down to weights of exp(-700), the reference to exp(-745)
        boolean outOfReach = expected.eigengap()[i] * h < 1e-295;
        assertTrue(outOfReach || expected.status()[i] == actual.status()[i], "status of " + i);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1", "1, 2", "2, 3", "511, 1", "512, 2", "513, 2", "1025, 3", "700, 4", "513, 5", "300, 9",
    "300, 17", "200, 33"
  })
  void agreesWithTheReference(int n, int d) {
    for (double h : new double[] {1e-3, 0.1, 1, 1e4}) {
      Mixture mixture = mixture(n, d, 0, h, 5);
      // exponents up to some 1e4 carry 1e-12 of rounding into weights, in both backends
      compare(mixture, near(mixture, 9, Math.sqrt(h)), Precision.FP64, 1e-11);
      compare(mixture, near(mixture, 9, Math.sqrt(h)), Precision.FP32, 1e-6);
    }
  }

  /** The data are what doubles make of them: the offset costs no digits beyond that. */
  @ParameterizedTest
  @ValueSource(doubles = {1e3, -1e6})
  void offsetCostsNothing(double offset) {
    for (double h : new double[] {1e-3, 1}) {
      Mixture mixture = mixture(600, 3, offset, h, 6);
      compare(mixture, near(mixture, 20, Math.sqrt(h)), Precision.FP64, 1e-11);
      compare(mixture, near(mixture, 20, Math.sqrt(h)), Precision.FP32, 1e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e3, 1e5, 1e12})
  void farQueries(double bandwidths) {
    Mixture mixture = mixture(600, 2, 0, 0.01, 7);
    compare(mixture, near(mixture, 10, bandwidths * 0.1), Precision.FP64, 1e-11);
    compare(mixture, near(mixture, 10, bandwidths * 0.1), Precision.FP32, 1e-6);
  }

  @Test
  void extremeScales() {
    for (double scale : new double[] {1e-140, 1e-20, 1e20, 1e140}) {
      Mixture plain = mixture(300, 3, 0, 0.25, 8);
      double[] centres = Arrays.stream(plain.centres()).map(x -> x * scale).toArray();
      Mixture scaled = new Mixture(centres, null, 300, 3, 0.25 * scale * scale);
      compare(scaled, near(scaled, 10, 0.5 * scale), Precision.FP64, 1e-11);
    }
  }

  @Test
  void positionsBeyondSinglePrecision() {
    double[] centres = {-1e20, -1e20 + 1e5, 0, 1e-3, 1e20};
    Mixture mixture = new Mixture(centres, null, 5, 1, 1e-6);
    compare(mixture, new double[] {-1e20, 1e-4, 5e19, 2e-3}, Precision.FP64, 1e-11);
  }

  @Test
  void thousandDimensions() {
    Mixture mixture = mixture(70, 1024, 0, 1, 9);
    double[] query = near(mixture, 1, 0.3);
    double[] score = new double[1024];
    double[] expected = new double[1024];
    try (Backend reference = reference();
        Backend cpu = cpu(Precision.FP64);
        DensityEngine first = reference.load(mixture);
        DensityEngine second = cpu.load(mixture)) {
      first.evaluate(scoreOnly(query, 1, expected));
      second.evaluate(scoreOnly(query, 1, score));
    }
    assertClose(expected, score, 1, 1e-11);
    EvaluationOutputs all =
        evaluate(new CpuBackend(options(Precision.FP64, 1, BUDGET)), mixture, query);
    assertEquals(1024, all.eigenvalues().length);
    assertClose(expected, all.score(), 1, 1e-11);
  }

  private static EvaluationRequest scoreOnly(double[] queries, int count, double[] score) {
    return new EvaluationRequest(
        queries,
        count,
        0,
        new EvaluationOutputs(
            null, score, null, null, null, null, null, null, null, null, null, null, null, null,
            null),
        Monitor.NONE);
  }

  @Test
  void duplicatesAndConstantData() {
    double[] centres = new double[2 * 1500];
    Arrays.fill(centres, 0, 2 * 1400, 7);
    Mixture mixture = new Mixture(centres, null, 1500, 2, 0.5);
    compare(mixture, new double[] {7, 7, 0, 0, 3.5, 3.5, 6, 8}, Precision.FP64, 1e-11);
    Arrays.fill(centres, 7);
    compare(mixture, new double[] {7, 7, 0, 0, 6, 8}, Precision.FP64, 1e-11);
  }

  @Test
  void weightsDownToNothing() {
    Mixture plain = mixture(900, 2, 0, 0.3, 10);
    double[] logs = new Random(11).doubles(900, -40, -3).toArray();
    logs[0] = Double.NEGATIVE_INFINITY;
    logs[5] = -800;
    Mixture weighted = new Mixture(plain.centres(), logs, 900, 2, 0.3);
    compare(weighted, near(weighted, 30, 0.5), Precision.FP64, 1e-11);
    compare(weighted, near(weighted, 30, 0.5), Precision.FP32, 1e-6);
  }

  /**
   * Two points at -c and c: the relative gap falls to exp(-2 c |x| / h), far below what rounding
   * beside the largest weight would leave, and the ridge is the axis all the same.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1, 5, 20, 60, 100, 300})
  void twoPointsKeepTheirAxis(double exponent) {
    Mixture mixture = new Mixture(new double[] {-1, 0, 1, 0}, null, 2, 2, 0.01);
    double x = exponent * 0.01 / 2;
    for (Precision precision : Precision.values()) {
      try (Backend cpu = cpu(precision)) {
        EvaluationOutputs out = evaluate(cpu, mixture, new double[] {x, 0.03});
        assertEquals(GeometryStatus.OK.code(), out.status()[0]);
        assertEquals(1, Math.abs(out.eigenvectors()[0]), 1e-12);
        assertEquals(3, out.ridgeResidual()[0], 1e-9);
        double sech = 1 / Math.cosh(x / 0.01);
        assertEquals(1, out.eigengap()[0] / (sech * sech / 0.0001), 1e-9);
      }
    }
  }

  @Test
  void onePointHasNoTangent() {
    try (Backend cpu = cpu(Precision.FP64)) {
      Mixture one = new Mixture(new double[] {1, 2}, null, 1, 2, 0.5);
      EvaluationOutputs out = evaluate(cpu, one, new double[] {1.5, 2});
      assertEquals(GeometryStatus.UNDEFINED.code(), out.status()[0]);
      assertTrue(Double.isNaN(out.ridgeResidual()[0]));
      assertArrayEquals(new double[] {-1, 0}, out.score(), 1e-15);
      assertArrayEquals(new double[] {-2, -2}, out.eigenvalues(), 1e-15);
      assertEquals(1, out.effectiveNeighbours()[0]);
    }
  }

  private static final ProjectionSettings SETTINGS =
      new ProjectionSettings(1, 0, 1e-8, 200, RidgeMethod.NEWTON, Double.NEGATIVE_INFINITY);

  private static ProjectionOutputs project(BackendOptions options, Mixture m, double[] queries) {
    int q = queries.length / m.dimension();
    ProjectionOutputs outputs = ProjectionOutputs.allocate(q, m.dimension());
    try (Backend cpu = new CpuBackend(options);
        DensityEngine engine = cpu.load(m)) {
      engine.project(new ProjectionRequest(queries, q, SETTINGS, outputs, null, Monitor.NONE));
    }
    return outputs;
  }

  @ParameterizedTest
  @CsvSource({"2, FP64", "3, FP32", "6, FP64"})
  void resultsDoNotDependOnThreadsOrBlocks(int d, Precision precision) {
    Mixture mixture = mixture(1300, d, 0, 0.3, 12);
    double[] queries = near(mixture, 61, 0.3);
    ProjectionOutputs expected = project(options(precision, 1, BUDGET), mixture, queries);
    EvaluationOutputs geometry =
        evaluate(new CpuBackend(options(precision, 1, BUDGET)), mixture, queries);
    for (int threads : new int[] {2, 3, 8}) {
      BackendOptions options = options(precision, threads, threads == 3 ? 60_000 : 1L << 30);
      ProjectionOutputs actual = project(options, mixture, queries);
      assertArrayEquals(expected.points(), actual.points());
      assertArrayEquals(expected.residual(), actual.residual());
      assertArrayEquals(expected.iterations(), actual.iterations());
      assertArrayEquals(expected.status(), actual.status());
      EvaluationOutputs again = evaluate(new CpuBackend(options), mixture, queries);
      assertArrayEquals(geometry.logDensity(), again.logDensity());
      assertArrayEquals(geometry.score(), again.score());
      assertArrayEquals(geometry.hessian(), again.hessian());
      assertArrayEquals(geometry.eigenvectors(), again.eigenvectors());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 6})
  void projectsLikeTheReference(int d) {
    Mixture mixture = mixture(500, d, 0, 0.5, 13);
    double[] queries = near(mixture, 20, 0.1);
    int q = 20;
    ProjectionOutputs expected = ProjectionOutputs.allocate(q, d);
    try (Backend reference = reference();
        DensityEngine engine = reference.load(mixture)) {
      engine.project(new ProjectionRequest(queries, q, SETTINGS, expected, null, Monitor.NONE));
    }
    ProjectionOutputs actual = project(options(Precision.FP64, 2, BUDGET), mixture, queries);
    assertArrayEquals(expected.status(), actual.status());
    // both stop within 1e-8 sqrt(h) of the ridge in the residual
    assertClose(expected.points(), actual.points(), 1, 1e-6);
    assertClose(expected.logDensity(), actual.logDensity(), 1, 1e-6);
  }
}
