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
  private final int d;
  private final FactorRows rows;
  private final WeightedPivotQr qr;
  private final FactorRounding rounding;
  private final double[] logRatios;
  private final RowLoops loops;

  /** Columns with what pads them, {@link #stride} numbers each. */
  private double[] columns = new double[0];

  private int stride;

  /**
   * Allocates the workspace.
   *
   * @param dimension d
   * @param variance h
   * @param loops inner loops of the rotations
   */
  FactoredCovariance(int dimension, double variance, RowLoops loops) {
    d = dimension;
    this.loops = loops;
    rows = new FactorRows(d, variance);
    qr = rows.qr;
    rounding = new FactorRounding(d, qr);
    logRatios = new double[d];
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
    columns = new double[qr.rank * stride];
    double[] scales = Arrays.copyOf(qr.logPivots, qr.rank);
    if (qr.rank > 0) {
      turnedColumns(columns);
      new OneSidedJacobi(columns, scales, loops).run();
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
    Arrays.fill(vectors, 0, count * d, 0);
    for (int j = 0; j < count; j++) {
      if (j < qr.rank) {
        System.arraycopy(columns, j * stride, vectors, j * d, qr.rank);
      } else {
        vectors[j * d + j] = 1;
      }
      qr.expand(vectors, j * d);
    }
  }

  /** Fills m - y with all centres in m whose weight a double can hold. */
  void shift(double[] queries, int offset, double[] out) {
    rows.shift(queries, offset, out);
  }

  /** Y = Z S and the columns of W = diag(l) S^T without their factors l_j. */
  private void turnedColumns(double[] columns) {
    int rank = qr.rank;
    double[] y = weightedRows();
    TriangularFactor.of(y, qr.count, rank);
    for (int j = 0; j < rank; j++) {
      for (int i = j; i < rank; i++) {
        double entry = y[i * qr.count + j];
        columns[j * stride + i] = weighted(entry, qr.logPivots[i] - qr.logPivots[j]);
      }
    }
  }

  /** Y = diag(sqrt(w)) T diag(1/l), column after column. */
  private double[] weightedRows() {
    int count = qr.count;
    double[] y = new double[count * qr.rank];
    for (int j = 0; j < qr.rank; j++) {
      for (int i = 0; i < count; i++) {
        double log = qr.logWeights[i] - qr.logPivots[j];
        y[j * count + i] = weighted(qr.rows[i * d + j], log);
      }
    }
    return y;
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
