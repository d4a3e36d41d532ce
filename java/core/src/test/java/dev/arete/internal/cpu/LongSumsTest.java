package dev.arete.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LongSumsTest {
  /** What additions lose is kept: a plain sum of these is off by thousands of units. */
  @Test
  void longSumsDoNotGrowWorse() {
    LongSums sums = new LongSums(2);
    sums.clear(2);
    double[] part = new double[2];
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      part[0] = 0.1;
      part[1] = i % 2 == 0 ? 1e16 : -1e16;
      sums.take(part);
      assertEquals(0, part[0]);
    }
    sums.get(part);
    // 0.1 is a rounded number, whose multiple is rounded once
    assertEquals(0.1 * count, part[0], Math.ulp(0.1 * count));
    assertEquals(0, part[1]);
  }
}
