package dev.arete.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ChecksTest {
  private static final String TOO_LONG = ", more than one array can hold";

  private static void refused(String expected, Executable check) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, check).getMessage());
  }

  @Test
  void productsThatFitAreReturned() {
    assertEquals(24, Checks.arraySize("it", 2, 3, 4));
    assertEquals(Integer.MAX_VALUE - 8, Checks.arraySize("it", Integer.MAX_VALUE - 8));
    assertEquals(24, Checks.resultSize("it", 2, 3, 4));
    assertEquals(0, Checks.resultSize("it", 0, 60_000, 60_000));
  }

  @Test
  void whatNoArrayHoldsIsRefusedWithoutAdviceThatCannotHelp() {
    refused(
        "it would need 2147483640 numbers" + TOO_LONG, () -> Checks.arraySize("it", 2147483640));
    refused(
        "it would need 3600000000 numbers" + TOO_LONG,
        () -> Checks.resultSize("it", 1, 60_000, 60_000));
    String most = "it would need " + Long.MAX_VALUE + " numbers" + TOO_LONG;
    refused(most, () -> Checks.arraySize("it", 1L << 31, 1L << 31, 1L << 31));
  }

  @Test
  void manyQueriesMayBeProcessedInBatches() {
    refused(
        "Hessians would need 4000000000 numbers"
            + TOO_LONG
            + "; process the queries in smaller batches",
        () -> Checks.resultSize("Hessians", 1000, 2000, 2000));
  }
}
