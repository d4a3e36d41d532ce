package dev.arete.diffusion;

import static org.junit.jupiter.api.Assertions.fail;

/** Comparisons that NaN fails and that say what they compared. */
public final class Near {
  private Near() {}

  public static void assertNear(double expected, double actual, double bound, Object what) {
    double error = Math.abs(actual - expected);
    if (!(error <= bound)) {
      fail(
          what + ": expected " + expected + ", got " + actual + ", error " + error + " > " + bound);
    }
  }

  public static double rootMeanSquare(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v * v;
    }
    return Math.sqrt(sum / values.length);
  }

  /** Every d-th value from an offset on: one coordinate of row-major points. */
  public static double[] axis(double[] points, int dimension, int axis) {
    double[] out = new double[points.length / dimension];
    for (int i = 0; i < out.length; i++) {
      out[i] = points[i * dimension + axis];
    }
    return out;
  }
}
