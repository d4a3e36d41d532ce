package dev.arete.internal.cpu;

/**
 * A few rows of a list at a time, so that they are in the nearest cache still when the sums need
 * them once more, and so that what belongs to a row only until then takes no memory of its own. One
 * for each worker.
 */
final class WeightRun {
  /** Rows of a sum: short against the loss of digits, long against the cost of adding sums. */
  static final int BLOCK = 256;

  /** Bytes of rows: two thirds of a nearest cache of 48 KiB. */
  private static final int BYTES = 1 << 15;

  private static final int LEAST_ROWS = 16;

  /** Rows there is room for. */
  final int rows;

  private final CentreTiles tiles;
  private final Kernels kernels;
  private final int[] indices;
  private final double[] energies;
  private final double[] weights;
  private int size;

  WeightRun(CentreTiles tiles, Kernels kernels) {
    this.tiles = tiles;
    this.kernels = kernels;
    int fitting = BYTES / Double.BYTES / tiles.dimension;
    rows = Math.max(LEAST_ROWS, Math.min(BLOCK, fitting));
    indices = new int[rows];
    energies = new double[rows + Kernels.PADDING];
    weights = new double[rows + Kernels.PADDING];
  }

  /**
   * Takes rows and computes their energies above the anchor.
   *
   * @param sight where they are seen from
   * @param ownLogWeight log weight of the anchor
   * @param list indices of rows
   * @param from first index to use
   * @param to index after the last
   */
  void take(Kernels.Sight sight, double ownLogWeight, int[] list, int from, int to) {
    size = to - from;
    System.arraycopy(list, from, indices, 0, size);
    kernels.energies(sight, indices, 0, size, energies);
    for (int i = 0; tiles.logWeights != null && i < size; i++) {
      energies[i] -= tiles.logWeights[indices[i]] - ownLogWeight;
    }
  }

  /** Returns the place of the first of the least energies. */
  int least() {
    int least = 0;
    for (int i = 1; i < size; i++) {
      least = energies[i] < energies[least] ? i : least;
    }
    return least;
  }

  double energy(int place) {
    return energies[place];
  }

  int index(int place) {
    return indices[place];
  }

  /**
   * Computes weights and adds to sums.
   *
   * @param sight where the rows are seen from
   * @param base an energy not above the least
   * @param sums d sums of w D, that of the w, and that of their squares
   */
  void add(Kernels.Sight sight, double base, double[] sums) {
    kernels.exponentials(energies, base, 0, size, weights);
    kernels.addFirst(sight, indices, weights, 0, size, sums);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < size; i++) {
      sum += weights[i];
      squares += weights[i] * weights[i];
    }
    sums[tiles.dimension] += sum;
    sums[tiles.dimension + 1] += squares;
  }

  void copyEnergies(double[] out, int at) {
    System.arraycopy(energies, 0, out, at, size);
  }

  void copyWeights(double[] out, int at) {
    System.arraycopy(weights, 0, out, at, size);
  }
}
