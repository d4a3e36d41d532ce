package dev.arete.internal.cpu;

import java.util.Arrays;

/**
 * Tells from a few centres, taken at equal steps through all of them, at which queries most centres
 * carry weight. Such a query needs no list; the heaviest centre of the sample is its anchor. Says
 * the same of a query whatever the others are. Holds scratch; not thread-safe.
 */
final class DenseSample {
  /** Centres of the sample: the share is known to some hundredths. */
  private static final int SIZE = 256;

  /** Heaviest centres beyond this energy are not known well enough in single precision. */
  private static final float MAX_ENERGY = 1e4f;

  private final CentreTiles tiles;
  private final Kernels kernels;
  private final int[] indices;
  private final int padded;
  private final float[] positions;
  private final float[][] energies;
  private final float[][] queries = new float[Kernels.QUERIES][];

  DenseSample(CentreTiles tiles, Kernels kernels) {
    this.tiles = tiles;
    this.kernels = kernels;
    indices = new int[Math.min(SIZE, tiles.count)];
    padded = (indices.length + Kernels.PADDING - 1) / Kernels.PADDING * Kernels.PADDING;
    positions = new float[padded * tiles.dimension];
    energies = new float[Kernels.QUERIES][padded];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (int) ((long) i * tiles.count / indices.length);
      int at = i / Kernels.PADDING * Kernels.PADDING * tiles.dimension + i % Kernels.PADDING;
      for (int k = 0; k < tiles.dimension; k++) {
        double c = tiles.rows[indices[i] * tiles.dimension + k];
        positions[at + k * Kernels.PADDING] = tiles.position(c, k);
      }
    }
  }

  /**
   * Looks for anchors of queries where most centres carry weight.
   *
   * @param lanes queries that were started
   * @param count how many
   * @param anchors receives the index of an anchor, or -1 where too few centres carry weight
   */
  void look(Candidates[] lanes, int count, int[] anchors) {
    for (int first = 0; first < count; first += Kernels.QUERIES) {
      int group = Math.min(Kernels.QUERIES, count - first);
      for (int q = 0; q < Kernels.QUERIES; q++) {
        // places that are free repeat the first query
        queries[q] = lanes[first + (q < group ? q : 0)].position;
        fillLogWeights(energies[q]);
      }
      kernels.addSquares(positions, padded, tiles.dimension, queries, energies);
      for (int q = 0; q < group; q++) {
        anchors[first + q] = anchor(lanes[first + q], energies[q]);
      }
    }
  }

  private void fillLogWeights(float[] sums) {
    Arrays.fill(sums, 0);
    for (int i = 0; tiles.logWeights != null && i < indices.length; i++) {
      sums[i] = (float) -tiles.logWeights[indices[i]];
    }
  }

  private int anchor(Candidates query, float[] sample) {
    int best = 0;
    for (int i = 1; i < indices.length; i++) {
      best = sample[i] < sample[best] ? i : best;
    }
    if (!query.isScreenable() || !tiles.screenable || !(sample[best] < MAX_ENERGY)) {
      return -1;
    }
    float limit = (float) (sample[best] + query.cut());
    int within = 0;
    for (int i = 0; i < indices.length; i++) {
      within += sample[i] < limit ? 1 : 0;
    }
    return 4 * within >= 3 * indices.length ? indices[best] : -1;
  }
}
