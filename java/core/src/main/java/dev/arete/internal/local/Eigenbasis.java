package dev.arete.internal.local;

import dev.arete.internal.eigen.SymmetricEigenSolver;
import java.util.Arrays;

/**
 * The eigenvectors of the posterior covariance at one query, in the form that is cheapest: as a
 * matrix, as the reflectors and rotations of a solver, as combinations of a few rows, or the
 * leading ones only. Holds its workspace; not thread-safe.
 */
final class Eigenbasis {
  private final int dimension;
  private final EigenDecomposition solver;
  private final SymmetricEigenSolver lazy;
  private double[] vectors;
  private boolean hasVectors;
  private ThinBasis thin;
  private LeadingBasis leading;
  private RowBasis given;

  /** The form in use where only some directions are known, or null. */
  private PartialBasis partial;

  /** Takes one solver or the other; null for the one that is not used. */
  Eigenbasis(int dimension, EigenDecomposition solver, SymmetricEigenSolver lazy) {
    this.dimension = dimension;
    this.solver = solver;
    this.lazy = lazy;
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
    partial = null;
    if (moments.operator != null) {
      use(leading);
      leading.decompose(moments, tolerance, ratios, components);
    } else if (moments.thinCount >= 0) {
      use(thin());
      thin.decompose(moments, ratios, components);
    } else {
      decomposeMatrix(moments, ratios);
      project(moments.shift, components);
    }
  }

  private ThinBasis thin() {
    if (thin == null) {
      thin = new ThinBasis(dimension, lazy == null ? new SymmetricEigenSolver(1) : lazy);
    }
    return thin;
  }

  private void use(PartialBasis basis) {
    hasVectors = false;
    partial = basis;
  }

  private void decomposeMatrix(LocalMoments moments, double[] ratios) {
    hasVectors = lazy == null;
    if (hasVectors) {
      solver.decompose(moments.covarianceRatio, 0, ratios, 0, room(), 0);
    } else {
      lazy.factor(moments.covarianceRatio, 0, ratios, 0);
    }
    for (int j = 0; j < dimension; j++) {
      ratios[j] = Math.max(ratios[j], 0); // C is positive semidefinite; rounding is not
    }
  }

  /** Where another decomposition writes its d x d vectors before it calls {@link #given}. */
  double[] room() {
    if (vectors == null) {
      vectors = new double[dimension * dimension];
    }
    return vectors;
  }

  /** Tells that {@link #room} holds the vectors now. */
  void given() {
    partial = null;
    hasVectors = true;
  }

  /** The basis that another decomposition fills where it knows a few directions only. */
  RowBasis givenRows() {
    given = given == null ? new RowBasis(dimension) : given;
    use(given);
    return given;
  }

  /** How many directions can have variance: d, or those that are known. */
  int rank() {
    return partial == null ? dimension : partial.rank;
  }

  /** Whether leading directions are as exact as was asked for; true for all other forms. */
  boolean isSettled() {
    return partial == null || partial != leading || leading.isSettled();
  }

  /** Angle by which the first k directions may be off for want of iterations. */
  double iterationTurn() {
    return partial != null && partial == leading ? leading.iterationTurn() : 0;
  }

  /** Components of a displacement along the eigenvectors. */
  void project(double[] displacement, double[] out) {
    if (!hasVectors) {
      if (partial != null) {
        partial.project(displacement, out);
      } else {
        lazy.toEigenbasis(displacement, out);
      }
      return;
    }
    for (int j = 0; j < dimension; j++) {
      double dot = 0;
      for (int i = 0; i < dimension; i++) {
        dot += vectors[j * dimension + i] * displacement[i];
      }
      out[j] = dot;
    }
  }

  /** The displacement with given components along the eigenvectors. */
  void expand(double[] coordinates, double[] out) {
    if (!hasVectors) {
      if (partial != null) {
        partial.expand(coordinates, out);
      } else {
        lazy.fromEigenbasis(coordinates, out);
      }
      return;
    }
    Arrays.fill(out, 0, dimension, 0);
    for (int j = 0; j < dimension; j++) {
      double coordinate = coordinates[j];
      for (int i = 0; i < dimension && coordinate != 0; i++) {
        out[i] += coordinate * vectors[j * dimension + i];
      }
    }
  }

  /** d x d, row j is v_j; formed now if it was not before. */
  double[] vectors() {
    if (!hasVectors) {
      if (partial != null) {
        partial.vectors(room());
      } else {
        lazy.vectors(room(), 0);
      }
      hasVectors = true;
    }
    return vectors;
  }
}
