package dev.arete.internal.local;

import dev.arete.internal.eigen.SymmetricEigenSolver;
import java.util.Arrays;

/**
 * Eigensystem of C/h = X^T X from fewer rows than dimensions, by way of X X^T: with X X^T = U^T
 * diag(mu) U, the direction of mu_j is v_j = X^T u_j / sqrt(mu_j), and all others have the
 * eigenvalue 0. Holds its workspace; not thread-safe.
 *
 * <p>An error of 2^-53 mu_1 in X X^T is one of 2^-53 mu_1/(mu_i mu_j)^(1/2) in v_i . v_j: small
 * directions are orthogonal to each other to a few digits only, and those before them are right.
 */
final class ThinBasis extends PartialBasis {
  /** Directions with a smaller share of the variance are left to the space of zero variance. */
  private static final double SMALLEST_SHARE = 1e-12;

  private final SymmetricEigenSolver model;
  private double[] rows;
  private int count;
  private SymmetricEigenSolver solver;
  private int order;
  private double[] values = new double[0];
  private double[] turned = new double[0];
  private final double[] shift;
  private final double[] tangent;
  private final double[] left;

  /** The split whose normal distance is known, or -1, and the distance. */
  private int measured;

  private double distance;

  /** Takes a solver whose inner loops are to be used. */
  ThinBasis(int dimension, SymmetricEigenSolver model) {
    super(dimension);
    this.model = model;
    shift = new double[d];
    tangent = new double[d];
    left = new double[d];
  }

  /**
   * Decomposes.
   *
   * @param moments moments with thin rows, which are kept until the next call
   * @param ratios receives d eigenvalues of C/h, descending
   * @param components receives d components of the shift, as {@link #split} gives them
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
    System.arraycopy(moments.shift, 0, shift, 0, d);
    measured = -1;
    split(shift, components);
  }

  private void reserve() {
    if (order != count) {
      order = count;
      solver = model.ofOrder(count);
      values = new double[count];
      turned = new double[count];
    }
  }

  /**
   * From the shift and the tangent directions alone: others need not be orthonormal. Nothing beyond
   * them means that what is left is rounding.
   */
  @Override
  double normalDistance(double[] components, int k) {
    if (measured != k) {
      measured = k;
      distance = length(components, k) == 0 ? 0 : leftBeside(components, k);
    }
    return distance;
  }

  private double leftBeside(double[] components, int k) {
    Arrays.fill(tangent, 0);
    System.arraycopy(components, 0, tangent, 0, k);
    expand(tangent, left);
    for (int i = 0; i < d; i++) {
      left[i] = shift[i] - left[i];
    }
    return length(left, 0);
  }

  /** Terms are rows of X, no longer than sqrt(mu_1) together, times coordinates / sqrt(mu_j). */
  @Override
  double termLength(double[] coordinates) {
    double squares = 0;
    for (int j = 0; j < rank; j++) {
      squares += coordinates[j] / values[j] * coordinates[j];
    }
    return rank == 0 ? 0 : Math.sqrt(squares * values[0]);
  }

  @Override
  void projectKnown(double[] x, double[] out) {
    for (int i = 0; i < count; i++) {
      turned[i] = dot(rows, i * d, x);
    }
    if (count > 0) {
      solver.toEigenbasis(turned, turned);
    }
    for (int j = 0; j < rank; j++) {
      out[j] = turned[j] / Math.sqrt(values[j]);
    }
  }

  @Override
  void expandKnown(double[] coordinates, double[] out) {
    for (int j = 0; j < count; j++) {
      turned[j] = j < rank ? coordinates[j] / Math.sqrt(values[j]) : 0;
    }
    if (count > 0) {
      solver.fromEigenbasis(turned, turned);
    }
    for (int i = 0; i < count; i++) {
      addTo(out, turned[i], rows, i * d);
    }
  }
}
