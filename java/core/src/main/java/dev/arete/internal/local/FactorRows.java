package dev.arete.internal.local;

import dev.arete.internal.eigen.RowLoops;
import java.util.Arrays;

/**
 * Chooses the centres whose rows a factor of the posterior covariance needs, weighs them and
 * factors them: the heaviest first, and more until what is left out changes nothing. Holds its
 * workspace; not thread-safe.
 */
final class FactorRows {
  /** log of the roundoff: a contribution smaller by this changes nothing. */
  private static final double LOG_ROUNDOFF = Math.log(FrameAccuracy.ROUNDOFF);

  /** Centres taken at first beside one for each wanted direction. */
  private static final int SPARE_ROWS = 8;

  /**
   * Most products that a factorisation in high dimension may take, rows times rank times d: about a
   * second. In 784 dimensions these are 1,170 rows.
   */
  private static final double MOST_PRODUCTS = 0x1p30;

  /** Weights beyond this energy are zero in a double. */
  private static final double UNDERFLOW = 745;

  private final int d;
  private final double unit;

  /** (sum w_i D_i)/(1 + sqrt(w_0)), which is taken off every D_i. */
  private final double[] mean;

  /** b = sum w_i D_i. */
  private final double[] fromAnchor;

  private final double[] anchor;
  private double meanLength;
  private double logTotal;
  private double farthest;
  private boolean isTooLong;

  /** The rows that were chosen, factored. */
  final WeightedPivotQr qr;

  FactorRows(int dimension, double variance, RowLoops loops) {
    d = dimension;
    unit = 1 / Math.sqrt(variance);
    mean = new double[d];
    fromAnchor = new double[d];
    anchor = new double[d];
    qr = new WeightedPivotQr(d, loops);
  }

  /**
   * Chooses and factors.
   *
   * @param terms the centres as seen from the query; not changed, not kept
   * @param directions how many leading directions are wanted to full accuracy, at least 1
   * @return false if centres are needed that the terms leave out, or too many of them
   */
  boolean factor(PosteriorTerms terms, int directions) {
    System.arraycopy(terms.anchor, 0, anchor, 0, d);
    weigh(terms);
    return choose(terms, directions);
  }

  /** Whether the last factorisation was given up because of its size. */
  boolean isTooLong() {
    return isTooLong;
  }

  /** Fills the displacement from y to the posterior mean of all terms. */
  void shift(double[] queries, int offset, double[] out) {
    for (int k = 0; k < d; k++) {
      out[k] = (anchor[k] - queries[offset + k]) + fromAnchor[k] / unit;
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
      for (int k = 0; k < d; k++) {
        mean[k] += weight * ((terms.rows[row + k] - anchor[k]) * unit);
      }
      total += weight;
      anchored += Arrays.equals(terms.rows, row, row + d, anchor, 0, d) ? weight : 0;
    }
    if (terms.cut < Double.POSITIVE_INFINITY) {
      highest = terms.cut;
    }
    farthest = 2 * Math.sqrt(2 * (terms.anchorEnergy + highest)); // both centres are so near
    logTotal = Math.log(total);
    double meanFactor = 1 / (1 + Math.sqrt(anchored / total));
    for (int k = 0; k < d; k++) {
      fromAnchor[k] = mean[k] / total;
      mean[k] *= meanFactor / total;
    }
    meanLength = VectorLength.of(mean, 0, d);
  }

  /** Centres that are taken at first. */
  static int first(int directions) {
    return directions + SPARE_ROWS;
  }

  private boolean choose(PosteriorTerms terms, int directions) {
    int rows = first(directions);
    double cut = Math.min(terms.cut, energyOfRow(terms, rows));
    while (true) {
      isTooLong = d >= FrameAccuracy.HIGH_DIMENSION && products(terms, cut) > MOST_PRODUCTS;
      if (isTooLong) {
        return false;
      }
      double next = take(terms, cut);
      qr.start();
      qr.run(directions);
      boolean full = qr.rank >= directions;
      rows *= 2;
      double enough = full ? sufficientCut(terms.size, directions) : energyOfRow(terms, rows);
      boolean areAll = next == Double.POSITIVE_INFINITY;
      if (areAll || (full && enough <= cut)) {
        qr.run(d);
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
    int own = qr.count * qr.stride;
    for (int k = 0; k < d; k++) {
      qr.rows[own + k] = (terms.rows[row + k] - anchor[k]) * unit;
    }
    double length = VectorLength.of(qr.rows, own, own + d);
    for (int k = 0; k < d; k++) {
      qr.rows[own + k] -= mean[k];
    }
    if (length > 0) { // a centre that repeats the anchor is part of w_0
      qr.add(0.5 * (-terms.energies[i] - logTotal), length + meanLength);
    }
  }

  /**
   * The cut beyond which all rows together change the wanted directions by less than rounding. In
   * high dimension no row is taken that could be spared: rows left out change C by their squares,
   * which may be a unit of rounding of mu_k together.
   */
  private double sufficientCut(int size, int directions) {
    double least = qr.logPivots[directions - 1];
    double longest = Math.log(farthest + meanLength) + 0.5 * Math.log(size);
    double share = d < FrameAccuracy.HIGH_DIMENSION ? 2 * LOG_ROUNDOFF : LOG_ROUNDOFF;
    return 2 * (longest - least) - share - logTotal;
  }
}
