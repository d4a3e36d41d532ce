package dev.arete.internal.screening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.internal.eigen.Loops;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PrincipalAxesTest {
  private static final int AXES = PrincipalAxes.AXES;

  private static double[] normal(int length, long seed) {
    return new Random(seed).doubles(length, -1, 1).toArray();
  }

  /** Samples of lower rank than there are axes, and none at all, among them. */
  @ParameterizedTest
  @CsvSource({"9, 100", "64, 100", "33, 3", "16, 1", "3072, 20"})
  void distancesAreKept(int d, int rows) {
    for (double size : new double[] {0, 1e-200, 1, 1e15}) {
      double[] sample = normal(rows * d, d);
      for (int i = 0; i < sample.length; i++) {
        sample[i] *= size;
      }
      for (Loops loops : Loops.values()) {
        PrincipalAxes axes = new PrincipalAxes(sample, rows, d, loops.blocks());
        double[] x = normal(2 * d, 7);
        double[] turned = x.clone();
        axes.rotate(turned, 2, new double[2 * AXES]);
        double expected = squaredDistance(x, d);
        // two dozen roundings of each coordinate, whose signs differ
        String what = loops + ", size " + size;
        assertEquals(expected, squaredDistance(turned, d), 1e-14 * expected, what);
      }
    }
  }

  private static double squaredDistance(double[] pair, int d) {
    double sum = 0;
    for (int k = 0; k < d; k++) {
      double difference = pair[k] - pair[d + k];
      sum += difference * difference;
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource(Loops.class)
  void whatIsTurnedDoesNotDependOnItsNeighbours(Loops loops) {
    int d = 50;
    PrincipalAxes axes = new PrincipalAxes(normal(30 * d, 1), 30, d, loops.blocks());
    double[] five = normal(5 * d, 2);
    double[] one = java.util.Arrays.copyOfRange(five, 3 * d, 4 * d);
    axes.rotate(five, 5, new double[5 * AXES]);
    axes.rotate(one, 1, new double[AXES]);
    for (int k = 0; k < d; k++) {
      assertEquals(one[k], five[3 * d + k]);
    }
  }

  /** Eight wide directions, none of them along a coordinate, in forty. */
  @ParameterizedTest
  @EnumSource(Loops.class)
  void wideDirectionsComeFirst(Loops loops) {
    int d = 40;
    int rows = 200;
    double[] directions = normal(AXES * d, 3);
    double[] sample = new double[rows * d];
    Random random = new Random(4);
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < AXES; j++) {
        double factor = random.nextGaussian();
        for (int k = 0; k < d; k++) {
          sample[r * d + k] += factor * directions[j * d + k];
        }
      }
      for (int k = 0; k < d; k++) {
        sample[r * d + k] += 0.01 * random.nextGaussian();
      }
    }
    double[] turned = sample.clone();
    new PrincipalAxes(sample, rows, d, loops.blocks())
        .rotate(turned, rows, new double[rows * AXES]);
    double first = 0;
    double all = 0;
    for (int i = 0; i < turned.length; i++) {
      first += i % d < AXES ? turned[i] * turned[i] : 0;
      all += turned[i] * turned[i];
    }
    assertTrue(all - first < 1e-3 * all, first + " of " + all);
  }
}
