package dev.arete.internal.local;

import dev.arete.internal.eigen.SymmetricEigenSolver;

/**
 * Eigenframe of the Hessian of log p at one query, split after the first k directions into tangent
 * and normal space. Holds its workspace; not thread-safe.
 *
 * <p>The posterior covariance is decomposed, not the Hessian: H = (C/h - I)/h has the same vectors,
 * and what is small in C/h would drown beside I. Directions count from 0: 0..k-1 span the tangent
 * space, k..d-1 the normal space, eigenvalues descend.
 */
public final class LocalFrame {
  /**
   * How many times the rounding error of C the eigengap must exceed to count as open. Below it the
   * normal space turns by more than about 1/256 with the rounding of the moments.
   */
  private static final double OPEN_GAP = 256;

  private final int dimension;
  private final double variance;
  private final double resolution;
  private final EigenDecomposition solver;
  private final double[] ratios;
  private final double[] vectors;
  private final double[] components;
  private double droppedRatio;

  /** Eigensystem of one symmetric matrix, as {@link SymmetricEigenSolver#decompose} gives it. */
  @FunctionalInterface
  public interface EigenDecomposition {
    /**
     * Decomposes A = V^T diag(values) V with the eigenvectors in the rows of V.
     *
     * @param matrix holds A, row-major, from {@code offset}; only its lower triangle is read
     * @param offset index of the first entry of A
     * @param values receives the eigenvalues, descending, from {@code valuesOffset}
     * @param valuesOffset index of the first eigenvalue
     * @param vectors receives row j, the unit eigenvector of value j, from {@code vectorsOffset}
     * @param vectorsOffset index of the first vector
     */
    void decompose(
        double[] matrix,
        int offset,
        double[] values,
        int valuesOffset,
        double[] vectors,
        int vectorsOffset);
  }

  /**
   * Allocates a frame.
   *
   * @param dimension d
   * @param variance h
   * @param roundoff relative rounding error of the moments: the unit roundoff of their arithmetic
   */
  public LocalFrame(int dimension, double variance, double roundoff) {
    this(dimension, variance, roundoff, new SymmetricEigenSolver(dimension)::decompose);
  }

  /**
   * Allocates a frame with another eigensolver.
   *
   * @param dimension d
   * @param variance h
   * @param roundoff relative rounding error of the moments: the unit roundoff of their arithmetic
   * @param solver decomposes d x d matrices; used by this frame alone
   */
  public LocalFrame(int dimension, double variance, double roundoff, EigenDecomposition solver) {
    this.dimension = dimension;
    this.variance = variance;
    this.resolution = Math.sqrt(dimension) * roundoff;
    this.solver = solver;
    this.ratios = new double[dimension];
    this.vectors = new double[dimension * dimension];
    this.components = new double[dimension];
  }

  /**
   * Decomposes the moments of a query.
   *
   * @param moments filled moments; not changed, not kept
   */
  public void decompose(LocalMoments moments) {
    solver.decompose(moments.covarianceRatio, 0, ratios, 0, vectors, 0);
    droppedRatio = moments.droppedRatio;
    for (int j = 0; j < dimension; j++) {
      ratios[j] = Math.max(ratios[j], 0); // C is positive semidefinite; rounding is not
      double dot = 0;
      for (int i = 0; i < dimension; i++) {
        dot += vectors[j * dimension + i] * moments.shift[i];
      }
      components[j] = dot;
    }
  }

  /**
   * Returns the dimension d.
   *
   * @return d
   */
  public int dimension() {
    return dimension;
  }

  /**
   * Returns the variance h of the smoothing.
   *
   * @return h
   */
  public double variance() {
    return variance;
  }

  /**
   * Returns mu_j / h, an eigenvalue of the posterior covariance in units of h.
   *
   * @param j direction, 0 for the largest
   * @return the ratio, at least 0
   */
  public double ratio(int j) {
    return ratios[j];
  }

  /**
   * Returns lambda_j = (mu_j/h - 1)/h, an eigenvalue of the Hessian of log p.
   *
   * @param j direction, 0 for the largest
   * @return the eigenvalue
   */
  public double eigenvalue(int j) {
    return (ratios[j] - 1) / variance;
  }

  /**
   * Returns the eigenvectors.
   *
   * @return d x d, row j is the unit vector v_j; the frame's own array, read-only
   */
  public double[] vectors() {
    return vectors;
  }

  /**
   * Returns v_j . (m - y).
   *
   * @param j direction
   * @return the component of the displacement to the posterior mean
   */
  public double component(int j) {
    return components[j];
  }

  /**
   * Returns the eigengap in units of 1/h.
   *
   * @param tangent k
   * @return (mu_k - mu_{k+1})/h counted from 1, or NaN for k = 0
   */
  public double gapRatio(int tangent) {
    return tangent == 0 ? Double.NaN : ratios[tangent - 1] - ratios[tangent];
  }

  /**
   * Returns the eigengap lambda_k - lambda_{k+1} of the Hessian.
   *
   * @param tangent k
   * @return the gap, or NaN for k = 0
   */
  public double eigengap(int tangent) {
    return gapRatio(tangent) / variance;
  }

  /**
   * Returns whether the split after k directions exists: the gap must exceed what rounding and
   * dropped weights can do to it.
   *
   * @param tangent k
   * @return true for k = 0 and wherever the gap is open
   */
  public boolean isDefined(int tangent) {
    return tangent == 0 || gapRatio(tangent) > OPEN_GAP * resolution * ratios[0] + 2 * droppedRatio;
  }

  /**
   * Returns how much of the residual may come from a normal space that is turned by rounding and by
   * dropped weights: an error e of C/h turns v_l towards normal directions by e / (ratio_l -
   * ratio_{k+1}).
   *
   * @param tangent k
   * @return the uncertainty of {@link #residual}, a pure number
   */
  public double residualNoise(int tangent) {
    double error = resolution * ratios[0] + droppedRatio;
    double noise = 0;
    for (int l = 0; l < tangent; l++) {
      noise += Math.abs(components[l]) * error / (ratios[l] - ratios[tangent]);
    }
    return noise / Math.sqrt(variance);
  }

  /**
   * Returns |P_N (m - y)|, the distance to the posterior mean in the normal space.
   *
   * @param tangent k
   * @return the distance, in units of the coordinates
   */
  public double normalDistance(int tangent) {
    double largest = 0;
    for (int j = tangent; j < dimension; j++) {
      largest = Math.max(largest, Math.abs(components[j]));
    }
    if (largest == 0) {
      return 0;
    }
    double sum = 0;
    for (int j = tangent; j < dimension; j++) {
      double scaled = components[j] / largest;
      sum += scaled * scaled;
    }
    return largest * Math.sqrt(sum);
  }

  /**
   * Returns the scale-free ridge residual |P_N (m - y)| / sqrt(h).
   *
   * @param tangent k
   * @return the residual, a pure number
   */
  public double residual(int tangent) {
    return normalDistance(tangent) / Math.sqrt(variance);
  }
}
