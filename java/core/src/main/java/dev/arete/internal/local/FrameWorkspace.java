package dev.arete.internal.local;

import dev.arete.internal.eigen.RowLoops;
import dev.arete.internal.eigen.SymmetricEigenSolver;

/**
 * What the frames of one worker share: the solver, and all else that is needed only while the frame
 * that decomposed last is asked. Between two evaluations of its query a frame keeps some d numbers
 * and the directions that a {@link LeadingBasis} begins with, but no matrices. Not thread-safe.
 */
final class FrameWorkspace {
  final int dimension;
  final double variance;
  private ThinBasis thin;
  private RowBasis rows;
  private FactoredCovariance factored;

  /** Forms eigenvectors; or null. */
  final EigenDecomposition solver;

  /** Factors, and forms eigenvectors only if they are asked for; null if there is the other. */
  final SymmetricEigenSolver lazy;

  final MatrixDirections matrix;

  /** Directions of the second solver, null without it. */
  final SolverDirections solved;

  FrameWorkspace(
      int dimension, double variance, EigenDecomposition solver, SymmetricEigenSolver lazy) {
    this.dimension = dimension;
    this.variance = variance;
    this.solver = solver;
    this.lazy = lazy;
    this.matrix = new MatrixDirections(dimension);
    this.solved = lazy == null ? null : new SolverDirections(dimension, lazy);
  }

  ThinBasis thin() {
    if (thin == null) {
      thin = new ThinBasis(dimension, lazy == null ? new SymmetricEigenSolver(1) : lazy);
    }
    return thin;
  }

  RowBasis rows() {
    if (rows == null) {
      rows = new RowBasis(dimension);
    }
    return rows;
  }

  FactoredCovariance factored() {
    if (factored == null) {
      boolean isPlain = lazy == null || dimension <= RowLoops.PADDING;
      RowLoops loops = isPlain ? RowLoops.plain() : lazy.loops();
      factored = new FactoredCovariance(dimension, variance, loops);
    }
    return factored;
  }
}
