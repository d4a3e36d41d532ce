package dev.arete.testkit.contract;

import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.SymmetricEigen;
import dev.arete.testkit.check.Refusal;
import dev.arete.testkit.data.Draw;
import dev.arete.testkit.data.Sample;
import org.junit.jupiter.api.Test;

/** What an open backend refuses, with the numbers in the message. */
public abstract class RefusalContract extends Contract {
  private static final Sample SAMPLE = new Draw(1).cloud(10, 3, 0.5, 4);

  @Test
  void densitiesOfNothingAreRefused() {
    Refusal.of(() -> compute().density(Points.of(new double[0], 2), Smoothing.variance(1)), "none");
  }

  @Test
  void exponentsThatOverflowAreRefused() {
    Points far = Points.of(new double[] {1e140, 0}, 2);
    Refusal.of(() -> compute().density(far, Smoothing.variance(1e-100)), "1.0E140", "1.0E-100");
    Points near = Points.of(new double[] {1, 0}, 2);
    try (SmoothedDensity density = compute().density(near, Smoothing.variance(1e-100))) {
      Refusal.of(() -> density.score(far), "1.0E140", "1.0E-100");
    }
  }

  @Test
  void queriesOfAnotherDimensionAreRefused() {
    Points queries = Points.of(new double[] {1, 2}, 2);
    try (SmoothedDensity density = compute().density(SAMPLE.data(), SAMPLE.smoothing())) {
      Refusal.of(() -> density.logDensity(queries), "dimension 2", "dimension 3");
      Refusal.of(() -> density.geometry(queries, 1), "dimension 2", "dimension 3");
      Refusal.of(() -> density.ridge(1).project(queries), "dimension 2", "dimension 3");
    }
  }

  @Test
  void ridgeDimensionsOutOfRangeAreRefused() {
    try (SmoothedDensity density = compute().density(SAMPLE.data(), SAMPLE.smoothing())) {
      for (int k : new int[] {-1, 3, 4, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        Refusal.of(() -> density.geometry(SAMPLE.queryPoints(), k), "0..2", "" + k);
        Refusal.of(() -> density.ridge(k), "0..2", "" + k);
      }
    }
  }

  @Test
  void projectionSettingsOutOfRangeAreRefused() {
    double nan = Double.NaN;
    double infinite = Double.POSITIVE_INFINITY;
    try (SmoothedDensity density = compute().density(SAMPLE.data(), SAMPLE.smoothing())) {
      for (double beta : new double[] {-1e-9, -1, nan, infinite}) {
        Refusal.of(() -> density.ridge(1).beta(beta), "beta", "" + beta);
      }
      for (double tolerance : new double[] {0, -1, nan, infinite}) {
        Refusal.of(() -> density.ridge(1).tolerance(tolerance), "tolerance", "" + tolerance);
      }
      Refusal.of(() -> density.ridge(1).maxIterations(-1), "-1");
      Refusal.of(() -> density.ridge(1).minLogDensity(nan), "NaN");
    }
  }

  @Test
  void matricesThatAreNoneAreRefused() {
    SymmetricEigen eigen = compute().symmetricEigen();
    Refusal.of(() -> eigen.decompose(new double[4], 0, new double[4], null), "0");
    Refusal.of(() -> eigen.decompose(new double[4], -2, new double[4], null), "-2");
    Refusal.of(() -> eigen.decompose(new double[5], 2, new double[2], null), "5", "2 x 2");
    Refusal.of(() -> eigen.decompose(new double[8], 2, new double[3], null), "3", "4");
    Refusal.of(() -> eigen.decompose(new double[8], 2, new double[4], new double[7]), "7", "8");
    double[] bad = {1, 0, 0, 1, 1, 0, Double.NaN, 1};
    Refusal.of(() -> eigen.decompose(bad, 2, new double[4], null), "matrix 1", "(1, 0)", "NaN");
    double[] infinite = {Double.NEGATIVE_INFINITY};
    Refusal.of(() -> eigen.decompose(infinite, 1, new double[1], null), "-Infinity");
  }
}
