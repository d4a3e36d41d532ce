package dev.arete.testkit.oracle;

import java.math.BigDecimal;

/** What is true at one query, rounded to double only when it is read. */
public final class Truth {
  private final BigDecimal logDensity;
  private final BigDecimal[] query;
  private final BigDecimal[] shift;
  private final BigDecimal[][] covariance;
  private final BigDecimal effectiveNeighbours;
  private final BigDecimal variance;
  private BigEigen eigen;

  Truth(
      BigDecimal logDensity,
      BigDecimal[] query,
      BigDecimal[] shift,
      BigDecimal[][] covariance,
      BigDecimal effectiveNeighbours,
      BigDecimal variance) {
    this.logDensity = logDensity;
    this.query = query;
    this.shift = shift;
    this.covariance = covariance;
    this.effectiveNeighbours = effectiveNeighbours;
    this.variance = variance;
  }

  /**
   * Returns log p.
   *
   * @return log p
   */
  public double logDensity() {
    return logDensity.doubleValue();
  }

  /**
   * Returns m - y.
   *
   * @return d numbers
   */
  public double[] shift() {
    return Big.rounded(shift);
  }

  /**
   * Returns the posterior mean m.
   *
   * @return d numbers
   */
  public double[] posteriorMean() {
    BigDecimal[] mean = new BigDecimal[shift.length];
    for (int j = 0; j < mean.length; j++) {
      mean[j] = Big.plus(query[j], shift[j]);
    }
    return Big.rounded(mean);
  }

  /**
   * Returns the score (m - y)/h.
   *
   * @return d numbers
   */
  public double[] score() {
    BigDecimal[] score = new BigDecimal[shift.length];
    for (int j = 0; j < score.length; j++) {
      score[j] = Big.over(shift[j], variance);
    }
    return Big.rounded(score);
  }

  /**
   * Returns the posterior covariance in units of the variance, C/h.
   *
   * @return row-major d x d
   */
  public double[] covarianceRatio() {
    int d = shift.length;
    double[] out = new double[d * d];
    for (int i = 0; i < d * d; i++) {
      out[i] = Big.over(covariance[i / d][i % d], variance).doubleValue();
    }
    return out;
  }

  /**
   * Returns the Hessian C/h^2 - I/h.
   *
   * @return row-major d x d
   */
  public double[] hessian() {
    int d = shift.length;
    double[] out = new double[d * d];
    for (int i = 0; i < d * d; i++) {
      BigDecimal ratio = Big.over(covariance[i / d][i % d], variance);
      BigDecimal curved = i / d == i % d ? Big.minus(ratio, BigDecimal.ONE) : ratio;
      out[i] = Big.over(curved, variance).doubleValue();
    }
    return out;
  }

  /**
   * Returns 1 / sum of squared posterior weights.
   *
   * @return the effective number of neighbours
   */
  public double effectiveNeighbours() {
    return effectiveNeighbours.doubleValue();
  }

  private BigEigen eigen() {
    if (eigen == null) {
      eigen = BigEigen.of(covariance);
    }
    return eigen;
  }

  /**
   * Returns an eigenvalue of the posterior covariance in units of the variance, mu_j/h.
   *
   * @param j index, 0 for the largest
   * @return the ratio
   */
  public double ratio(int j) {
    return Big.over(eigen().value(j), variance).doubleValue();
  }

  /**
   * Returns an eigenvalue of the Hessian, (mu_j/h - 1)/h.
   *
   * @param j index, 0 for the largest
   * @return lambda_j
   */
  public double eigenvalue(int j) {
    BigDecimal ratio = Big.over(eigen().value(j), variance);
    return Big.over(Big.minus(ratio, BigDecimal.ONE), variance).doubleValue();
  }

  /**
   * Returns the eigengap lambda_k - lambda_{k+1}.
   *
   * @param k ridge dimension, at least 1
   * @return the gap
   */
  public double eigengap(int k) {
    BigDecimal gap = Big.minus(eigen().value(k - 1), eigen().value(k));
    return Big.over(Big.over(gap, variance), variance).doubleValue();
  }

  /**
   * Returns the ridge residual |P_N s|.
   *
   * @param k ridge dimension
   * @return its norm, in 1/unit
   */
  public double ridgeResidual(int k) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int j = k; j < shift.length; j++) {
      BigDecimal component = Big.dot(eigen().vector(j), shift);
      sum = Big.plus(sum, Big.times(component, component));
    }
    return Big.over(sum.sqrt(Big.DIGITS), variance).doubleValue();
  }
}
