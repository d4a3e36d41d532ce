package dev.arete.internal.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.Precision;
import dev.arete.ProjectionSettings;
import dev.arete.RidgeMethod;
import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.internal.local.LocalFrame;
import dev.arete.internal.local.LocalMoments;
import dev.arete.internal.local.ThirdMoments;
import dev.arete.spi.ProjectionOutputs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a projection ends, and what it reports then. */
class ProjectionStatusTest {
  private static final double VARIANCE = 0.02;
  private static final Points CIRCLE = Samples.circle(200, 0.1, 7);
  private static final Points PAIR = Points.of(new double[] {-2, 0, 2, 0}, 2);

  @ParameterizedTest
  @EnumSource(RidgeMethod.class)
  void aQueryBelowTheDensityIsNotMoved(RidgeMethod method) {
    Points queries = Points.of(new double[] {5, 5, 0.9, 0.1}, 2);
    RidgeProjection ridge =
        Samples.project(
            CIRCLE,
            Smoothing.variance(VARIANCE),
            1,
            queries,
            r -> r.method(method).minLogDensity(-8));
    assertEquals(RidgeStatus.BELOW_DENSITY, ridge.status(0));
    assertArrayEquals(new double[] {5, 5}, Arrays.copyOf(ridge.points(), 2));
    assertEquals(0, ridge.iterations()[0]);
    assertEquals(RidgeStatus.CONVERGED, ridge.status(1));
  }

  @Test
  void aQueryThatEndsBelowTheDensityDoesNotCountAsConverged() {
    ProjectionSettings settings = new ProjectionSettings(0, 0, 1e-6, 500, RidgeMethod.NEWTON, -2);
    RidgeIteration iteration =
        new RidgeIteration(new LocalFrame(1, 1, Precision.FP64), settings, 0x1p-53);
    ThirdMoments none = (vectors, tangent, coefficients, out) -> Arrays.fill(out, 0);
    LocalMoments moments = new LocalMoments(1);
    iteration.start(0, new double[] {4}, 0, null);
    moments.logDensity = -1;
    moments.shift[0] = 0.5;
    assertFalse(iteration.advance(moments, none));
    moments.logDensity = -3; // made up: the residual vanishes where the density is low
    moments.shift[0] = 0;
    assertTrue(iteration.advance(moments, none));
    ProjectionOutputs outputs = ProjectionOutputs.allocate(1, 1);
    iteration.store(outputs);
    assertEquals(RidgeStatus.BELOW_DENSITY, RidgeStatus.of(outputs.status()[0]));
    assertEquals(1, outputs.iterations()[0]);
    assertEquals(4.5, outputs.points()[0]);
  }

  @Test
  void aNewtonStepThatDoesNoGoodIsTakenBackAndScmsGoesInItsPlace() {
    ProjectionSettings settings =
        new ProjectionSettings(0, 0, 1e-6, 500, RidgeMethod.NEWTON, Double.NEGATIVE_INFINITY);
    RidgeIteration iteration =
        new RidgeIteration(new LocalFrame(1, 1, Precision.FP64), settings, 0x1p-53);
    ThirdMoments none = (vectors, tangent, coefficients, out) -> Arrays.fill(out, 0);
    LocalMoments moments = new LocalMoments(1);
    iteration.start(0, new double[] {4}, 0, null);
    moments.shift[0] = 0.25;
    moments.covarianceRatio[0] = 0.5; // Newton goes twice as far as SCMS
    assertFalse(iteration.advance(moments, none));
    assertEquals(4.5, iteration.point()[0]);
    moments.shift[0] = 0.5; // the residual rose, the density did not
    assertFalse(iteration.advance(moments, none));
    assertEquals(4.25, iteration.point()[0]);
    assertFalse(iteration.advance(moments, none)); // an SCMS step is accepted all the same
    moments.shift[0] = 0;
    assertTrue(iteration.advance(moments, none));
    ProjectionOutputs outputs = ProjectionOutputs.allocate(1, 1);
    iteration.store(outputs);
    assertEquals(1, outputs.rejectedSteps()[0]);
    assertEquals(2, outputs.iterations()[0]);
    assertEquals(RidgeStatus.CONVERGED, RidgeStatus.of(outputs.status()[0]));
  }

  @ParameterizedTest
  @EnumSource(RidgeMethod.class)
  void onePointHasNoTangentDirection(RidgeMethod method) {
    Points one = Points.of(new double[] {1, 2, 3}, 3);
    Points query = Points.of(new double[] {1.5, 2, 3}, 3);
    RidgeProjection ridge =
        Samples.project(one, Smoothing.variance(1), 1, query, r -> r.method(method));
    assertEquals(RidgeStatus.UNDEFINED, ridge.status(0));
    assertTrue(Double.isNaN(ridge.residual()[0]));
    assertArrayEquals(new double[] {1.5, 2, 3}, ridge.points());
  }

  @Test
  void aSaddleIsASaddleOnlyToTheQueryThatStartsThere() {
    Points queries = Points.of(new double[] {0, 0, 1e-3, 1e-3}, 2);
    for (RidgeMethod method : RidgeMethod.values()) {
      RidgeProjection modes =
          Samples.project(PAIR, Smoothing.variance(0.5), 0, queries, r -> r.method(method));
      assertEquals(RidgeStatus.NOT_A_RIDGE, modes.status(0));
      assertTrue(modes.normalEigenvalue()[0] > 0);
      assertEquals(0, modes.iterations()[0]);
      assertEquals(RidgeStatus.CONVERGED, modes.status(1), method + " must leave the saddle");
      assertTrue(modes.points()[2] > 1.9, method + " must reach the mode");
    }
  }

  @ParameterizedTest
  @EnumSource(RidgeMethod.class)
  void aMarginBeyondOneOverTheVarianceIsNeverMet(RidgeMethod method) {
    double beyond = 1.001 / VARIANCE; // no eigenvalue of the Hessian lies below -1/h
    RidgeProjection ridge =
        Samples.project(
            CIRCLE, Smoothing.variance(VARIANCE), 1, CIRCLE, r -> r.beta(beyond).method(method));
    assertEquals("NOT_A_RIDGE 200", ridge.summary());
  }

  @ParameterizedTest
  @EnumSource(RidgeMethod.class)
  void theIterationLimitLeavesTheLastPointWithItsOwnGeometry(RidgeMethod method) {
    Points query = Points.of(new double[] {0.5, 0.4}, 2);
    try (Compute compute = Compute.open(ComputeOptions.defaults().backend("reference"));
        SmoothedDensity density = compute.density(CIRCLE, Smoothing.variance(VARIANCE))) {
      for (int limit = 0; limit <= 2; limit++) {
        RidgeProjection ridge =
            density
                .ridge(1)
                .method(method)
                .tolerance(1e-14)
                .maxIterations(limit)
                .recordingPaths()
                .project(query);
        assertEquals(RidgeStatus.MAX_ITERATIONS, ridge.status(0));
        assertEquals(limit, ridge.iterations()[0]);
        assertEquals(2 * (limit + 1), ridge.path(0).length);
        LocalGeometry there = density.geometry(Points.of(ridge.points(), 2), 1);
        assertEquals(there.ridgeResidual()[0] * Math.sqrt(VARIANCE), ridge.residual()[0], 1e-15);
        assertEquals(there.logDensity()[0], ridge.logDensity()[0]);
        assertEquals(there.eigengap()[0], ridge.eigengap()[0]);
        assertEquals(there.normalEigenvalue(0), ridge.normalEigenvalue()[0]);
        assertEquals(there.effectiveNeighbours()[0], ridge.effectiveNeighbours()[0]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RidgeMethod.class)
  void aToleranceBelowRoundingEndsSoonAndDoesNotClaimConvergence(RidgeMethod method) {
    RidgeProjection ridge =
        Samples.project(
            CIRCLE,
            Smoothing.variance(VARIANCE),
            1,
            CIRCLE,
            r -> r.method(method).tolerance(1e-300).maxIterations(100_000));
    for (int i = 0; i < ridge.count(); i++) {
      boolean exact = ridge.status(i) == RidgeStatus.CONVERGED && ridge.residual()[i] <= 1e-300;
      assertTrue(exact || ridge.status(i) == RidgeStatus.MAX_ITERATIONS, "query " + i);
      assertTrue(ridge.residual()[i] <= 1e-13, "query " + i + ": " + ridge.residual()[i]);
      // SCMS gains a digit in three to five steps here; sixteen digits and some stalls
      assertTrue(ridge.iterations()[i] <= 150, "query " + i + ": " + ridge.iterations()[i]);
    }
  }

  @ParameterizedTest
  @EnumSource(RidgeMethod.class)
  void pathsRunFromTheStartToTheEnd(RidgeMethod method) {
    RidgeProjection ridge =
        Samples.project(
            CIRCLE,
            Smoothing.variance(VARIANCE),
            1,
            CIRCLE,
            r -> r.method(method).recordingPaths());
    for (int i = 0; i < ridge.count(); i++) {
      double[] path = ridge.path(i);
      assertEquals(2 * (1 + ridge.iterations()[i]), path.length);
      assertEquals(CIRCLE.coordinate(i, 0), path[0]);
      assertEquals(CIRCLE.coordinate(i, 1), path[1]);
      assertEquals(ridge.points()[2 * i], path[path.length - 2]);
      assertEquals(ridge.points()[2 * i + 1], path[path.length - 1]);
    }
  }
}
