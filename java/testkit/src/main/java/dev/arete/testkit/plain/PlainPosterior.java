package dev.arete.testkit.plain;

/**
 * Posterior moments at one query as a plain loop computes them, with the size of the terms that
 * were summed: rounding error of ordinary code is a few units of the last place of these.
 *
 * @param logDensity log p
 * @param shift m - y
 * @param covarianceRatio C/h, row-major d x d
 * @param effectiveNeighbours 1 / sum of squared weights
 * @param logScale size of the largest term of log p
 * @param shiftScale sum of w_i (1 + |exponent_i|) |delta_i|: a relative error of the exponent
 *     becomes an error of the weight
 * @param covarianceScale sum of w_i (1 + |exponent_i|) |delta_i|^2 / h
 * @param exponentScale sum of w_i (1 + |exponent_i|)
 */
@SuppressWarnings("ArrayRecordComponent") // a parameter block that is never compared
public record PlainPosterior(
    double logDensity,
    double[] shift,
    double[] covarianceRatio,
    double effectiveNeighbours,
    double logScale,
    double shiftScale,
    double covarianceScale,
    double exponentScale) {}
