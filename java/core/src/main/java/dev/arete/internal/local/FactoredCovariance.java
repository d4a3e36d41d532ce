package dev.arete.internal.local;

import dev.arete.internal.eigen.RowLoops;
import java.util.Arrays;

/**
 * Eigensystem of the posterior covariance in units of h, to high relative accuracy however widely
 * the posterior weights differ: the covariance is never assembled. With D_i = (c_i - c_0)/sqrt(h),
 * b = sum w_i D_i, and w_0 the weight of the anchor,
 *
 * <pre>C/h = B^T B,  row i of B = sqrt(w_i) x_i,  x_i = D_i - b/(1 + sqrt(w_0)),</pre>
 *
 * which is free of cancellation where w_0 is near 1. Weights stay logarithms throughout. {@link
 * FactorRows} says which rows matter, {@link WeightedPivotQr} gives B = diag(sqrt(w)) T Q^T = Y
 * diag(l) Q^T with the pivots l taken out of Y, whose entries are at most about 1; Y = Z S with S
 * triangular leaves C/h = Q W W^T Q^T with W = diag(l) S^T, and {@link OneSidedJacobi} the rest.
 * Holds its workspace; not thread-safe.
 *
 * <p>Cost: O(n d) for n terms, O(m^2 d) with the rank m for each row that matters, O(m^3) and, for
 * the vectors, O(m d) each.
 */
final class FactoredCovariance implements Spectrum {
  /**
   * Logarithm of a share of a column that its rounding hides by far: 2^-70, and 2^-53 if 10^10 rows
   * have it.
   */
  private static final double NEGLIGIBLE = -70 * Math.log(2);

  private final int d;
  private final FactorRows rows;
  private final WeightedPivotQr qr;
  private final TriangularFactor triangular;
  private final FactorRounding rounding;
  private final double[] logRatios;
  private final RowLoops loops;
  private double[] weighted = new double[0];
  private final int[] ends;

  /** Columns with what pads them, {@link #stride} numbers each. */
  private double[] columns = new double[0];

  private int stride;
  private double[] padded = new double[0];

  /**
   * Allocates the workspace.
   *
   * @param dimension d
   * @param variance h
   * @param loops inner loops
   */
  FactoredCovariance(int dimension, double variance, RowLoops loops) {
    d = dimension;
    this.loops = loops;
    rows = new FactorRows(d, variance, loops);
    qr = rows.qr;
    triangular = new TriangularFactor(loops);
    rounding = new FactorRounding(d, qr);
    logRatios = new double[d];
    ends = new int[d];
  }

  /**
   * Decomposes the posterior covariance.
   *
   * @param terms the centres as seen from the query; not changed, not kept
   * @param directions how many leading directions are wanted to full accuracy, at least 1
   * @return false if centres are needed that the terms leave out, or too many of them: nothing is
   *     known then
   */
  boolean decompose(PosteriorTerms terms, int directions) {
    if (!rows.factor(terms, directions)) {
      return false;
    }
    rounding.measure(terms.anchorEnergy);
    Arrays.fill(logRatios, Double.NEGATIVE_INFINITY);
    stride = RowLoops.padded(qr.rank);
    columns = cleared(columns, qr.rank * stride);
    double[] scales = Arrays.copyOf(qr.logPivots, qr.rank);
    if (qr.rank > 0) {
      turnColumns();
      new OneSidedJacobi(columns, scales, ends, loops).run();
    }
    for (int j = 0; j < qr.rank; j++) {
      logRatios[j] = 2 * scales[j];
    }
    return true;
  }

  /**
   * Whether the last decomposition was given up because of its size, from 128 dimensions on: no
   * other list of centres would help then.
   */
  boolean isTooLong() {
    return rows.isTooLong();
  }

  /**
   * Forms eigenvectors.
   *
   * @param count how many, from the rank to d
   * @param vectors receives count x d, row j is the unit eigenvector of ratio j; directions beyond
   *     the rank complete the basis
   */
  void vectors(int count, double[] vectors) {
    boolean isPadded = qr.stride != d;
    padded = isPadded ? cleared(padded, count * qr.stride) : padded;
    double[] basis = isPadded ? padded : cleared(vectors, count * d);
    for (int j = 0; j < count; j++) {
      if (j < qr.rank) {
        System.arraycopy(columns, j * stride, basis, j * qr.stride, qr.rank);
      } else {
        basis[j * qr.stride + j] = 1;
      }
    }
    qr.expand(basis, count);
    for (int j = 0; isPadded && j < count; j++) {
      System.arraycopy(basis, j * qr.stride, vectors, j * d, d);
    }
  }

  /** The first numbers of an array, zeroed; of a longer one if it is too short. */
  private static double[] cleared(double[] array, int length) {
    if (array.length < length) {
      return new double[length];
    }
    Arrays.fill(array, 0, length, 0);
    return array;
  }

  /** Fills m - y with all centres in m whose weight a double can hold. */
  void shift(double[] queries, int offset, double[] out) {
    rows.shift(queries, offset, out);
  }

  /**
   * Y = Z S and the columns of W = diag(l) S^T without their factors l_j. Columns end where they
   * are negligible: each column of Y has an entry of 1, and no entry of S exceeds the root of the
   * rows.
   */
  private void turnColumns() {
    int rank = qr.rank;
    int length = RowLoops.padded(qr.count);
    weighted = cleared(weighted, rank * length);
    weighRows(length);
    triangular.run(weighted, length, ends, rank);
    double least = NEGLIGIBLE - 0.5 * Math.log(qr.count);
    for (int j = 0; j < rank; j++) {
      int i = j;
      for (; i < rank && qr.logPivots[i] - qr.logPivots[j] >= least; i++) {
        double entry = triangular.triangle[j * rank + i];
        columns[j * stride + i] = weighted(entry, qr.logPivots[i] - qr.logPivots[j]);
      }
      ends[j] = i;
    }
  }

  /** Y = diag(sqrt(w)) T diag(1/l), column after column; rows that gave directions come first. */
  private void weighRows(int length) {
    Arrays.fill(ends, 0, qr.rank, 0);
    for (int i = 0; i < qr.count; i++) {
      int row = qr.pivotRow(i);
      double logWeight = qr.logWeights[row];
      double least = NEGLIGIBLE - qr.logLength(row);
      for (int j = Math.min(i, qr.rank - 1); j >= 0; j--) {
        double log = logWeight - qr.logPivots[j];
        if (log < least) {
          break; // pivots descend
        }
        weighted[j * length + i] = weighted(qr.triangle[row * d + j], log);
        ends[j] = i + 1;
      }
    }
  }

  /** entry exp(log), where either factor alone may leave the range of a double. */
  private static double weighted(double entry, double log) {
    if (entry == 0 || Math.abs(log) < 300) {
      return entry == 0 ? 0 : entry * Math.exp(log);
    }
    return Math.copySign(Math.exp(log + Math.log(Math.abs(entry))), entry);
  }

  /** As far as the wanted directions go: directions that the centres give beyond rounding. */
  @Override
  public int rank() {
    return qr.rank;
  }

  @Override
  public double logRatio(int j) {
    return logRatios[j];
  }

  @Override
  public double logError(int j) {
    return j < qr.rank ? rounding.logError(j, logRatios[j]) : Double.POSITIVE_INFINITY;
  }

  @Override
  public double relativeGap(int k) {
    return k > qr.rank ? 0 : -Math.expm1(logRatios[k] - logRatios[k - 1]);
  }

  @Override
  public double turn(int k) {
    double relativeGap = relativeGap(k);
    if (k > qr.rank || !(relativeGap > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    double coupling = Math.exp(0.5 * (logRatios[k] - logRatios[k - 1]));
    return rounding.turn(k, coupling) / relativeGap;
  }

  @Override
  public double lean(int j, int k) {
    return turn(k);
  }

  /** Never: every eigenvalue has digits of its own. */
  @Override
  public boolean isLost(int k) {
    return false;
  }
}
