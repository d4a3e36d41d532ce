package dev.arete.spi;

/**
 * A mixture of normals p(y) = sum_i pi_i N(y; c_i, h I).
 *
 * @param centres c_i = a x_i, row-major n x d; read-only
 * @param logWeights log pi_i, n numbers, or null where every weight is 1/n; read-only
 * @param count n, at least 1
 * @param dimension d, at least 1
 * @param variance h
 */
@SuppressWarnings("ArrayRecordComponent") // a parameter block that is never compared
public record Mixture(
    double[] centres, double[] logWeights, int count, int dimension, double variance) {
  /**
   * Returns log pi_i.
   *
   * @param i index of the centre
   * @return its log weight
   */
  public double logWeight(int i) {
    return logWeights == null ? -Math.log(count) : logWeights[i];
  }
}
