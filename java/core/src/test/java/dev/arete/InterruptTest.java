package dev.arete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever may take long ends when its caller is interrupted, and says what was left undone. */
class InterruptTest {
  private static final Points DATA = Points.of(new double[] {0, 0, 1, 0, 0, 1}, 2);
  private static final Smoothing SMOOTHING = Smoothing.variance(0.5);

  private static void interrupted(String expected, Executable operation) {
    Thread.currentThread().interrupt();
    String message =
        assertThrows(ComputationInterruptedException.class, operation, expected).getMessage();
    assertTrue(Thread.interrupted(), "the flag is not set again");
    assertEquals(expected, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "reference"})
  void everyOperationEnds(String backend) {
    String evaluation = "evaluation interrupted after 0 of 3 queries";
    String projection = "projection interrupted after 0 of 3 queries";
    try (Compute compute = Compute.open(ComputeOptions.defaults().backend(backend));
        SmoothedDensity p = compute.density(DATA, SMOOTHING);
        QueryBatch batch = p.hold(DATA)) {
      interrupted(evaluation, () -> p.logDensity(DATA));
      interrupted(evaluation, () -> p.score(DATA));
      interrupted(evaluation, () -> p.posteriorMean(DATA));
      interrupted(evaluation, () -> p.hessian(DATA));
      interrupted(evaluation, () -> p.evaluateInto(DATA, new double[3], null, null));
      interrupted(evaluation, () -> p.geometry(DATA, 1));
      interrupted(evaluation, () -> p.geometryWithoutVectors(DATA, 1));
      interrupted(evaluation, () -> p.leadingGeometry(DATA, 1));
      interrupted(evaluation, () -> p.spectrum(DATA));
      interrupted(evaluation, batch::logDensity);
      interrupted(evaluation, () -> batch.geometry(1));
      interrupted(projection, () -> p.ridge(1).project(DATA));
      interrupted(projection, () -> p.ridge(1).project(batch));
      assertEquals(3, batch.logDensity().length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "reference"})
  void eigensystemsAreCountedInMatrices(String backend) {
    try (Compute compute = Compute.open(ComputeOptions.defaults().backend(backend))) {
      SymmetricEigen eigen = compute.symmetricEigen();
      interrupted(
          "eigendecomposition interrupted after 0 of 2 matrices",
          () -> eigen.decompose(new double[] {1, 2}, 1, new double[2], null));
    }
  }
}
