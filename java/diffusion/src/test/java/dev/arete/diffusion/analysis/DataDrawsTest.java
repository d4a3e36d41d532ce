package dev.arete.diffusion.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Points;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DataDrawsTest {
  private static Points line(int count) {
    double[] x = new double[count];
    Arrays.setAll(x, i -> i);
    return Points.of(x, 1);
  }

  private static int[] counts(int[] draws, int points) {
    int[] counts = new int[points];
    for (int draw : draws) {
      counts[draw]++;
    }
    return counts;
  }

  /** Strata of six rows: each is drawn from once, and not always its first. */
  @Test
  void fewDrawsReachAllRows() {
    int[] draws = DataDraws.indices(line(3000), 500, 7);
    int[] places = new int[6];
    for (int i = 0; i < draws.length; i++) {
      assertEquals(i, draws[i] / 6, "stratum");
      places[draws[i] % 6]++;
    }
    // A place has 500/6 draws; four standard deviations are 4 sqrt(500 (1/6) (5/6)) = 33.
    for (int count : places) {
      assertEquals(500 / 6.0, count, 33);
    }
  }

  @Test
  void fewRowsAreDrawnAlike() {
    for (int count : counts(DataDraws.indices(line(7), 500, 7), 7)) {
      assertEquals(500 / 7.0, count, 2);
    }
    assertArrayEquals(new int[500], DataDraws.indices(line(1), 500, 7));
  }

  /**
   * A weight counts, wherever its row stands; one of 1e-9 is not drawn, the heaviest nearly always.
   */
  @Test
  void weightsSayHowOften() {
    int[] counts =
        counts(DataDraws.indices(line(4).withWeights(new double[] {1, 2, 3, 4}), 1000, 3), 4);
    for (int i = 0; i < 4; i++) {
      assertEquals(100 * (i + 1), counts[i], 2, "weight " + (i + 1));
    }
    double[] light = new double[1000];
    Arrays.fill(light, 0, 600, 1e-9);
    Arrays.fill(light, 600, 1000, 1);
    int[] draws = DataDraws.indices(line(1000).withWeights(light), 400, 3);
    assertTrue(Arrays.stream(draws).allMatch(i -> i >= 600));
    light[999] = 1e9;
    draws = DataDraws.indices(line(1000).withWeights(light), 400, 3);
    assertTrue(Arrays.stream(draws, 1, 400).allMatch(i -> i == 999));
  }

  @Test
  void theSeedSaysWhich() {
    int[] draws = DataDraws.indices(line(3000), 500, 7);
    assertArrayEquals(draws, DataDraws.indices(line(3000), 500, 7));
    assertFalse(Arrays.equals(draws, DataDraws.indices(line(3000), 500, 8)));
  }
}
