package dev.arete.internal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CompensatedSumsTest {
  @Test
  void keepsWhatALargeTermWouldSwallow() {
    CompensatedSums sums = new CompensatedSums(2);
    for (double term : new double[] {1, 1e100, 1, -1e100}) {
      sums.add(1, term);
    }
    assertEquals(2, sums.get(1));
    assertEquals(0, sums.get(0));
    sums.clear();
    assertEquals(0, sums.get(1));
  }

  @Test
  void aMillionTenthsAreAHundredThousand() {
    CompensatedSums sums = new CompensatedSums(1);
    for (int i = 0; i < 1_000_000; i++) {
      sums.add(0, 0.1);
    }
    // 0.1 in binary is 0.1 (1 + 5.55e-17): the exact sum rounds to 100000
    assertEquals(100_000, sums.get(0), Math.ulp(100_000.0));
  }
}
