package dev.arete.spi;

import dev.arete.RidgeMethod;

/**
 * What a projection aims at and when it stops.
 *
 * @param ridgeDimension k in 0..d-1
 * @param beta curvature margin: a converged point is on the ridge if lambda_{k+1} &lt;= -beta
 * @param tolerance stop when |P_N (m - y)| / sqrt(h) is at most this
 * @param maxIterations largest number of steps per query, at least 0
 * @param method kind of step
 * @param minLogDensity log density below which a query is not worth projecting; may be -infinity
 */
public record ProjectionSettings(
    int ridgeDimension,
    double beta,
    double tolerance,
    int maxIterations,
    RidgeMethod method,
    double minLogDensity) {}
