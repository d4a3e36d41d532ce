package dev.arete.spi;

/**
 * Work on one large dense matrix that a library for a device may do: thousands of rows, in double.
 * Found through {@link java.util.ServiceLoader}; used only when asked for by name. Arguments are
 * valid; nothing is checked twice. Thread-safe.
 */
public interface DenseAlgebra {
  /**
   * Returns the name users write to ask for this algebra.
   *
   * @return a lower-case word, unique among those installed
   */
  String name();

  /**
   * Finds out whether it can run here. Cheap, repeatable, and never throws.
   *
   * @return usable or not, and why, in one line
   */
  Availability probe();

  /**
   * Computes all eigenvalues and eigenvectors of a symmetric matrix, O(n^3).
   *
   * @param matrix row-major n x n, of which one triangle may be all that is read; not changed
   * @param order n, at least 1
   * @param values receives n numbers, in no stated order
   * @param vectors receives n x n numbers: row l is the unit eigenvector of value l, of either sign
   * @throws dev.arete.AreteException if it cannot run, or the device or its library fails
   */
  void symmetricEigen(double[] matrix, int order, double[] values, double[] vectors);

  /**
   * Adds R^T R to the lower triangle of a matrix, O(m n^2). In what order the products are summed
   * is left to the library: the last digits may differ from run to run.
   *
   * @param rows R, row-major m x n; what lies behind is not read; not changed
   * @param count m, at least 0
   * @param order n, at least 1
   * @param sum row-major n x n; entries (i, j) with j &lt;= i are added to, the others stay as they
   *     are
   * @throws dev.arete.AreteException if it cannot run, or the device or its library fails
   */
  void addOuterProducts(double[] rows, int count, int order, double[] sum);
}
