package dev.arete.internal.local;

import dev.arete.internal.eigen.SymmetricEigenSolver;
import java.util.Arrays;

/**
 * The eigenvectors of the posterior covariance at one query, in the form that is cheapest: as a
 * matrix, as the reflectors and rotations of a solver, or as combinations of a few rows. Holds its
 * workspace; not thread-safe.
 */
final class Eigenbasis {
  private final int dimension;
  private final EigenDecomposition solver;
  private final SymmetricEigenSolver lazy;
  private double[] vectors;
  private boolean hasVectors;
  private ThinBasis thin;
  private boolean isThin;

  /** Takes one solver or the other; null for the one that is not used. */
  Eigenbasis(int dimension, EigenDecomposition solver, SymmetricEigenSolver lazy) {
    this.dimension = dimension;
    this.solver = solver;
    this.lazy = lazy;
  }

  /** Decomposes assembled moments into d ratios and d components of the shift. */
  void decompose(LocalMoments moments, double[] ratios, double[] components) {
    isThin = moments.thinCount >= 0;
    if (isThin) {
      hasVectors = false;
      thin = thin == null ? new ThinBasis(dimension) : thin;
      thin.decompose(moments, ratios, components);
      return;
    }
    hasVectors = lazy == null;
    if (hasVectors) {
      solver.decompose(moments.covarianceRatio, 0, ratios, 0, room(), 0);
    } else {
      lazy.factor(moments.covarianceRatio, 0, ratios, 0);
    }
    for (int j = 0; j < dimension; j++) {
      ratios[j] = Math.max(ratios[j], 0); // C is positive semidefinite; rounding is not
    }
    project(moments.shift, components);
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
    isThin = false;
    hasVectors = true;
  }

  /** How many directions can have variance: d, or the rank of thin rows. */
  int rank() {
    return isThin ? thin.rank : dimension;
  }

  /** Components of a displacement along the eigenvectors. */
  void project(double[] displacement, double[] out) {
    if (!hasVectors) {
      if (isThin) {
        thin.project(displacement, out);
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
      if (isThin) {
        thin.expand(coordinates, out);
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
      if (isThin) {
        thin.vectors(room());
      } else {
        lazy.vectors(room(), 0);
      }
      hasVectors = true;
    }
    return vectors;
  }
}
