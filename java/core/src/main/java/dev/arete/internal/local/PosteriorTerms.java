package dev.arete.internal.local;

/**
 * Centres as seen from one query: positions relative to an anchor and energies, from which {@link
 * FactoredCovariance} takes what it needs. A view that its owner fills for every query.
 */
public final class PosteriorTerms {
  /** Coordinates of the centres, row-major; read-only. */
  public double[] rows;

  /** The rows that count as centres, {@link #size} of them. */
  public int[] indices;

  /** log(w_max / w_i) >= 0 for each index: the energy above the least. */
  public double[] energies;

  /** How many centres are listed. */
  public int size;

  /** Centres that are not listed have energies above this; infinite if all are listed. */
  public double cut;

  /** c_0, a centre whose weight is within a factor e of the largest; d coordinates. */
  public double[] anchor;

  /** Energy of the anchor, as in {@link LocalMoments#anchorEnergy}. */
  public double anchorEnergy;
}
