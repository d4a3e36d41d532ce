package dev.arete.internal.cpu;

import dev.arete.internal.screening.ScaledCoordinates;

/**
 * Tells from a few centres, taken at equal steps through all of them, at which queries most centres
 * carry weight. Such a query needs no list; the heaviest centre of the sample is its anchor. Says
 * the same of a query whatever the others are. Immutable; one for a mixture.
 */
final class DenseSample {
  /** Centres of the sample: the share is known to some hundredths. */
  private static final int SIZE = 256;

  private static final int BLOCK = ScreeningTiles.BLOCK;

  /** Heaviest centres beyond this energy are not known well enough in single precision. */
  private static final float MAX_ENERGY = 1e4f;

  private final CentreTiles tiles;
  private final Kernels kernels;
  private final int[] indices;
  private final float[] positions;

  DenseSample(CentreTiles tiles, Kernels kernels) {
    this.tiles = tiles;
    this.kernels = kernels;
    indices = new int[Math.min(SIZE, tiles.count)];
    int padded = (indices.length + BLOCK - 1) / BLOCK * BLOCK;
    positions = new float[padded * tiles.dimension];
    ScaledCoordinates.Places places = tiles.coordinates.new Places(1);
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (int) ((long) i * tiles.count / indices.length);
      places.fill(tiles.rows, indices[i], 1);
      for (int k = 0; k < tiles.dimension; k++) {
        int at = i / BLOCK * BLOCK * tiles.dimension + k * BLOCK + i % BLOCK;
        positions[at] = (float) places.rows[k];
      }
    }
  }

  /**
   * Looks for anchors of queries where most centres carry weight.
   *
   * @param lanes queries that were started
   * @param count how many
   * @param anchors receives the index of an anchor, or -1 where too few centres carry weight
   * @param energies scratch, from {@link #scratch}
   */
  void look(Candidates[] lanes, int count, int[] anchors, float[] energies) {
    for (int i = 0; i < count; i++) {
      anchors[i] = lanes[i].isScreenable() ? anchor(lanes[i], energies) : -1;
    }
  }

  float[] scratch() {
    return new float[positions.length / tiles.dimension];
  }

  private void fillEnergies(float[] position, float[] energies) {
    for (int i = 0; i < indices.length; i++) {
      energies[i] = (float) -tiles.logWeight(indices[i]);
    }
    int d = tiles.dimension;
    for (int i = 0; i < energies.length; i += BLOCK) {
      kernels.addSquares(positions, i * d, 0, d, position, energies, i);
    }
  }

  private int anchor(Candidates query, float[] energies) {
    fillEnergies(query.position, energies);
    int best = 0;
    for (int i = 1; i < indices.length; i++) {
      best = energies[i] < energies[best] ? i : best;
    }
    if (!(energies[best] < MAX_ENERGY)) {
      return -1;
    }
    float limit = (float) (energies[best] + query.cut());
    int within = 0;
    for (int i = 0; i < indices.length; i++) {
      within += energies[i] < limit ? 1 : 0;
    }
    return 4 * within >= 3 * indices.length ? indices[best] : -1;
  }
}
