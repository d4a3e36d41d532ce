package dev.arete.internal.cpu;

import dev.arete.internal.local.LocalMoments;

/** Moments at one query from {@link SharedSums}, about the mean of all centres. */
final class SharedMoments {
  /**
   * Shared second moments may be this much larger than those about the mean, as a multiple of the
   * trace: their rounding is then at most three times that of moments about the mean.
   */
  private static final double MAX_SUBTRACTED = 2;

  /** Sum of weights relative to the anchor's above which their squares may leave the range. */
  private static final double MAX_TOTAL = 1e100;

  /** Rounding of shared second moments, as a share of what they are about the common origin. */
  private static final double ROUNDING = 0x1p-51;

  private final CentreTiles tiles;
  private final Kernels.Sight sight;
  private final int anchor;

  /**
   * Looks at a query.
   *
   * @param tiles the centres
   * @param sight query and anchor
   * @param anchor index of the anchor
   */
  SharedMoments(CentreTiles tiles, Kernels.Sight sight, int anchor) {
    this.tiles = tiles;
    this.sight = sight;
    this.anchor = anchor;
  }

  /**
   * Takes moments from shared sums.
   *
   * @param shared the sums
   * @param slot where those of the query are
   * @param second whether second moments are among them
   * @param out receives the moments
   * @return false if the anchor is too light, or second moments lost too much
   */
  boolean take(SharedSums shared, int slot, boolean second, LocalMoments out) {
    double total = shared.total(slot);
    double energy = tiles.energy(sight.fromQuery) - tiles.logWeight(anchor);
    out.anchorEnergy = energy;
    out.effectiveNeighbours = total / shared.squares(slot) * total;
    out.logDensity = tiles.logDensity(total, energy);
    double deviation = Math.sqrt(tiles.variance);
    for (int k = 0; k < tiles.dimension; k++) {
      double fromQuery = shared.origin(k) - sight.query[k];
      out.shift[k] = fromQuery + deviation * shared.mean(slot, k);
    }
    out.droppedRatio = 0;
    if (!second || !(total < MAX_TOTAL)) {
      return total < MAX_TOTAL;
    }
    out.thinCount = -1;
    out.operator = null;
    double subtracted = shared.covariance(slot, out.covariance());
    double trace = out.trace();
    out.droppedRatio = ROUNDING * (trace + subtracted);
    return subtracted <= MAX_SUBTRACTED * trace;
  }
}
