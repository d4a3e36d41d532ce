package dev.arete.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StopwatchTest {
  private double sum;

  /** Short calls have a processor time too; it cannot be much above what they take by the clock. */
  @Test
  void tellsTheProcessorTimeOfShortCalls() {
    double[] best = Stopwatch.best(0, () -> sum += spin());
    assertTrue(best[0] > 0 && best[0] < 10, "wall " + best[0]);
    assertTrue(best[1] > 0 && best[1] < 10, "processor " + best[1]);
  }

  /** The call that the compiler has not seen is there on its own; what counts comes later. */
  @Test
  void tellsTheTimeOfTheFirstCall() {
    int[] calls = {0};
    double[] first = Stopwatch.once(() -> sum += calls[0]++ + spin());
    assertEquals(1, calls[0]);
    assertTrue(first[0] > 0 && first[0] < 10, "wall " + first[0]);
    assertTrue(first[1] >= 0 && first[1] < 10, "processor " + first[1]);
  }

  private static double spin() {
    double sum = 0;
    for (int i = 1; i < 100_000; i++) {
      sum += 1.0 / i;
    }
    return sum;
  }
}
