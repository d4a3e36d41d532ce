package dev.arete.spi;

/**
 * Evaluation of a mixture at a batch of queries.
 *
 * @param queries row-major q x d, finite; read-only
 * @param count q
 * @param ridgeDimension k in 0..d-1; used by the outputs of the normal space only
 * @param outputs arrays to fill
 * @param monitor progress in queries
 */
@SuppressWarnings("ArrayRecordComponent") // a parameter block that is never compared
public record EvaluationRequest(
    double[] queries, int count, int ridgeDimension, EvaluationOutputs outputs, Monitor monitor) {
  /**
   * Returns how many eigenvalues of each query are wanted, from the largest on: d, or fewer where
   * the array for them is shorter.
   *
   * @return k + 1 to d, or 0 if there is no array
   */
  public int eigenvalueCount() {
    return outputs.eigenvalues() == null || count == 0 ? 0 : outputs.eigenvalues().length / count;
  }

  /**
   * Returns whether a few leading directions are all that is needed of the eigensystem.
   *
   * @param leading how many
   * @return true if neither vectors nor values of others are wanted
   */
  public boolean needsOnly(int leading) {
    return outputs.eigenvectors() == null
        && !outputs.needsSpectrum()
        && eigenvalueCount() <= leading;
  }
}
