package dev.arete.internal.local;

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
 * Not thread-safe.
 */
final class Eigenbasis {
  private final int dimension;
  private final boolean isHigh;
  private final FrameWorkspace workspace;
  private LeadingBasis leading;

  /** What the last decomposition left. */
  private Directions form;

  /** The same, or the matrix once vectors were formed. */
  private Directions directions;

  /**
   * Allocates.
   *
   * @param dimension d
   * @param isHigh whether d x d matrices are to be avoided
   * @param workspace holds all forms but the leading one, until another decomposes
   */
  Eigenbasis(int dimension, boolean isHigh, FrameWorkspace workspace) {
    this.dimension = dimension;
    this.isHigh = isHigh;
    this.workspace = workspace;
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
      ThinBasis thin = workspace.thin();
      use(thin);
      thin.decompose(moments, ratios, components);
    } else {
      decompose(moments.covarianceRatio, ratios);
      directions.project(moments.shift, components);
    }
  }

  private void decompose(double[] covariance, double[] ratios) {
    if (workspace.lazy == null) {
      use(workspace.matrix);
      workspace.solver.decompose(covariance, 0, ratios, 0, workspace.matrix.rows(), 0);
    } else {
      use(workspace.solved);
      workspace.solved.factor(covariance, ratios);
    }
    for (int j = 0; j < dimension; j++) {
      ratios[j] = Math.max(ratios[j], 0); // C is positive semidefinite; rounding is not
    }
  }

  /** Takes the directions of a factor, and fills d components of the shift. */
  void take(FactoredCovariance factor, double[] shift, double[] components) {
    int rank = factor.rank();
    if (isHigh && rank <= dimension / 2) {
      RowBasis rows = workspace.rows();
      use(rows);
      factor.vectors(rank, rows.room(rank));
      rows.split(shift, components);
    } else {
      use(workspace.matrix);
      factor.vectors(dimension, workspace.matrix.rows());
      directions.project(shift, components);
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
    directions = directions.formed(workspace.matrix);
    return workspace.matrix.rows();
  }
}
