package dev.arete.internal.ridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.RidgeMethod;
import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How fast the two methods converge, and that they agree. */
class ConvergenceTest {
  @Test
  void exactStepsSquareTheResidual() {
    double variance = 0.02;
    Points data = Samples.helix(1000, 0.1, 4);
    Points queries = Samples.disturbed(Samples.helix(60, 0.1, 5), 0.05, 6);
    int pairs = 0;
    for (double[] residuals : residuals(data, variance, queries, RidgeMethod.NEWTON)) {
      for (int i = 1; i < residuals.length; i++) {
        if (residuals[i - 1] <= 1e-2 && residuals[i - 1] >= 1e-7) {
          // the constant is the curvature of the ridge equation in units of sqrt(h), of order one
          double bound = 10 * residuals[i - 1] * residuals[i - 1] + 1e-14;
          assertTrue(residuals[i] <= bound, Arrays.toString(residuals));
          pairs++;
        }
      }
    }
    assertTrue(pairs >= 60, "only " + pairs + " steps were seen");
  }

  @Test
  void scmsConvergesAtTheRateOfTheNormalVariance() {
    // points in a plane band of normal variance tau^2: rate tau^2 / (tau^2 + h) = 1/2 for tau^2 = h
    double[] band = new double[2 * 81 * 41];
    for (int i = 0; i < 81; i++) {
      for (int j = 0; j < 41; j++) {
        band[2 * (41 * i + j)] = 0.2 * (i - 40);
        band[2 * (41 * i + j) + 1] = 0.1 * (j - 20) * Math.sqrt(3);
      }
    }
    double[] residuals =
        residuals(Points.of(band, 2), 4, Points.of(new double[] {0.5, 0.4}, 2), RidgeMethod.SCMS)[
            0];
    int last = residuals.length - 1;
    double rate = residuals[last] / residuals[last - 1];
    RidgeProjection end =
        Samples.project(
            Points.of(band, 2),
            Smoothing.variance(4),
            1,
            Points.of(new double[] {0.5, 0.4}, 2),
            r -> r.method(RidgeMethod.SCMS).tolerance(1e-10));
    // the rate is mu_{k+1}/h = 1 + h lambda_{k+1}, where the ridge is straight
    assertEquals(1 + 4 * end.normalEigenvalue()[0], rate, 1e-5);
  }

  @Test
  void everyScmsStepGainsTheDensityItIsBoundToGain() {
    double variance = 0.005;
    Points data = Samples.circle(200, 0.1, 8);
    Points queries = Samples.disturbed(Samples.circle(40, 0.1, 9), 0.05, 10);
    try (Compute compute = Compute.open(ComputeOptions.defaults().backend("reference"));
        SmoothedDensity density = compute.density(data, Smoothing.variance(variance))) {
      RidgeProjection ridge =
          density.ridge(1).method(RidgeMethod.SCMS).recordingPaths().project(queries);
      for (int i = 0; i < queries.count(); i++) {
        LocalGeometry along = density.geometry(Points.of(ridge.path(i), 2), 1);
        for (int step = 1; step < along.count(); step++) {
          double gain = along.logDensity()[step] - along.logDensity()[step - 1];
          double residual = along.ridgeResidual()[step - 1] * Math.sqrt(variance);
          assertTrue(gain >= 0.5 * residual * residual - 1e-14, "query " + i + " step " + step);
        }
      }
    }
  }

  @Test
  void methodsAgreeOnASmoothCircle() {
    Points data = Samples.circle(400, 0.1, 11);
    Points queries = Samples.disturbed(Samples.circle(150, 0.1, 12), 0.3 * Math.sqrt(0.02), 13);
    Comparison comparison = new Comparison(data, 0.02, 1, queries, 1e-6);
    comparison.everyQueryConverges();
    // limits differ along the ridge; a study on such circles found median 1e-3, 95% 1e-2
    assertTrue(comparison.distance(0.5) <= 5e-3, "median " + comparison.distance(0.5));
    assertTrue(comparison.distance(0.95) <= 5e-2, "p95 " + comparison.distance(0.95));
    assertTrue(comparison.newtonSteps(0.5) <= 3, "median " + comparison.newtonSteps(0.5));
    assertTrue(comparison.newtonSteps(1) <= 6, "max " + comparison.newtonSteps(1));
    assertTrue(comparison.scmsSteps(0.5) >= 8, "SCMS is linear: " + comparison.scmsSteps(0.5));
  }

  @Test
  void newtonCopesWithARoughCircle() {
    Points data = Samples.circle(300, 0.2, 3);
    Points queries = Samples.disturbed(Samples.circle(200, 0.2, 14), 0.3 * Math.sqrt(0.02), 15);
    Comparison comparison = new Comparison(data, 0.02, 1, queries, 1e-6);
    comparison.everyQueryConverges();
    // a study on such circles found median 3, 95% 5, max 25
    assertTrue(comparison.newtonSteps(0.5) <= 4, "median " + comparison.newtonSteps(0.5));
    assertTrue(comparison.newtonSteps(0.95) <= 8, "p95 " + comparison.newtonSteps(0.95));
    assertTrue(comparison.newtonSteps(1) <= 30, "max " + comparison.newtonSteps(1));
    assertTrue(comparison.distance(0.5) <= 5e-2, "median " + comparison.distance(0.5));
  }

  @Test
  void newtonCopesWithSixteenDimensions() {
    Points data = Samples.mixture(500, 16, 4, 16);
    double[] some = Arrays.copyOf(data.coordinates(), 16 * 60);
    double variance = 0.6;
    Points queries = Samples.disturbed(Points.of(some, 16), 0.3 * Math.sqrt(variance), 17);
    for (double tolerance : new double[] {1e-6, 1e-9}) { // below 1e-6 the exact Jacobian is used
      Comparison comparison = new Comparison(data, variance, 4, queries, tolerance);
      comparison.everyQueryConverges();
      // the slowest normal direction here has tau^2 of about h: SCMS gains a bit per step
      int newton = comparison.newtonSteps(0.95);
      int scms = comparison.scmsSteps(0.95);
      assertTrue(comparison.newtonSteps(0.5) <= 8, "median " + comparison.newtonSteps(0.5));
      assertTrue(2 * newton <= scms, "p95 " + newton + ", of SCMS " + scms);
      assertTrue(comparison.distance(0.5) <= 5e-2, "median " + comparison.distance(0.5));
    }
  }

  private static double[][] residuals(
      Points data, double variance, Points queries, RidgeMethod method) {
    double[][] all = new double[queries.count()][];
    try (Compute compute = Compute.open(ComputeOptions.defaults().backend("reference"));
        SmoothedDensity density = compute.density(data, Smoothing.variance(variance))) {
      RidgeProjection ridge =
          density.ridge(1).method(method).tolerance(1e-11).recordingPaths().project(queries);
      for (int i = 0; i < all.length; i++) {
        Points path = Points.of(ridge.path(i), data.dimension());
        all[i] = density.geometry(path, 1).ridgeResidual();
        for (int step = 0; step < all[i].length; step++) {
          all[i][step] *= Math.sqrt(variance);
        }
      }
    }
    return all;
  }

  /** Both methods from the same starts. */
  private static final class Comparison {
    private final RidgeProjection newton;
    private final RidgeProjection scms;
    private final double[] distances;

    Comparison(Points data, double variance, int tangent, Points queries, double tolerance) {
      newton = project(data, variance, tangent, queries, tolerance, RidgeMethod.NEWTON);
      scms = project(data, variance, tangent, queries, tolerance, RidgeMethod.SCMS);
      int d = data.dimension();
      distances = new double[queries.count()];
      for (int i = 0; i < distances.length; i++) {
        double square = 0;
        for (int j = i * d; j < (i + 1) * d; j++) {
          square += Math.pow(newton.points()[j] - scms.points()[j], 2);
        }
        distances[i] = Math.sqrt(square / variance);
      }
      Arrays.sort(distances);
    }

    private static RidgeProjection project(
        Points data,
        double variance,
        int tangent,
        Points queries,
        double tolerance,
        RidgeMethod method) {
      return Samples.project(
          data,
          Smoothing.variance(variance),
          tangent,
          queries,
          r -> r.tolerance(tolerance).method(method));
    }

    void everyQueryConverges() {
      assertEquals(newton.count(), newton.statusCounts().get(RidgeStatus.CONVERGED));
      assertEquals(scms.count(), scms.statusCounts().get(RidgeStatus.CONVERGED));
    }

    double distance(double quantile) {
      return distances[(int) (quantile * (distances.length - 1))];
    }

    int newtonSteps(double quantile) {
      return quantile(newton.iterations(), quantile);
    }

    int scmsSteps(double quantile) {
      return quantile(scms.iterations(), quantile);
    }

    private static int quantile(int[] values, double quantile) {
      int[] sorted = values.clone();
      Arrays.sort(sorted);
      return sorted[(int) (quantile * (sorted.length - 1))];
    }
  }
}
