package dev.arete.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StopwatchTest {
  private double sum;

  /** Short calls have a processor time too; it cannot be much above what they take by the clock. */
  @Test
  void tellsTheProcessorTimeOfShortCalls() {
    double[] best = Stopwatch.best(1, 0, () -> sum += spin());
    assertTrue(best[0] > 0 && best[0] < 10, "wall " + best[0]);
    assertTrue(best[1] > 0 && best[1] < 10, "processor " + best[1]);
  }

  private static double spin() {
    double sum = 0;
    for (int i = 1; i < 100_000; i++) {
      sum += 1.0 / i;
    }
    return sum;
  }
}
