package dev.arete.internal.reference;

import dev.arete.internal.local.LocalMoments;
import dev.arete.internal.local.PosteriorTerms;
import dev.arete.internal.local.ThirdMoments;
import dev.arete.spi.Mixture;
import java.util.stream.IntStream;

/**
 * The posterior of the mixture at one query y: which centre does y come from? With c_0 the heaviest
 * centre as anchor, D_i = c_i - c_0 and w_i the softmax of the exponents,
 *
 * <pre>
 * u_i     = pi_i/pi_0 exp( -D_i . ((c_i - y) + (c_0 - y)) / (2h) ),   u_0 = 1
 * w_i     = u_i / sum u
 * log p   = log pi_0 - |c_0 - y|^2/(2h) - (d/2) log(2 pi h) + log(1 + sum_{i != 0} u_i)
 * m - y   = (c_0 - y) + Dbar,   Dbar = sum w_i D_i
 * C       = sum w_i e_i e_i^T,  e_i = c_i - m = D_i - Dbar
 * </pre>
 *
 * <p>The exponents differ by a product of differences, so that they keep their digits however far y
 * is. No centre is dropped; weights below e^-745 are zero in a double. Not thread-safe.
 */
public final class Posterior implements ThirdMoments {
  private final Mixture mixture;
  private final int n;
  private final int d;
  private final double h;
  private final double largestLogWeight;
  private final double[] weights;
  private final double[] energies;
  private final double[] meanOffset;
  private final double[] centred;
  private final PosteriorTerms terms = new PosteriorTerms();
  private final CompensatedSums scalar = new CompensatedSums(1);
  private final CompensatedSums vector;
  private final CompensatedSums matrix;
  private int anchor;

  /**
   * Allocates the workspace of one query: n weights and d x d sums.
   *
   * @param mixture the centres; kept
   */
  public Posterior(Mixture mixture) {
    this.mixture = mixture;
    n = mixture.count();
    d = mixture.dimension();
    h = mixture.variance();
    largestLogWeight = IntStream.range(0, n).mapToDouble(mixture::logWeight).max().orElseThrow();
    weights = new double[n];
    energies = new double[n];
    terms.rows = mixture.centres();
    terms.indices = IntStream.range(0, n).toArray();
    terms.energies = energies;
    terms.size = n;
    terms.cut = Double.POSITIVE_INFINITY;
    terms.anchor = new double[d];
    meanOffset = new double[d];
    centred = new double[d];
    vector = new CompensatedSums(d);
    matrix = new CompensatedSums(Math.multiplyExact(d, d));
  }

  /**
   * Evaluates the posterior at y.
   *
   * @param queries holds y
   * @param offset index of its first coordinate
   * @param second whether the covariance is wanted; third moments do not need it
   * @param moments receives everything
   */
  public void evaluate(double[] queries, int offset, boolean second, LocalMoments moments) {
    findAnchor(queries, offset);
    double others = weigh(queries, offset);
    double exponent = exponent(queries, offset, anchor);
    moments.anchorEnergy = largestLogWeight - exponent;
    moments.logDensity = exponent - 0.5 * d * Math.log(2 * Math.PI * h) + Math.log1p(others);
    moments.effectiveNeighbours = normalise(1 + others);
    findMean();
    for (int k = 0; k < d; k++) {
      moments.shift[k] = (centre(anchor, k) - queries[offset + k]) + meanOffset[k];
    }
    if (second) {
      covariance(moments.covarianceRatio);
    }
    moments.droppedRatio = 0;
  }

  /**
   * Returns every centre as seen from the query that was evaluated last.
   *
   * @param moments moments at the query
   * @return this object's own terms, read-only
   */
  PosteriorTerms terms(LocalMoments moments) {
    terms.anchorEnergy = moments.anchorEnergy;
    System.arraycopy(mixture.centres(), anchor * d, terms.anchor, 0, d);
    return terms;
  }

  private double centre(int i, int k) {
    return mixture.centres()[i * d + k];
  }

  /** log pi_i - |c_i - y|^2 / (2h). */
  private double exponent(double[] queries, int offset, int i) {
    scalar.clear();
    for (int k = 0; k < d; k++) {
      double difference = centre(i, k) - queries[offset + k];
      scalar.add(0, difference * difference);
    }
    return mixture.logWeight(i) - scalar.get(0) / (2 * h);
  }

  /** Sets the anchor. Only differences of exponents tell far centres apart. */
  private void findAnchor(double[] queries, int offset) {
    anchor = 0;
    for (int i = 1; i < n; i++) {
      if (exponentAboveAnchor(queries, offset, i) > 0) {
        anchor = i;
      }
    }
  }

  /** Fills the weights with u_i, unnormalised, and returns their sum without the anchor's 1. */
  private double weigh(double[] queries, int offset) {
    for (int i = 0; i < n; i++) {
      energies[i] = i == anchor ? 0 : -exponentAboveAnchor(queries, offset, i);
      weights[i] = Math.exp(-energies[i]);
    }
    scalar.clear();
    for (int i = 0; i < n; i++) {
      if (i != anchor) {
        scalar.add(0, weights[i]);
      }
    }
    return scalar.get(0);
  }

  private double exponentAboveAnchor(double[] queries, int offset, int i) {
    scalar.clear();
    for (int k = 0; k < d; k++) {
      double y = queries[offset + k];
      double sum = (centre(i, k) - y) + (centre(anchor, k) - y);
      scalar.add(0, (centre(i, k) - centre(anchor, k)) * sum);
    }
    return mixture.logWeight(i) - mixture.logWeight(anchor) - scalar.get(0) / (2 * h);
  }

  /** Divides by the total and returns 1 / sum w_i^2. */
  private double normalise(double total) {
    scalar.clear();
    for (int i = 0; i < n; i++) {
      weights[i] /= total;
      scalar.add(0, weights[i] * weights[i]);
    }
    return 1 / scalar.get(0);
  }

  /** Dbar, the posterior mean seen from the anchor. */
  private void findMean() {
    vector.clear();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < d && weights[i] > 0; k++) {
        vector.add(k, weights[i] * (centre(i, k) - centre(anchor, k)));
      }
    }
    for (int k = 0; k < d; k++) {
      meanOffset[k] = vector.get(k);
    }
  }

  /** e_i = c_i - m. */
  private void centre(int i) {
    for (int k = 0; k < d; k++) {
      centred[k] = (centre(i, k) - centre(anchor, k)) - meanOffset[k];
    }
  }

  /** C / h, both triangles. */
  private void covariance(double[] out) {
    double deviation = Math.sqrt(h);
    matrix.clear();
    for (int i = 0; i < n; i++) {
      if (weights[i] > 0) {
        centre(i);
        for (int k = 0; k < d; k++) {
          double scaled = weights[i] * (centred[k] / deviation);
          for (int l = 0; l <= k; l++) {
            matrix.add(k * d + l, scaled * (centred[l] / deviation));
          }
        }
      }
    }
    for (int k = 0; k < d; k++) {
      for (int l = 0; l <= k; l++) {
        out[k * d + l] = matrix.get(k * d + l);
        out[l * d + k] = out[k * d + l];
      }
    }
  }

  @Override
  public void contract(double[] vectors, int tangent, double[] coefficients, double[] out) {
    int normal = d - tangent;
    double[] coordinates = new double[d];
    matrix.clear();
    for (int i = 0; i < n; i++) {
      if (weights[i] > 0) {
        centre(i);
        multiply(vectors, coordinates);
        for (int j = 0; j < normal; j++) {
          double g = 0;
          for (int l = 0; l < tangent; l++) {
            g += coefficients[j * tangent + l] * coordinates[l];
          }
          double factor = weights[i] * g * coordinates[tangent + j];
          for (int other = 0; other < normal; other++) {
            matrix.add(j * normal + other, factor * coordinates[tangent + other]);
          }
        }
      }
    }
    for (int j = 0; j < normal * normal; j++) {
      out[j] = matrix.get(j);
    }
  }

  /** v_j . e of the centre last looked at, for every direction. */
  private void multiply(double[] vectors, double[] out) {
    for (int j = 0; j < d; j++) {
      double dot = 0;
      for (int k = 0; k < d; k++) {
        dot += vectors[j * d + k] * centred[k];
      }
      out[j] = dot;
    }
  }
}
