package dev.arete.internal.local;

import dev.arete.internal.eigen.SymmetricEigenSolver;

/** Directions as the reflectors and rotations of a solver: no d x d matrix is formed. */
final class SolverDirections extends Directions {
  private final SymmetricEigenSolver solver;

  SolverDirections(int dimension, SymmetricEigenSolver solver) {
    super(dimension);
    this.solver = solver;
  }

  /** Factors a symmetric matrix; receives d eigenvalues, descending. */
  void factor(double[] matrix, double[] values) {
    solver.factor(matrix, 0, values, 0);
  }

  @Override
  int known() {
    return d;
  }

  @Override
  void project(double[] x, double[] out) {
    solver.toEigenbasis(x, out);
  }

  @Override
  void expand(double[] coordinates, double[] out) {
    solver.fromEigenbasis(coordinates, out);
  }

  @Override
  MatrixDirections formed(MatrixDirections room) {
    solver.vectors(room.rows(), 0);
    return room;
  }
}
