package dev.arete.spi;

/**
 * A batch of symmetric eigenproblems A = V diag(values) V^T.
 *
 * @param matrices batch x n x n, row-major, not changed; only the lower triangle (row &gt;= column)
 *     is read, and all its entries are finite
 * @param order n, at least 1
 * @param batch number of matrices
 * @param values batch x n, descending; to fill
 * @param vectors batch x n x n, row j of a matrix is the unit eigenvector of value j; to fill, or
 *     null where only values are wanted
 * @param monitor progress in matrices
 */
@SuppressWarnings("ArrayRecordComponent") // a parameter block that is never compared
public record EigenRequest(
    double[] matrices, int order, int batch, double[] values, double[] vectors, Monitor monitor) {}
