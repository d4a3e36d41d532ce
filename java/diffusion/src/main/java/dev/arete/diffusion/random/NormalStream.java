package dev.arete.diffusion.random;

import java.util.stream.IntStream;

/**
 * Standard normal numbers addressed by path and step: z(seed, path, step, axis). The same address
 * gives the same number whatever else is drawn, so two models that run with one seed share their
 * noise, and path 7 is path 7 in a batch of any size.
 *
 * <p>Philox bits, Box-Muller pairs. Immutable; any thread may call.
 *
 * @param seed the key; streams of different seeds are independent
 */
public record NormalStream(long seed) {
  private static final int PATHS_A_TASK = 512;

  /**
   * Fills rows with the numbers of one step.
   *
   * @param step the step, from 0
   * @param firstPath index of the first row's path
   * @param count number of rows
   * @param dimension numbers a row
   * @param out receives count x dimension numbers, row-major
   */
  public void fill(int step, long firstPath, int count, int dimension, double[] out) {
    int tasks = (count + PATHS_A_TASK - 1) / PATHS_A_TASK;
    IntStream.range(0, tasks)
        .parallel()
        .forEach(
            task -> {
              int from = task * PATHS_A_TASK;
              int to = Math.min(count, from + PATHS_A_TASK);
              fillRows(step, firstPath, from, to, dimension, out);
            });
  }

  private void fillRows(int step, long firstPath, int from, int to, int dimension, double[] out) {
    int[] block = new int[4];
    for (int row = from; row < to; row++) {
      long path = firstPath + row;
      for (int axis = 0; axis < dimension; axis += 2) {
        block[0] = (int) path;
        block[1] = (int) (path >>> 32);
        block[2] = step;
        block[3] = axis >>> 1;
        Philox.scramble(block, seed);
        int at = row * dimension + axis;
        pair(block, out, at, axis + 1 < dimension);
      }
    }
  }

  private static void pair(int[] block, double[] out, int at, boolean both) {
    double radius = Math.sqrt(-2 * Math.log(Philox.uniform(block[0], block[1])));
    double angle = 2 * Math.PI * Philox.uniform(block[2], block[3]);
    out[at] = radius * Math.cos(angle);
    if (both) {
      out[at + 1] = radius * Math.sin(angle);
    }
  }
}
