package dev.arete.testkit.oracle;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * A mixture p(y) = sum_i pi_i N(y; c_i, h I) that is evaluated in decimal arithmetic. The doubles
 * it is given are taken exactly. Cost per query: n exponentials and n d^2 products of 70 digits.
 */
public final class Oracle {
  private final BigDecimal[][] centres;
  private final BigDecimal[] weights;
  private final BigDecimal totalWeight;
  private final BigDecimal variance;
  private final BigDecimal logNormaliser;

  /**
   * Takes a mixture.
   *
   * @param centres c_i, row-major n x d
   * @param dimension d
   * @param weights n positive numbers in any scale, or null for equal weights
   * @param variance h
   */
  public Oracle(double[] centres, int dimension, double[] weights, double variance) {
    int count = centres.length / dimension;
    this.centres = new BigDecimal[count][];
    this.weights = new BigDecimal[count];
    for (int i = 0; i < count; i++) {
      this.centres[i] = Big.exact(centres, i * dimension, dimension);
      this.weights[i] = weights == null ? BigDecimal.ONE : new BigDecimal(weights[i]);
    }
    this.totalWeight = Arrays.stream(this.weights).reduce(BigDecimal.ZERO, Big::plus);
    this.variance = new BigDecimal(variance);
    BigDecimal logVolume = Big.log(Big.times(Big.twoPi(), this.variance));
    this.logNormaliser = Big.times(logVolume, BigDecimal.valueOf(0.5 * dimension));
  }

  /**
   * Returns the truth at one query.
   *
   * @param queries row-major q x d
   * @param query index of the query
   * @return the posterior there
   */
  public Truth at(double[] queries, int query) {
    int dimension = centres[0].length;
    BigDecimal[] y = Big.exact(queries, query * dimension, dimension);
    BigDecimal[][] deltas = new BigDecimal[centres.length][];
    BigDecimal[] exponents = new BigDecimal[centres.length];
    for (int i = 0; i < centres.length; i++) {
      deltas[i] = difference(centres[i], y);
      exponents[i] = Big.over(Big.dot(deltas[i], deltas[i]), Big.plus(variance, variance)).negate();
    }
    return posterior(y, deltas, exponents);
  }

  private Truth posterior(BigDecimal[] y, BigDecimal[][] deltas, BigDecimal[] exponents) {
    BigDecimal top = Arrays.stream(exponents).reduce(exponents[0], BigDecimal::max);
    BigDecimal[] posterior = new BigDecimal[weights.length];
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < posterior.length; i++) {
      posterior[i] = Big.times(weights[i], Big.exp(Big.minus(exponents[i], top)));
      sum = Big.plus(sum, posterior[i]);
    }
    for (int i = 0; i < posterior.length; i++) {
      posterior[i] = Big.over(posterior[i], sum);
    }
    BigDecimal logDensity =
        Big.minus(Big.plus(top, Big.log(Big.over(sum, totalWeight))), logNormaliser);
    BigDecimal[] shift = mean(posterior, deltas);
    return new Truth(
        logDensity,
        y,
        shift,
        covariance(posterior, deltas, shift),
        concentration(posterior),
        variance);
  }

  private static BigDecimal[] difference(BigDecimal[] a, BigDecimal[] b) {
    BigDecimal[] out = new BigDecimal[a.length];
    for (int j = 0; j < out.length; j++) {
      out[j] = Big.minus(a[j], b[j]);
    }
    return out;
  }

  private static BigDecimal[] mean(BigDecimal[] posterior, BigDecimal[][] deltas) {
    BigDecimal[] mean = new BigDecimal[deltas[0].length];
    Arrays.fill(mean, BigDecimal.ZERO);
    for (int i = 0; i < posterior.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] = Big.plus(mean[j], Big.times(posterior[i], deltas[i][j]));
      }
    }
    return mean;
  }

  private static BigDecimal[][] covariance(
      BigDecimal[] posterior, BigDecimal[][] deltas, BigDecimal[] shift) {
    BigDecimal[][] sum = new BigDecimal[shift.length][shift.length];
    for (BigDecimal[] row : sum) {
      Arrays.fill(row, BigDecimal.ZERO);
    }
    for (int i = 0; i < posterior.length; i++) {
      if (posterior[i].signum() != 0) {
        addOuter(sum, posterior[i], difference(deltas[i], shift));
      }
    }
    for (int a = 0; a < shift.length; a++) {
      for (int b = 0; b < a; b++) {
        sum[b][a] = sum[a][b];
      }
    }
    return sum;
  }

  private static void addOuter(BigDecimal[][] sum, BigDecimal weight, BigDecimal[] e) {
    for (int a = 0; a < e.length; a++) {
      BigDecimal weighted = Big.times(weight, e[a]);
      for (int b = 0; b <= a; b++) {
        sum[a][b] = Big.plus(sum[a][b], Big.times(weighted, e[b]));
      }
    }
  }

  private static BigDecimal concentration(BigDecimal[] posterior) {
    return Big.over(BigDecimal.ONE, Big.dot(posterior, posterior));
  }
}
