package dev.arete.internal.local;

import dev.arete.internal.eigen.SymmetricEigenSolver;
import java.util.Arrays;

/**
 * Eigensystem of C/h = X^T X from fewer rows than dimensions, by way of X X^T: with X X^T = U^T
 * diag(mu) U, the direction of mu_j is v_j = X^T u_j / sqrt(mu_j), and all others have the
 * eigenvalue 0. No d x d matrix is formed. Of the space of the others only the direction matters in
 * which the posterior mean lies; it is direction number {@link #rank}. Holds its workspace; not
 * thread-safe.
 */
final class ThinBasis {
  /** Directions with a smaller share of the variance are left to the space of zero variance. */
  private static final double SMALLEST_SHARE = 1e-12;

  private final int d;
  private double[] rows;
  private int count;
  private SymmetricEigenSolver solver;
  private int order;
  private double[] values = new double[0];
  private double[] turned = new double[0];
  private final double[] rest;
  private double restLength;

  /** How many directions have variance. */
  int rank;

  ThinBasis(int dimension) {
    d = dimension;
    rest = new double[d];
  }

  /**
   * Decomposes.
   *
   * @param moments moments with thin rows, which are kept until the next call
   * @param ratios receives d eigenvalues of C/h, descending
   * @param components receives d components of the shift: along v_j, then along the direction of
   *     what is left, then 0
   */
  void decompose(LocalMoments moments, double[] ratios, double[] components) {
    rows = moments.thinRows;
    count = moments.thinCount;
    Arrays.fill(ratios, 0);
    rank = 0;
    if (count > 0) {
      reserve();
      solver.factor(moments.thinGram, 0, values, 0);
      for (int j = 0; j < count; j++) {
        ratios[j] = Math.max(values[j], 0);
        rank += values[j] > SMALLEST_SHARE * values[0] ? 1 : 0;
      }
    }
    restLength = 0;
    System.arraycopy(moments.shift, 0, rest, 0, d);
    project(moments.shift, components);
    removeDirections(components);
    removeDirections(components); // once more against rounding
    normaliseRest();
    if (rank < d) {
      components[rank] = restLength;
    }
  }

  private void reserve() {
    if (order != count) {
      order = count;
      solver = new SymmetricEigenSolver(count);
      values = new double[count];
      turned = new double[count];
    }
  }

  /** Takes what lies along the directions out of the rest of the shift. */
  private void removeDirections(double[] components) {
    double[] along = new double[d];
    double[] parts = new double[d];
    project(rest, parts);
    System.arraycopy(parts, 0, along, 0, rank);
    double[] sum = new double[d];
    expand(along, sum);
    for (int i = 0; i < d; i++) {
      rest[i] -= sum[i];
    }
    Arrays.fill(components, rank, d, 0);
  }

  private void normaliseRest() {
    double squares = 0;
    for (double x : rest) {
      squares += x * x;
    }
    restLength = Math.sqrt(squares);
    for (int i = 0; i < d && restLength > 0; i++) {
      rest[i] /= restLength;
    }
  }

  /**
   * Computes components of a displacement along the directions, and along what is left of the
   * shift.
   *
   * @param x d numbers
   * @param out receives d numbers, those beyond {@link #rank} are 0
   */
  void project(double[] x, double[] out) {
    Arrays.fill(out, 0);
    for (int i = 0; i < count; i++) {
      turned[i] = dot(rows, i * d, x);
    }
    if (count > 0) {
      solver.toEigenbasis(turned, turned);
    }
    for (int j = 0; j < rank; j++) {
      out[j] = turned[j] / Math.sqrt(values[j]);
    }
    if (rank < d && restLength > 0) {
      out[rank] = dot(rest, 0, x);
    }
  }

  private double dot(double[] matrix, int from, double[] x) {
    double even = 0;
    double odd = 0;
    int k = 0;
    for (; k + 2 <= d; k += 2) {
      even += matrix[from + k] * x[k];
      odd += matrix[from + k + 1] * x[k + 1];
    }
    return k < d ? even + odd + matrix[from + k] * x[k] : even + odd;
  }

  /**
   * Computes the displacement with given components; those beyond {@link #rank} do not count.
   *
   * @param coordinates d numbers
   * @param out receives d numbers
   */
  void expand(double[] coordinates, double[] out) {
    Arrays.fill(out, 0);
    for (int j = 0; j < count; j++) {
      turned[j] = j < rank ? coordinates[j] / Math.sqrt(values[j]) : 0;
    }
    if (count > 0) {
      solver.fromEigenbasis(turned, turned);
    }
    for (int i = 0; i < count; i++) {
      addTo(out, turned[i], rows, i * d);
    }
    if (rank < d && restLength > 0) {
      addTo(out, coordinates[rank], rest, 0);
    }
  }

  private void addTo(double[] out, double factor, double[] matrix, int from) {
    for (int k = 0; k < d; k++) {
      out[k] += factor * matrix[from + k];
    }
  }

  /**
   * Forms d orthonormal directions, O(d^3): the known ones, and any that complete them.
   *
   * @param vectors receives d x d, row j is v_j
   */
  void vectors(double[] vectors) {
    double[] unit = new double[d];
    double[] direction = new double[d];
    int known = restLength > 0 && rank < d ? rank + 1 : rank;
    for (int j = 0; j < known; j++) {
      unit[j] = 1;
      expand(unit, direction);
      unit[j] = 0;
      System.arraycopy(direction, 0, vectors, j * d, d);
    }
    int found = known;
    for (int axis = 0; axis < d && found < d; axis++) {
      Arrays.fill(direction, 0);
      direction[axis] = 1;
      found += complete(vectors, found, direction) ? 1 : 0;
    }
  }

  /** Adds what is left of a direction as row number {@code found}, unless little is. */
  private boolean complete(double[] vectors, int found, double[] direction) {
    for (int pass = 0; pass < 2; pass++) {
      for (int j = 0; j < found; j++) {
        addTo(direction, -dot(vectors, j * d, direction), vectors, j * d);
      }
    }
    double length = Math.sqrt(dot(direction, 0, direction));
    if (length * length * d < 0.5) {
      return false; // among all axes enough have more than this left
    }
    for (int i = 0; i < d; i++) {
      vectors[found * d + i] = direction[i] / length;
    }
    return true;
  }
}
