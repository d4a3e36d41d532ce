package dev.arete.internal.local;

import dev.arete.internal.eigen.SymmetricEigenSolver;

/**
 * Chooses the form in which the eigenvectors of the posterior covariance are held at one query, and
 * holds them:
 *
 * <pre>
 * what the moments come with      | form
 * --------------------------------+----------------------------------------------------
 * products with the covariance    | {@link LeadingBasis}: leading directions only
 * fewer thin rows than dimensions | {@link ThinBasis}: combinations of these rows
 * a covariance                    | {@link SolverDirections}, or {@link MatrixDirections}
 * a factor, low rank and high d   | {@link RowBasis}: the directions of the factor
 * a factor                        | {@link MatrixDirections}
 * </pre>
 *
 * Holds its workspace; not thread-safe.
 */
final class Eigenbasis {
  private final int dimension;
  private final boolean isHigh;
  private final EigenDecomposition solver;
  private final SymmetricEigenSolver lazy;
  private final MatrixDirections matrix;
  private final SolverDirections solved;
  private ThinBasis thin;
  private LeadingBasis leading;
  private RowBasis rows;

  /** What the last decomposition left. */
  private Directions form;

  /** The same, or the matrix once vectors were formed. */
  private Directions directions;

  /**
   * Allocates.
   *
   * @param dimension d
   * @param isHigh whether d x d matrices are to be avoided
   * @param solver forms eigenvectors; or null
   * @param lazy factors, and forms eigenvectors only if they are asked for; null if there is the
   *     other
   */
  Eigenbasis(int dimension, boolean isHigh, EigenDecomposition solver, SymmetricEigenSolver lazy) {
    this.dimension = dimension;
    this.isHigh = isHigh;
    this.solver = solver;
    this.lazy = lazy;
    this.matrix = new MatrixDirections(dimension);
    this.solved = lazy == null ? null : new SolverDirections(dimension, lazy);
  }

  /** Decomposes moments with an operator by looking for leading directions from now on. */
  void lead(LeadingBasis basis) {
    leading = basis;
  }

  /** Forgets what the evaluation before has left for the next. */
  void forget() {
    if (leading != null) {
      leading.forget();
    }
  }

  /** Decomposes moments into d ratios and d components of the shift. */
  void decompose(LocalMoments moments, double tolerance, double[] ratios, double[] components) {
    if (moments.operator != null) {
      use(leading);
      leading.decompose(moments, tolerance, ratios, components);
    } else if (moments.thinCount >= 0) {
      use(thin());
      thin.decompose(moments, ratios, components);
    } else {
      decompose(moments.covarianceRatio, ratios);
      directions.project(moments.shift, components);
    }
  }

  private void decompose(double[] covariance, double[] ratios) {
    if (lazy == null) {
      use(matrix);
      solver.decompose(covariance, 0, ratios, 0, matrix.rows(), 0);
    } else {
      use(solved);
      solved.factor(covariance, ratios);
    }
    for (int j = 0; j < dimension; j++) {
      ratios[j] = Math.max(ratios[j], 0); // C is positive semidefinite; rounding is not
    }
  }

  private ThinBasis thin() {
    if (thin == null) {
      thin = new ThinBasis(dimension, lazy == null ? new SymmetricEigenSolver(1) : lazy);
    }
    return thin;
  }

  /** Takes the directions of a factor, and fills d components of the shift. */
  void take(FactoredCovariance factor, double[] shift, double[] components) {
    int rank = factor.rank();
    if (isHigh && rank <= dimension / 2) {
      rows = rows == null ? new RowBasis(dimension) : rows;
      use(rows);
      factor.vectors(rank, rows.room(rank));
      rows.split(shift, components);
    } else {
      use(matrix);
      factor.vectors(dimension, matrix.rows());
      matrix.project(shift, components);
    }
  }

  private void use(Directions decomposed) {
    form = decomposed;
    directions = decomposed;
  }

  /** The form that was chosen, which says how well it is known. */
  Directions form() {
    return form;
  }

  /** Components of a displacement along the eigenvectors. */
  void project(double[] displacement, double[] out) {
    directions.project(displacement, out);
  }

  /** The displacement with given components along the eigenvectors. */
  void expand(double[] coordinates, double[] out) {
    directions.expand(coordinates, out);
  }

  /** d x d, row j is v_j; formed now if it was not before. */
  double[] vectors() {
    directions = directions.formed(matrix);
    return matrix.rows();
  }
}
