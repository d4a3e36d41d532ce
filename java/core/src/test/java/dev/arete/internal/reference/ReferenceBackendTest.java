package dev.arete.internal.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.Precision;
import dev.arete.ProjectionSettings;
import dev.arete.RidgeMethod;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.spi.BackendOptions;
import dev.arete.spi.BackendProvider;
import dev.arete.spi.DensityEngine;
import dev.arete.spi.EvaluationOutputs;
import dev.arete.spi.EvaluationRequest;
import dev.arete.spi.Mixture;
import dev.arete.spi.Monitor;
import dev.arete.spi.ProjectionOutputs;
import dev.arete.spi.ProjectionRequest;
import org.junit.jupiter.api.Test;

class ReferenceBackendTest {
  private static final ComputeOptions REFERENCE = ComputeOptions.defaults().backend("reference");

  @Test
  void isNeverChosenAutomaticallyAndSaysWhatItComputesIn() {
    BackendProvider provider = new ReferenceProvider();
    assertTrue(provider.priority() < 0);
    assertTrue(provider.probe().usable());
    try (Compute compute = Compute.open(REFERENCE.precision(Precision.FP32))) {
      assertEquals("reference", compute.backend());
      assertTrue(compute.device().contains("double precision"), compute.device());
    }
  }

  @Test
  void twoPointsAgreeWithTheirClosedFormHoweverFarTheQueryIs() {
    double c = 2;
    double h = 0.5;
    double[] xs = {0, 0.3, -1.2, 1e4, 1e8};
    double[] queries = new double[2 * xs.length];
    for (int i = 0; i < xs.length; i++) {
      queries[2 * i] = xs[i] * 1e-9 / (1 + xs[i]); // keeps tanh from saturating
      queries[2 * i + 1] = xs[i];
    }
    try (Compute compute = Compute.open(REFERENCE);
        SmoothedDensity p =
            compute.density(Points.of(new double[] {-c, 0, c, 0}, 2), Smoothing.variance(h))) {
      LocalGeometry g = p.geometry(Points.of(queries, 2), 1);
      for (int i = 0; i < xs.length; i++) {
        double x = queries[2 * i];
        double mean = c * Math.tanh(c * x / h);
        double sech = 1 / Math.cosh(c * x / h);
        // exponents differ by 4 c x / (2h), known to rounding relative to c, not to |y|
        assertEquals(mean, g.posteriorMean()[2 * i], 1e-15);
        assertEquals(0, g.posteriorMean()[2 * i + 1], 1e-24 * xs[i] + 1e-15);
        assertEquals((mean - x) / h, g.score()[2 * i], 2e-15);
        assertEquals((c * c * sech * sech / h - 1) / h, g.eigenvalues()[2 * i], 1e-12);
        assertEquals(-1 / h, g.eigenvalues()[2 * i + 1], 1e-14);
      }
    }
  }

  @Test
  void oneCentreIsANormalDensityWithoutAFrame() {
    try (Compute compute = Compute.open(REFERENCE);
        SmoothedDensity p =
            compute.density(Points.of(new double[] {1, 2, 3}, 3), Smoothing.variance(4))) {
      LocalGeometry g = p.geometry(Points.of(new double[] {3, 2, 3}, 3), 1);
      assertEquals(-0.5 - 1.5 * Math.log(8 * Math.PI), g.logDensity()[0], 1e-14);
      assertArrayEquals(new double[] {-0.5, 0, 0}, g.score());
      assertArrayEquals(new double[] {-0.25, -0.25, -0.25}, g.eigenvalues());
      assertEquals(GeometryStatus.UNDEFINED, g.status(0));
      assertTrue(Double.isNaN(g.ridgeResidual()[0]));
      assertEquals(1, g.effectiveNeighbours()[0]);
    }
  }

  @Test
  void weightsCountLikeRepeatedPoints() {
    Points weighted = Points.of(new double[] {0, 1, 3}, 1).withWeights(new double[] {1, 2, 5});
    Points repeated = Points.of(new double[] {0, 1, 1, 3, 3, 3, 3, 3}, 1);
    Points queries = Points.of(new double[] {-1, 0.5, 2, 10}, 1);
    try (Compute compute = Compute.open(REFERENCE);
        SmoothedDensity p = compute.density(weighted, Smoothing.variance(0.7));
        SmoothedDensity q = compute.density(repeated, Smoothing.variance(0.7))) {
      assertArrayEquals(q.logDensity(queries), p.logDensity(queries), 1e-13);
      assertArrayEquals(q.score(queries), p.score(queries), 1e-13);
      assertArrayEquals(q.hessian(queries), p.hessian(queries), 1e-13);
    }
  }

  @Test
  void outputsThatAreNotWantedAreLeftAlone() {
    double[] score = new double[2];
    byte[] status = {9, 9};
    engine().evaluate(request(outputs(score, null), Monitor.NONE));
    assertTrue(score[0] != 0);
    engine().evaluate(request(outputs(null, status), Monitor.NONE));
    assertEquals(GeometryStatus.OK, GeometryStatus.of(status[0]));
  }

  @Test
  void everyQueryIsReportedAndCancellationStopsBeforeTheNext() {
    Counter counter = new Counter(Integer.MAX_VALUE);
    engine().evaluate(request(outputs(new double[2], null), counter));
    assertEquals(2, counter.finished);
    Counter stopping = new Counter(0);
    double[] untouched = {7, 7};
    engine().evaluate(request(outputs(untouched, null), stopping));
    assertEquals(0, stopping.finished);
    assertArrayEquals(new double[] {7, 7}, untouched);
  }

  @Test
  void projectionsStopBetweenIterationsWhenCancelled() {
    ProjectionOutputs outputs = ProjectionOutputs.allocate(2, 1);
    Counter counter = new Counter(1);
    ProjectionSettings settings =
        new ProjectionSettings(0, 0, 1e-9, 100, RidgeMethod.SCMS, Double.NEGATIVE_INFINITY);
    engine()
        .project(
            new ProjectionRequest(new double[] {0.2, 0.7}, 2, settings, outputs, null, counter));
    assertEquals(1, counter.finished);
    assertTrue(outputs.iterations()[0] > 0);
    assertFalse(outputs.iterations()[1] > 0);
  }

  private static DensityEngine engine() {
    BackendOptions options = new BackendOptions(Precision.FP64, 0, 1, 1 << 20);
    return new ReferenceProvider()
        .open(options)
        .load(new Mixture(new double[] {0, 1, 3}, null, 3, 1, 0.5));
  }

  private static EvaluationOutputs outputs(double[] score, byte[] status) {
    return new EvaluationOutputs(
        null, score, null, null, null, null, null, null, null, status, null, null, null, null,
        null);
  }

  private static EvaluationRequest request(EvaluationOutputs outputs, Monitor monitor) {
    return new EvaluationRequest(new double[] {0.2, 0.7}, 2, 0, outputs, monitor);
  }

  /** Counts finished queries and cancels after some. */
  private static final class Counter implements Monitor {
    private final int limit;
    private int finished;

    Counter(int limit) {
      this.limit = limit;
    }

    @Override
    public void finished(int queries) {
      finished += queries;
    }

    @Override
    public boolean cancelled() {
      return finished >= limit;
    }
  }
}
