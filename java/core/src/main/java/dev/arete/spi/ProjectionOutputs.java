package dev.arete.spi;

/**
 * Arrays a projection fills; none is null.
 *
 * @param points q x d: where each query ended
 * @param logDensity q: log p there
 * @param residual q: |P_N (m - y)| / sqrt(h) there; NaN where the status is UNDEFINED
 * @param normalEigenvalue q: lambda_{k+1} there
 * @param eigengap q: lambda_k - lambda_{k+1} there; NaN for k = 0
 * @param effectiveNeighbours q: 1 / sum of squared posterior weights there
 * @param iterations q: accepted steps
 * @param rejectedSteps q: Newton steps taken back because the residual grew
 * @param status q: codes of {@link dev.arete.RidgeStatus}
 */
@SuppressWarnings("ArrayRecordComponent") // a parameter block that is never compared
public record ProjectionOutputs(
    double[] points,
    double[] logDensity,
    double[] residual,
    double[] normalEigenvalue,
    double[] eigengap,
    double[] effectiveNeighbours,
    int[] iterations,
    int[] rejectedSteps,
    byte[] status) {
  /**
   * Returns freshly allocated outputs.
   *
   * @param count q
   * @param dimension d
   * @return arrays of the right lengths, holding zeros
   */
  public static ProjectionOutputs allocate(int count, int dimension) {
    return new ProjectionOutputs(
        new double[Math.multiplyExact(count, dimension)],
        new double[count],
        new double[count],
        new double[count],
        new double[count],
        new double[count],
        new int[count],
        new int[count],
        new byte[count]);
  }
}
