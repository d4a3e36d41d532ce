package dev.arete.diffusion.numeric;

import dev.arete.diffusion.random.Philox;

/**
 * Low-discrepancy standard normal points: the additive recurrence with the powers of the
 * generalised golden ratio (Kronecker sequence), shifted at random and mapped by the normal
 * quantile. Consecutive points fill space evenly, wherever one starts.
 */
public final class QuasiNormal {
  private final double[] steps;
  private final double[] offsets;

  /**
   * Creates a sequence.
   *
   * @param dimension numbers a point
   * @param seed key of the random shift
   */
  public QuasiNormal(int dimension, long seed) {
    double ratio = 2;
    for (int i = 0; i < 100; i++) {
      ratio = Math.pow(1 + ratio, 1.0 / (dimension + 1));
    }
    steps = new double[dimension];
    offsets = new double[dimension];
    for (int axis = 0; axis < dimension; axis++) {
      steps[axis] = Math.pow(ratio, -(axis + 1.0));
      int[] block = {axis, 0, 0, 0};
      Philox.scramble(block, seed);
      offsets[axis] = Philox.uniform(block[0], block[1]);
    }
  }

  /**
   * Fills one point.
   *
   * @param index which point of the sequence, from 0
   * @param out receives one number an axis from {@code at} on
   * @param at index of the first number
   */
  public void point(long index, double[] out, int at) {
    for (int axis = 0; axis < steps.length; axis++) {
      double u = offsets[axis] + index * steps[axis];
      u -= Math.floor(u);
      out[at + axis] = Normal.quantile(Math.min(1 - 0x1p-53, Math.max(0x1p-53, u)));
    }
  }
}
