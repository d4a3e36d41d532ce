package dev.arete.diffusion.analysis;

import dev.arete.Points;
import dev.arete.diffusion.random.Philox;
import java.util.Arrays;

/**
 * Data points drawn by their weights. Each draw comes from a stratum of its own, all of equal
 * weight, so that few draws stand for all the data evenly, in whatever order these are. Draw i is a
 * function of seed, number of draws and i.
 */
final class DataDraws {
  /** A step that normal numbers of the same seed do not have. */
  private static final int STEP = -1;

  private DataDraws() {}

  /**
   * Returns indices of data points.
   *
   * @param data the data points, weighted or not
   * @param count number of draws
   * @param seed the key
   * @return count indices that do not fall; less than 2 off count times its weight for each point
   */
  static int[] indices(Points data, int count, long seed) {
    double[] sums = data.weights();
    for (int i = 1; i < sums.length; i++) {
      sums[i] += sums[i - 1];
    }
    int[] indices = new int[count];
    int[] block = new int[4];
    for (int i = 0; i < count; i++) {
      block[0] = i;
      block[1] = 0;
      block[2] = STEP;
      block[3] = 0;
      Philox.scramble(block, seed);
      double share = (i + Philox.uniform(block[0], block[1])) / count;
      indices[i] = firstAbove(sums, share * sums[sums.length - 1]);
    }
    return indices;
  }

  /** The first index whose sum is above a value; the last one where rounding leaves none. */
  private static int firstAbove(double[] sums, double value) {
    int found = Arrays.binarySearch(sums, value);
    return Math.min(found >= 0 ? found + 1 : -1 - found, sums.length - 1);
  }
}
