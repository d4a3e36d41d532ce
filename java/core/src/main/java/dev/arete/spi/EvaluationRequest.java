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
    double[] queries, int count, int ridgeDimension, EvaluationOutputs outputs, Monitor monitor) {}
