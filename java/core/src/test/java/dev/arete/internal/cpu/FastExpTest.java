package dev.arete.internal.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FastExpTest {
  private static void assertClose(double[] arguments) {
    double[] x = arguments.clone();
    new FastExp().negated(x, x.length);
    for (int i = 0; i < x.length; i++) {
      double expected = StrictMath.exp(-arguments[i]);
      double ulps = Math.abs(x[i] - expected) / Math.ulp(expected);
      if (!(ulps <= 1.5)) { // one for this, half for StrictMath
        throw new AssertionError("exp(" + -arguments[i] + ") = " + x[i] + ", off by " + ulps);
      }
    }
  }

  @Test
  void withinOneUnitOverTheWholeRange() {
    Random random = new Random(1);
    double[] x = new double[100_000];
    for (int i = 0; i < x.length; i++) {
      double size = Math.pow(10, 3.5 * random.nextDouble() - 3);
      x[i] = i % 16 == 0 ? -random.nextDouble() : Math.min(708, size * random.nextDouble());
    }
    assertClose(x);
  }

  @Test
  void closeAroundMultiplesOfHalfLog2() {
    double[] x = new double[3 * 2000];
    for (int i = 0; i < 2000; i++) {
      double edge = (i + 0.5) * Math.log(2) / 2;
      x[3 * i] = edge > 707 ? 0 : edge;
      x[3 * i + 1] = Math.nextUp(x[3 * i]);
      x[3 * i + 2] = Math.nextDown(x[3 * i]);
    }
    assertClose(x);
  }

  @Test
  void exactAtZeroAndZeroBeyondTheRange() {
    double[] x = {0, -0.0, Double.MIN_VALUE, 708.1, 1e10, Double.MAX_VALUE, 1.0 / 0};
    new FastExp().negated(x, x.length);
    for (int i = 0; i < x.length; i++) {
      assertEquals(i < 3 ? 1.0 : 0.0, x[i]);
    }
  }

  @Test
  void stopsAtTheCount() {
    double[] x = {1, 1, 1};
    new FastExp().negated(x, 2);
    assertEquals(1, x[2]);
  }
}
