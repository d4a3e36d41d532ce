package dev.arete.internal.eigen;

import java.util.Arrays;

/**
 * Householder reflectors H_k = I - factor_k w_k w_k^T, several at a time: H_k ... H_l = I - Y^T R Y
 * with the w as rows of Y and R triangular (Schreiber and Van Loan 1989), so that rows are turned
 * by products of matrices. Holds its workspace; not thread-safe.
 */
public final class BlockReflectors {
  /** Reflectors in a block: two vectors of 512 bits. */
  private static final int BLOCK = 16;

  private final int n;
  private final int shift;
  private final int stride;
  private final RowLoops loops;
  private final double[] rows;
  private final double[] columns;
  private final double[] gram = new double[BLOCK * BLOCK];

  /** -R^T. */
  private final double[] triangle = new double[BLOCK * BLOCK];

  private double[] products = new double[0];
  private double[] turned = products;

  /**
   * Allocates.
   *
   * @param n numbers in a vector
   * @param shift reflector k begins at number k + shift: 0 or 1
   * @param loops inner loops
   */
  public BlockReflectors(int n, int shift, RowLoops loops) {
    this.n = n;
    this.shift = shift;
    this.loops = loops;
    stride = RowLoops.padded(n);
    rows = new double[BLOCK * stride];
    columns = new double[n * BLOCK];
  }

  /**
   * Multiplies rows x of a matrix by the product of all reflectors: x becomes H_0 H_1 ... x.
   *
   * @param a row k holds w_k from column k + shift on; rows are padded
   * @param factors of each reflector its factor
   * @param count how many, at most n - shift
   * @param basis rows of n numbers, padded
   * @param size how many rows
   */
  public void apply(double[] a, double[] factors, int count, double[] basis, int size) {
    if (products.length < size * BLOCK) {
      products = new double[size * BLOCK];
      turned = new double[size * BLOCK];
    }
    for (int first = (count - 1) / BLOCK * BLOCK; first >= 0; first -= BLOCK) {
      int reflectors = Math.min(BLOCK, count - first);
      load(a, first, reflectors);
      triangle(factors, first, reflectors);
      turn(first, basis, size);
    }
  }

  private void load(double[] a, int first, int size) {
    Arrays.fill(rows, 0);
    Arrays.fill(columns, 0);
    for (int k = 0; k < size; k++) {
      int from = first + k + shift;
      System.arraycopy(a, (first + k) * stride + from, rows, k * stride + from, n - from);
      for (int j = from; j < n; j++) {
        columns[j * BLOCK + k] = rows[k * stride + j];
      }
    }
  }

  /** R_kk = factor_k, and above it column k = -factor_k R Y w_k. */
  private void triangle(double[] factors, int first, int size) {
    Arrays.fill(gram, 0);
    loops.addProduct(rows, 0, stride, size, n, columns, 0, BLOCK, BLOCK, gram, 0, BLOCK);
    Arrays.fill(triangle, 0);
    for (int k = 0; k < size; k++) {
      double factor = factors[first + k];
      for (int i = 0; i < k; i++) {
        double sum = 0;
        for (int j = i; j < k; j++) {
          sum += triangle[j * BLOCK + i] * gram[j * BLOCK + k];
        }
        triangle[k * BLOCK + i] = -factor * sum;
      }
      triangle[k * BLOCK + k] = -factor;
    }
  }

  /** In rows, x^T becomes x^T - x^T Y^T R^T Y; columns before {@code first} are not touched. */
  private void turn(int first, double[] basis, int size) {
    int from = first / RowLoops.PADDING * RowLoops.PADDING;
    Arrays.fill(products, 0, size * BLOCK, 0);
    loops.addProduct(
        basis,
        from,
        stride,
        size,
        n - from,
        columns,
        from * BLOCK,
        BLOCK,
        BLOCK,
        products,
        0,
        BLOCK);
    Arrays.fill(turned, 0, size * BLOCK, 0);
    loops.addProduct(products, 0, BLOCK, size, BLOCK, triangle, 0, BLOCK, BLOCK, turned, 0, BLOCK);
    loops.addProduct(
        turned, 0, BLOCK, size, BLOCK, rows, from, stride, stride - from, basis, from, stride);
  }
}
