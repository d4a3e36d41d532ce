package dev.arete.spi;

/**
 * Arrays a projection fills; none is null, but for {@link HeldQueries#project}, where null is not
 * wanted.
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
 * @param reason q: codes of {@link dev.arete.UndefinedReason}
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
    byte[] status,
    byte[] reason) {
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
        new byte[count],
        new byte[count]);
  }

  /**
   * Returns freshly allocated outputs for what cannot be evaluated afterwards: iterations, status
   * and reason; the others are null.
   *
   * @param count q
   * @return arrays of length q, holding zeros
   */
  public static ProjectionOutputs endings(int count) {
    return new ProjectionOutputs(
        null, null, null, null, null, null, new int[count], null, new byte[count], new byte[count]);
  }

  /**
   * Returns the same arrays, with fresh ones for those that are null.
   *
   * @param count q
   * @param dimension d
   * @return outputs of which none is null
   */
  ProjectionOutputs completed(int count, int dimension) {
    ProjectionOutputs fresh = allocate(count, dimension);
    return new ProjectionOutputs(
        first(points, fresh.points),
        first(logDensity, fresh.logDensity),
        first(residual, fresh.residual),
        first(normalEigenvalue, fresh.normalEigenvalue),
        first(eigengap, fresh.eigengap),
        first(effectiveNeighbours, fresh.effectiveNeighbours),
        first(iterations, fresh.iterations),
        first(rejectedSteps, fresh.rejectedSteps),
        first(status, fresh.status),
        first(reason, fresh.reason));
  }

  private static <A> A first(A given, A fresh) {
    return given == null ? fresh : given;
  }
}
