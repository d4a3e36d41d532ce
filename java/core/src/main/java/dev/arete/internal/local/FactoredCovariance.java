package dev.arete.internal.local;

import java.util.Arrays;

/**
 * Eigensystem of the posterior covariance in units of h, to high relative accuracy however widely
 * the posterior weights differ: the covariance is never assembled. With D_i = (c_i - c_0)/sqrt(h),
 * b = sum w_i D_i, and w_0 the weight of the anchor,
 *
 * <pre>C/h = B^T B,  row i of B = sqrt(w_i) x_i,  x_i = D_i - b/(1 + sqrt(w_0)),</pre>
 *
 * which is free of cancellation where w_0 is near 1. Weights stay logarithms throughout. {@link
 * WeightedPivotQr} gives B = diag(sqrt(w)) T Q^T = Y diag(l) Q^T with the pivots l taken out of Y,
 * whose entries are at most about 1; Y = Z S with S triangular leaves C/h = Q W W^T Q^T with W =
 * diag(l) S^T, and {@link OneSidedJacobi} the rest. Holds its workspace; not thread-safe.
 *
 * <p>Cost: O(n d) for n terms, O(m^2 d) with the rank m for each row that matters, O(m^3) and, for
 * the vectors, O(m d) each.
 */
public final class FactoredCovariance {
  private static final double ROUNDOFF = 0x1p-53;

  /** log of the roundoff: a contribution smaller by this changes nothing. */
  private static final double LOG_ROUNDOFF = Math.log(ROUNDOFF);

  /** Energies taken at first: weights down to exp of minus this. */
  private static final double FIRST_CUT = 80;

  /** Centres taken at first beside one for each wanted direction. */
  private static final int SPARE_ROWS = 8;

  /**
   * From this dimension on no row is taken that could be spared: rows left out change C by their
   * squares, which may be a unit of rounding of mu_k together.
   */
  private static final int HIGH_DIMENSION = 128;

  /**
   * Most products that a factorisation in high dimension may take, rows times rank times d: about a
   * second. In 784 dimensions these are 1,170 rows.
   */
  private static final double MOST_PRODUCTS = 0x1p30;

  /** Weights beyond this energy are zero in a double. */
  private static final double UNDERFLOW = 745;

  private final int d;
  private final double unit;
  private final WeightedPivotQr qr;
  private final double[] mean;
  private final double[] logRatios;
  private final double[] conditions;
  private double[] columns = new double[0];
  private boolean isTooLong;
  private double logTotal;
  private double meanFactor;
  private double meanLength;
  private double farthest;
  private double anchorEnergy;

  /**
   * Allocates the workspace.
   *
   * @param dimension d
   * @param variance h
   */
  public FactoredCovariance(int dimension, double variance) {
    d = dimension;
    unit = 1 / Math.sqrt(variance);
    qr = new WeightedPivotQr(d);
    mean = new double[d];
    logRatios = new double[d];
    conditions = new double[d];
  }

  /**
   * Decomposes the posterior covariance.
   *
   * @param terms the centres as seen from the query; not changed, not kept
   * @param directions how many leading directions are wanted to full accuracy, at least 1
   * @return false if centres are needed that the terms leave out, or too many of them: nothing is
   *     known then
   */
  public boolean decompose(PosteriorTerms terms, int directions) {
    anchorEnergy = terms.anchorEnergy;
    isTooLong = false;
    weigh(terms);
    if (!factor(terms, directions)) {
      return false;
    }
    condition();
    Arrays.fill(logRatios, Double.NEGATIVE_INFINITY);
    columns = new double[qr.rank * qr.rank];
    double[] scales = Arrays.copyOf(qr.logPivots, qr.rank);
    if (qr.rank > 0) {
      turnedColumns(columns);
      new OneSidedJacobi(qr.rank, columns, scales).run();
    }
    for (int j = 0; j < qr.rank; j++) {
      logRatios[j] = 2 * scales[j];
    }
    return true;
  }

  /**
   * Returns whether the last decomposition was given up because of its size: from 128 dimensions on
   * more than 2^30 products.
   *
   * @return true if no other list of centres would help
   */
  public boolean isTooLong() {
    return isTooLong;
  }

  /**
   * Forms eigenvectors.
   *
   * @param count how many, from the rank to d
   * @param vectors receives count x d, row j is the unit eigenvector of ratio j; directions beyond
   *     the rank complete the basis
   */
  public void vectors(int count, double[] vectors) {
    Arrays.fill(vectors, 0, count * d, 0);
    for (int j = 0; j < count; j++) {
      if (j < qr.rank) {
        System.arraycopy(columns, j * qr.rank, vectors, j * d, qr.rank);
      } else {
        vectors[j * d + j] = 1;
      }
      qr.expand(vectors, j * d);
    }
  }

  /** Sets the total weight, the mean, and the factor 1/(1 + sqrt(w_0)). */
  private void weigh(PosteriorTerms terms) {
    double total = 0;
    double anchored = 0;
    double highest = 0;
    Arrays.fill(mean, 0);
    for (int i = 0; i < terms.size; i++) {
      highest = Math.max(highest, terms.energies[i]);
      if (terms.energies[i] > UNDERFLOW) {
        continue;
      }
      int row = terms.indices[i] * d;
      double weight = Math.exp(-terms.energies[i]);
      double square = 0;
      for (int k = 0; k < d; k++) {
        double difference = (terms.rows[row + k] - terms.anchor[k]) * unit;
        square += difference * difference;
        mean[k] += weight * difference;
      }
      total += weight;
      anchored += square == 0 ? weight : 0;
    }
    if (terms.cut < Double.POSITIVE_INFINITY) {
      highest = terms.cut;
    }
    farthest = 2 * Math.sqrt(2 * (anchorEnergy + highest)); // both centres are so near the query
    logTotal = Math.log(total);
    meanFactor = 1 / (1 + Math.sqrt(anchored / total));
    double square = 0;
    for (int k = 0; k < d; k++) {
      mean[k] *= meanFactor / total;
      square += mean[k] * mean[k];
    }
    meanLength = Math.sqrt(square);
  }

  /** Factors the heaviest rows, and more of them until what is left out changes nothing. */
  private boolean factor(PosteriorTerms terms, int directions) {
    int rows = directions + SPARE_ROWS;
    double first = d < HIGH_DIMENSION ? FIRST_CUT : 0;
    double cut = Math.max(first, Math.min(terms.cut, energyOfRow(terms, rows)));
    while (true) {
      isTooLong = d >= HIGH_DIMENSION && products(terms, cut) > MOST_PRODUCTS;
      if (isTooLong) {
        return false;
      }
      double next = take(terms, cut);
      qr.run();
      if (next == Double.POSITIVE_INFINITY) {
        return true; // every centre is in
      }
      boolean full = qr.rank >= directions;
      rows *= 2;
      double enough = full ? sufficientCut(terms.size, directions) : energyOfRow(terms, rows);
      if (full && enough <= cut) {
        return true;
      }
      if (enough > terms.cut || (!full && next == terms.cut)) {
        return false;
      }
      cut = Math.max(enough, next);
    }
  }

  /** What it takes to factor the rows within the cut. */
  private double products(PosteriorTerms terms, double cut) {
    int count = 0;
    for (int i = 0; i < terms.size; i++) {
      count += terms.energies[i] <= cut ? 1 : 0;
    }
    return (double) count * Math.min(count, d) * d;
  }

  /** The energy that so many centres do not exceed; the cut where fewer are listed. */
  private static double energyOfRow(PosteriorTerms terms, int rows) {
    if (rows >= terms.size) {
      return Math.nextUp(terms.cut);
    }
    double[] least = new double[rows];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (int i = 0; i < terms.size; i++) {
      double energy = terms.energies[i];
      if (energy < least[rows - 1]) {
        int at = rows - 1;
        for (; at > 0 && least[at - 1] > energy; at--) {
          least[at] = least[at - 1];
        }
        least[at] = energy;
      }
    }
    return least[rows - 1];
  }

  /** Fills the factorisation with what is within the cut; returns the least energy beyond it. */
  private double take(PosteriorTerms terms, double cut) {
    double next = terms.cut;
    qr.count = 0;
    for (int i = 0; i < terms.size; i++) {
      double energy = terms.energies[i];
      if (energy <= cut) {
        takeRow(terms, i);
      } else {
        next = Math.min(next, energy);
      }
    }
    return next;
  }

  private void takeRow(PosteriorTerms terms, int i) {
    qr.reserve(qr.count + 1);
    int row = terms.indices[i] * d;
    int own = qr.count * d;
    double square = 0;
    for (int k = 0; k < d; k++) {
      double difference = (terms.rows[row + k] - terms.anchor[k]) * unit;
      square += difference * difference;
      qr.rows[own + k] = difference - mean[k];
    }
    if (square > 0) { // a centre that repeats the anchor is part of w_0
      qr.add(0.5 * (-terms.energies[i] - logTotal), Math.sqrt(square) + meanLength);
    }
  }

  /** The cut beyond which all rows together change the wanted directions by less than rounding. */
  private double sufficientCut(int size, int directions) {
    double least = qr.logPivots[directions - 1];
    double longest = Math.log(farthest + meanLength) + 0.5 * Math.log(size);
    double share = d < HIGH_DIMENSION ? 2 * LOG_ROUNDOFF : LOG_ROUNDOFF;
    return 2 * (longest - least) - share - logTotal;
  }

  /** Y = Z S and the columns of W = diag(l) S^T without their factors l_j. */
  private void turnedColumns(double[] columns) {
    int rank = qr.rank;
    double[] y = new double[qr.count * rank];
    for (int i = 0; i < qr.count; i++) {
      for (int j = 0; j < rank; j++) {
        y[i * rank + j] = weighted(qr.rows[i * d + j], qr.logWeights[i] - qr.logPivots[j]);
      }
    }
    TriangularFactor.of(y, qr.count, rank);
    for (int j = 0; j < rank; j++) {
      for (int i = j; i < rank; i++) {
        columns[j * rank + i] = weighted(y[j * rank + i], qr.logPivots[i] - qr.logPivots[j]);
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

  /**
   * Sets the condition of each direction: how many units of rounding of the rows that gave it turn
   * it, the norm of its row in the inverse of their triangle with rows in units of their lengths.
   */
  private void condition() {
    double[] inverse = new double[qr.rank];
    for (int j = 0; j < qr.rank; j++) {
      conditions[j] = Math.sqrt(inverseRow(j, inverse));
    }
  }

  /** Squared norm of row k of the inverse of the lower triangle. */
  private double inverseRow(int k, double[] inverse) {
    double sum = 0;
    for (int j = k; j >= 0; j--) {
      double value = j == k ? 1 : 0;
      for (int i = j + 1; i <= k; i++) {
        value -= inverse[i] * triangle(i, j);
      }
      inverse[j] = value / triangle(j, j);
      sum += inverse[j] * inverse[j];
    }
    return sum;
  }

  private double triangle(int i, int j) {
    int row = qr.pivotRow(i);
    return qr.rows[row * d + j] / qr.length(row);
  }

  /**
   * Returns log(mu_j / h).
   *
   * @param j direction, 0 for the largest
   * @return the logarithm, minus infinity from the rank on
   */
  public double logRatio(int j) {
    return logRatios[j];
  }

  /**
   * Returns the rank of the posterior covariance as far as the wanted directions go: directions
   * that the centres give beyond rounding.
   *
   * @return the rank, 0 to d
   */
  public int rank() {
    return qr.rank;
  }

  /**
   * Returns (mu_k - mu_{k+1}) / mu_k, counted from 1.
   *
   * @param k number of leading directions, 1 to d-1
   * @return the relative eigengap, 0 to 1; 0 where the rank is below k
   */
  public double relativeGap(int k) {
    return k > qr.rank ? 0 : -Math.expm1(logRatios[k] - logRatios[k - 1]);
  }

  /**
   * Returns how far rounding may turn the space of the first k directions, in radians to first
   * order: rounding of the rows that span it, of the rows that add to it, and of the energies.
   *
   * @param k number of leading directions, 1 to d-1
   * @return the angle; infinite where the rank is below k
   */
  public double turn(int k) {
    if (k > qr.rank) {
      return Double.POSITIVE_INFINITY;
    }
    double relativeGap = relativeGap(k);
    if (!(relativeGap > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    double rows = spanCondition(k) + Math.exp(logOtherRounding(k) - qr.logPivots[k - 1]);
    double coupling = Math.exp(0.5 * (logRatios[k] - logRatios[k - 1]));
    double energy =
        LocalFrame.ENERGY_ROUNDING * (anchorEnergy + Math.max(0, -2 * qr.logPivots[k - 1]));
    return LocalFrame.TURN_ROUNDING
        * Math.sqrt(d)
        * ROUNDOFF
        * (rows + coupling * energy)
        / relativeGap;
  }

  /** Units of rounding of the rows that gave the first k directions by which these turn. */
  private double spanCondition(int k) {
    double sum = 0;
    for (int j = 0; j < k; j++) {
      sum += conditions[j] * conditions[j];
    }
    return Math.sqrt(sum);
  }

  /**
   * Logarithm of the largest weighted rounding of the other rows, in units of rounding: of what is
   * left of them beyond the first k directions, each of which is off by its condition.
   */
  private double logOtherRounding(int k) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = k; i < qr.count; i++) {
      int row = qr.pivotRow(i);
      double sum = qr.length(row);
      for (int j = 0; j < k && sum > 0; j++) {
        sum += Math.abs(qr.rows[row * d + j]) * conditions[j];
      }
      most = Math.max(most, qr.logWeights[row] + Math.log(sum));
    }
    return most;
  }
}
