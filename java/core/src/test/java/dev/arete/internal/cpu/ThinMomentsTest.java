package dev.arete.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fewer neighbours than dimensions: nothing of size d x d is formed, and nothing else changes. */
class ThinMomentsTest {
  /** Points on a curved sheet of two dimensions in d, and noise. */
  private static Points sheet(int n, int d, long seed) {
    Random random = new Random(seed);
    double[] directions = random.doubles(5L * d, -1, 1).toArray();
    double[] x = new double[n * d];
    for (int i = 0; i < n; i++) {
      double u = random.nextGaussian();
      double v = random.nextGaussian();
      double[] features = {u, v, 0.3 * u * u, 0.3 * u * v, 0.3 * v * v};
      for (int k = 0; k < d; k++) {
        for (int f = 0; f < features.length; f++) {
          x[i * d + k] += features[f] * directions[f * d + k] / Math.sqrt(d);
        }
        x[i * d + k] += 0.05 * random.nextGaussian();
      }
    }
    return Points.of(x, d);
  }

  private static Points first(Points points, int count) {
    return Points.of(
        Arrays.copyOf(points.coordinates(), count * points.dimension()), points.dimension());
  }

  private static Compute open(String backend) {
    return Compute.open(ComputeOptions.defaults().backend(backend));
  }

  @ParameterizedTest
  @CsvSource({"6, 16, 1", "20, 64, 2", "30, 100, 2", "1, 20, 0", "9, 33, 0"})
  void agreesWithTheReference(int n, int d, int k) {
    Points data = sheet(n, d, 3);
    Points queries = first(sheet(8, d, 4), 8);
    try (Compute cpu = open("cpu");
        Compute reference = open("reference");
        SmoothedDensity p = cpu.density(data, Smoothing.variance(0.5));
        SmoothedDensity truth = reference.density(data, Smoothing.variance(0.5))) {
      LocalGeometry expected = truth.geometry(queries, k);
      LocalGeometry thin = p.geometryWithoutVectors(queries, k);
      LocalGeometry full = p.geometry(queries, k);
      for (int q = 0; q < queries.count(); q++) {
        assertEquals(expected.status(q), thin.status(q), "status of " + q);
      }
      assertArrayEquals(expected.eigenvalues(), thin.eigenvalues(), 1e-12);
      assertArrayEquals(expected.ridgeResidual(), thin.ridgeResidual(), 1e-9);
      assertArrayEquals(thin.ridgeResidual(), full.ridgeResidual(), 1e-9);
      assertThrows(IllegalStateException.class, thin::eigenvectors);
      assertOrthonormal(full.eigenvectors(), d);
    }
  }

  private static void assertOrthonormal(double[] vectors, int d) {
    for (int a = 0; a < d; a++) {
      for (int b = 0; b <= a; b++) {
        double dot = 0;
        for (int i = 0; i < d; i++) {
          dot += vectors[a * d + i] * vectors[b * d + i];
        }
        assertEquals(a == b ? 1 : 0, dot, 1e-10, "vectors " + a + " and " + b);
      }
    }
  }

  @Test
  void projectsInAThousandDimensions() {
    int d = 1000;
    Points data = sheet(200, d, 5);
    Points queries = first(data, 6);
    try (Compute cpu = open("cpu");
        SmoothedDensity p = cpu.density(data, Smoothing.variance(3))) {
      for (RidgeMethod method : RidgeMethod.values()) {
        RidgeProjection end = p.ridge(2).method(method).project(queries);
        LocalGeometry there = p.geometryWithoutVectors(Points.of(end.points(), d), 2);
        for (int q = 0; q < 6; q++) {
          assertEquals(RidgeStatus.CONVERGED, end.status(q), method + " " + q);
          double residual = there.ridgeResidual()[q] * Math.sqrt(3);
          assertTrue(residual <= 1.1e-6, method + " ends at a residual of " + residual);
          assertEquals(-1.0 / 3, there.eigenvalues()[(q + 1) * d - 1], 1e-12);
        }
      }
    }
  }
}
