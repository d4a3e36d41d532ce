package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.testkit.check.Check;
import org.junit.jupiter.api.Test;

/** Two lanes that turn a pair of columns must agree whether to, to the last bit. */
@OnEmulator(onDevice = true)
class EigenWarpTest {
  private static final int ORDER = 9;
  private static final double NEGLIGIBLE = 0x1p-52 * Math.sqrt(ORDER);

  /** Column sums of at most 1.25 are not scaled; 1.5 times the largest is added to the diagonal. */
  private static final double SHIFT = 1.5 * 1.25;

  /** The two products of tolerance and norms, as a lane and its partner would form them in turn. */
  private static double[] thresholds(double first, double second) {
    double alpha = Math.sqrt(first * first);
    double beta = Math.sqrt(second * second);
    return new double[] {NEGLIGIBLE * alpha * beta, NEGLIGIBLE * beta * alpha};
  }

  /**
   * A diagonal matrix but for one entry, so small that it counts as zero by one order of the
   * factors and not by the other, between two values so close that it turns their vectors by a
   * large angle.
   */
  private static double[] undecided() {
    for (int k = 1; k < 1000; k++) {
      double first = 1 + k * 0x1p-44 + SHIFT;
      double second = first + 5 * 0x1p-51;
      double[] limits = thresholds(first, second);
      double low = Math.min(limits[0], limits[1]);
      double high = Math.max(limits[0], limits[1]);
      double off = low / (first + second) * (1 - 0x1p-50);
      while (first * off + off * second <= low) {
        off = Math.nextUp(off);
      }
      if (first * off + off * second <= high) {
        return matrix(first - SHIFT, second - SHIFT, off);
      }
    }
    throw new AssertionError("no pair of columns was found on which the orders differ");
  }

  private static double[] matrix(double first, double second, double off) {
    double[] matrix = new double[ORDER * ORDER];
    for (int i = 0; i < ORDER - 1; i++) {
      matrix[i * (ORDER + 1)] = 0.1 * i;
    }
    matrix[0] = first;
    matrix[ORDER + 1] = second;
    matrix[1] = off;
    matrix[ORDER] = off;
    matrix[ORDER * ORDER - 1] = 1.25;
    return matrix;
  }

  @Test
  void aProductAtTheLimitIsTheSameForBothColumns() {
    double[] matrix = undecided();
    assertNotEquals(0, matrix[1]);
    double[] values = new double[ORDER];
    try (Compute compute = Compute.open(ComputeOptions.defaults().backend("cuda"))) {
      compute.symmetricEigen().decompose(matrix, ORDER, values, new double[matrix.length]);
    }
    assertTrue(values[0] >= values[1]);
    // Weyl: the off-diagonal entry of 1e-15 and the rounding of the shift move a value by no more
    double tolerance = 16 * ORDER * 0x1p-53;
    Check.close("largest", values[0], 1.25, tolerance);
    Check.close("second", values[1], matrix[ORDER + 1], tolerance);
    Check.close("third", values[2], matrix[0], tolerance);
  }
}
