package dev.arete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eigensystems at the ends of what doubles and arrays hold. */
class SymmetricEigenTest {

  private static Compute open(String backend) {
    return Compute.open(ComputeOptions.defaults().backend(backend));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "reference"})
  void oneMatrixThatNoArrayHoldsIsRefused(String backend) {
    try (Compute compute = open(backend)) {
      SymmetricEigen eigen = compute.symmetricEigen();
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> eigen.decompose(new double[1], 60_000, new double[1], null))
              .getMessage();
      assertEquals(
          "one matrix of order 60000 would need 3600000000 numbers, more than one array can hold",
          message);
    }
  }
}
