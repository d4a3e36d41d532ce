package dev.arete.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MagnitudeCountsTest {
  /** A class is 1/512 of its power of two wide at most, and its middle is half of that away. */
  @Test
  void findsTheMedianToATenthOfAPercent() {
    Random random = new Random(3);
    for (int n : new int[] {1, 2, 3, 10, 1001}) {
      double[] values = new double[n];
      MagnitudeCounts counts = new MagnitudeCounts();
      for (int i = 0; i < n; i++) {
        values[i] = Math.exp(20 * random.nextGaussian());
        counts.add(values[i]);
      }
      counts.add(Double.NaN);
      Arrays.sort(values);
      double median = values[(n - 1) / 2];
      assertEquals(n, counts.size());
      assertEquals(median, counts.median(), median / 1000);
    }
  }

  @Test
  void zerosStayZero() {
    MagnitudeCounts counts = new MagnitudeCounts();
    counts.add(0);
    counts.add(1e-60);
    counts.add(1);
    assertEquals(0, counts.median());
  }
}
