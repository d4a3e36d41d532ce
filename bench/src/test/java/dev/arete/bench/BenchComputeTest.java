package dev.arete.bench;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.BackendUnavailableException;
import org.junit.jupiter.api.Test;

class BenchComputeTest {
  @Test
  void refusesTheAutomaticChoice() {
    assertThrows(IllegalArgumentException.class, () -> BenchCompute.open("auto", "FP64"));
  }

  /** Its times would be those of double precision under another name. */
  @Test
  void refusesTheReferenceInSinglePrecision() {
    assertThrows(IllegalArgumentException.class, () -> BenchCompute.open("reference", "FP32"));
  }

  @Test
  void refusesABackendThatIsNotThere() {
    BackendUnavailableException e =
        assertThrows(BackendUnavailableException.class, () -> BenchCompute.open("none", "FP64"));
    assertTrue(e.getMessage().contains("none"), e.getMessage());
  }
}
