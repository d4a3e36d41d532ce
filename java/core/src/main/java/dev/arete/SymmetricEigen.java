package dev.arete;

import dev.arete.internal.Checks;
import dev.arete.spi.Backend;
import dev.arete.spi.EigenRequest;

/**
 * Batched eigensystems of dense symmetric matrices, A = V^T diag(values) V with eigenvectors in the
 * rows of V. Any thread may call; lives as long as the {@link Compute} it came from.
 */
public final class SymmetricEigen {
  private final Lifetime lifetime;
  private final Backend backend;

  SymmetricEigen(Lifetime lifetime, Backend backend) {
    this.lifetime = lifetime;
    this.backend = backend;
  }

  /**
   * Decomposes a packed batch into arrays of the caller.
   *
   * <p>Residual and orthogonality stay within 10 in the LAPACK ratios |A V - V L|/(n ulp |A|) and
   * |V V^T - I|/(n ulp), where the largest entry of A is a normal number: values below {@link
   * Double#MIN_NORMAL} are rounded to what is left of the range. The sign of a vector is arbitrary.
   * Cost O(batch n^3).
   *
   * <p>The largest eigenvalue may be n times the largest entry. One beyond the range of a double,
   * 1.8e308, comes out infinite with its sign; the other values and all vectors are right. Divide
   * the matrix by a power of two to get it finite: that changes the values by the same factor.
   *
   * @param matrices batch x n x n, row-major; not changed; only the lower triangle (row &gt;=
   *     column) is read
   * @param order n, at least 1
   * @param values batch x n, receives eigenvalues, descending
   * @param vectors batch x n x n, receives eigenvectors, row j of a matrix belongs to value j; null
   *     where only values are wanted
   * @throws IllegalArgumentException if a length does not fit, one matrix does not fit one array,
   *     or an entry of a lower triangle is not finite
   * @throws ComputationInterruptedException if the calling thread is interrupted
   */
  public void decompose(double[] matrices, int order, double[] values, double[] vectors) {
    int batch = checkShapes(matrices, order, values, vectors);
    checkFinite(matrices, order);
    CallMonitor monitor = new CallMonitor("eigendecomposition", "matrices", batch, null);
    lifetime.run(
        () -> backend.eigen(new EigenRequest(matrices, order, batch, values, vectors, monitor)));
    monitor.complete();
  }

  private static int checkShapes(double[] matrices, int order, double[] values, double[] vectors) {
    if (order < 1) {
      throw new IllegalArgumentException("order must be at least 1, got " + order);
    }
    int size = Checks.arraySize("one matrix of order " + order, order, order);
    if (matrices.length % size != 0) {
      throw new IllegalArgumentException(
          matrices.length + " entries are no multiple of " + order + " x " + order);
    }
    int batch = matrices.length / size;
    Checks.length("values", values.length, (long) batch * order);
    if (vectors != null) {
      Checks.length("vectors", vectors.length, matrices.length);
    }
    return batch;
  }

  private static void checkFinite(double[] matrices, int order) {
    for (int i = 0; i < matrices.length; i++) {
      int column = i % order;
      int row = i / order % order;
      if (row >= column && !(Math.abs(matrices[i]) < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "entry ("
                + row
                + ", "
                + column
                + ") of matrix "
                + i / order / order
                + " must be finite, got "
                + matrices[i]);
      }
    }
  }
}
