package dev.arete.diffusion.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.BackendUnavailableException;
import org.junit.jupiter.api.Test;

class ChosenAlgebraTest {
  @Test
  void noneIsChosenByItself() {
    assertTrue(ChosenAlgebra.get("jvm").isEmpty());
  }

  @Test
  void anUnknownNameIsRefused() {
    assertEquals(
        "no algebra is named \"abacus\", as arete.algebra asks; there are jvm, broken, plain",
        refusal("abacus"));
  }

  @Test
  void oneThatCannotRunSaysWhy() {
    assertEquals("arete.algebra=broken cannot run here: it is broken", refusal("broken"));
  }

  @Test
  void oneThatCanRunIsFound() {
    assertEquals("plain", ChosenAlgebra.get("plain").orElseThrow().name());
  }

  private static String refusal(String name) {
    return assertThrows(BackendUnavailableException.class, () -> ChosenAlgebra.get(name))
        .getMessage();
  }
}
