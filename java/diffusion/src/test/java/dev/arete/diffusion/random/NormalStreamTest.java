package dev.arete.diffusion.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NormalStreamTest {
  private static final int COUNT = 100_000;

  private static double[] draw(long seed, int step, int dimension) {
    double[] out = new double[COUNT * dimension];
    new NormalStream(seed).fill(step, 0, COUNT, dimension, out);
    return out;
  }

  /** Four standard errors of the mean of z^k: sqrt(var(z^k)/N). */
  @Test
  void firstFourMomentsAreNormal() {
    double[] z = draw(7, 3, 3);
    double n = z.length;
    assertNear(0, Arrays.stream(z).sum() / n, 4 * Math.sqrt(1 / n));
    assertNear(1, Arrays.stream(z).map(v -> v * v).sum() / n, 4 * Math.sqrt(2 / n));
    assertNear(0, Arrays.stream(z).map(v -> v * v * v).sum() / n, 4 * Math.sqrt(15 / n));
    assertNear(3, Arrays.stream(z).map(v -> v * v * v * v).sum() / n, 4 * Math.sqrt(96 / n));
  }

  @Test
  void stepsSeedsAndAxesAreUncorrelated() {
    double[] one = draw(7, 0, 2);
    assertUncorrelated(one, draw(7, 1, 2));
    assertUncorrelated(one, draw(8, 0, 2));
    double[] axes = new double[one.length];
    for (int i = 0; i < one.length; i++) {
      axes[i] = one[i ^ 1];
    }
    assertUncorrelated(one, axes);
  }

  /** The mean of a product of independent numbers has standard error 1/sqrt(N). */
  private static void assertUncorrelated(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    assertNear(0, sum / a.length, 4 * Math.sqrt(2.0 / a.length));
  }

  @Test
  void addressesNotBatchesDecide() {
    double[] all = draw(1, 5, 3);
    double[] part = new double[3 * 700];
    new NormalStream(1).fill(5, 1000, 700, 3, part);
    assertArrayEquals(Arrays.copyOfRange(all, 3000, 5100), part);
  }

  private static void assertNear(double expected, double actual, double bound) {
    assertTrue(Math.abs(actual - expected) <= bound, () -> expected + " " + actual + " " + bound);
  }
}
