package dev.arete.spi;

/**
 * Arrays an evaluation fills. An array that is null is not wanted, and work that only it needs is
 * not done.
 *
 * @param logDensity q: log p
 * @param score q x d: grad log p = (m - y)/h
 * @param posteriorMean q x d: m
 * @param effectiveNeighbours q: 1 / sum of squared posterior weights
 * @param hessian q x d x d: C/h^2 - I/h, symmetric
 * @param eigenvalues q x d: eigenvalues lambda_j of the Hessian, descending; or q x m with k &lt; m
 *     &lt; d, where only the first m are wanted
 * @param eigenvectors q x d x d: row j is the unit eigenvector of lambda_j
 * @param eigengap q: lambda_k - lambda_{k+1}, from the eigenvalue ratios mu_j/h so that it keeps
 *     its digits beside 1/h; NaN for k = 0
 * @param ridgeResidual q: |P_N s|; NaN where the status is UNDEFINED
 * @param status q: codes of {@link dev.arete.GeometryStatus}
 * @param reason q: codes of {@link dev.arete.UndefinedReason}
 * @param relativeGap q: (mu_k - mu_{k+1})/mu_k; NaN for k = 0
 * @param turn q: bound on the angle by which rounding turns the normal space, to first order;
 *     infinite where nothing is known
 * @param logRatios q x d: log(mu_j/h), descending, each to full relative accuracy of mu_j; minus
 *     infinity from the rank on
 * @param logErrors q x d: bounds on the errors of the logRatios; a backend that has none leaves the
 *     array as it is. Only beside logRatios
 * @param rank q: how many directions carry posterior variance
 */
@SuppressWarnings("ArrayRecordComponent") // a parameter block that is never compared
public record EvaluationOutputs(
    double[] logDensity,
    double[] score,
    double[] posteriorMean,
    double[] effectiveNeighbours,
    double[] hessian,
    double[] eigenvalues,
    double[] eigenvectors,
    double[] eigengap,
    double[] ridgeResidual,
    byte[] status,
    byte[] reason,
    double[] relativeGap,
    double[] turn,
    double[] logRatios,
    double[] logErrors,
    int[] rank) {
  /** Creates outputs without bounds on the errors of the logRatios; all others as above. */
  public EvaluationOutputs(
      double[] logDensity,
      double[] score,
      double[] posteriorMean,
      double[] effectiveNeighbours,
      double[] hessian,
      double[] eigenvalues,
      double[] eigenvectors,
      double[] eigengap,
      double[] ridgeResidual,
      byte[] status,
      byte[] reason,
      double[] relativeGap,
      double[] turn,
      double[] logRatios,
      int[] rank) {
    this(
        logDensity,
        score,
        posteriorMean,
        effectiveNeighbours,
        hessian,
        eigenvalues,
        eigenvectors,
        eigengap,
        ridgeResidual,
        status,
        reason,
        relativeGap,
        turn,
        logRatios,
        null,
        rank);
  }

  /**
   * Returns whether second moments are needed.
   *
   * @return true if the Hessian or anything of its eigensystem is wanted
   */
  public boolean needsHessian() {
    return hessian != null || needsEigen();
  }

  /**
   * Returns whether an eigensystem is needed.
   *
   * @return true if eigenvalues, eigenvectors or an output of the normal space is wanted
   */
  public boolean needsEigen() {
    return eigenvalues != null
        || eigenvectors != null
        || eigengap != null
        || ridgeResidual != null
        || status != null
        || needsSpectrum();
  }

  /**
   * Returns whether every eigenvalue of the posterior covariance is wanted to full accuracy.
   *
   * @return true if the logarithms of the ratios or the rank are wanted
   */
  public boolean needsSpectrum() {
    return logRatios != null || rank != null;
  }
}
