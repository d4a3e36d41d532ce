package dev.arete;

import dev.arete.spi.Mixture;
import java.util.Arrays;

/** Assembles the Hessian of log p at a query from raw moments about the query. Not thread-safe. */
final class NaiveHessian {
  private final Mixture mixture;
  private final int d;
  private final double[] exponents;
  private final double[] difference;
  private final double[] score;
  private final double[] matrix;

  NaiveHessian(Mixture mixture) {
    this.mixture = mixture;
    d = mixture.dimension();
    exponents = new double[mixture.count()];
    difference = new double[d];
    score = new double[d];
    matrix = new double[d * d];
  }

  void assemble(double[] queries, int offset) {
    double h = mixture.variance();
    double total = exponentiate(queries, offset);
    Arrays.fill(score, 0);
    Arrays.fill(matrix, 0);
    for (int i = 0; i < mixture.count(); i++) {
      double weight = exponents[i] / total;
      subtract(queries, offset, i);
      for (int k = 0; k < d; k++) {
        score[k] += weight * difference[k] / h;
        for (int l = 0; l < d; l++) {
          matrix[k * d + l] += weight * difference[k] * difference[l] / (h * h);
        }
      }
    }
    for (int k = 0; k < d; k++) {
      for (int l = 0; l < d; l++) {
        matrix[k * d + l] -= score[k] * score[l] + (k == l ? 1 / h : 0);
      }
    }
  }

  /** c_i - y. */
  private void subtract(double[] queries, int offset, int i) {
    for (int k = 0; k < d; k++) {
      difference[k] = mixture.centres()[i * d + k] - queries[offset + k];
    }
  }

  /** Replaces the exponents by weights and returns their sum. */
  private double exponentiate(double[] queries, int offset) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < mixture.count(); i++) {
      subtract(queries, offset, i);
      double square = 0;
      for (double component : difference) {
        square += component * component;
      }
      exponents[i] = mixture.logWeight(i) - square / (2 * mixture.variance());
      largest = Math.max(largest, exponents[i]);
    }
    double total = 0;
    for (int i = 0; i < mixture.count(); i++) {
      exponents[i] = Math.exp(exponents[i] - largest);
      total += exponents[i];
    }
    return total;
  }

  double[] score() {
    return score;
  }

  double[] matrix() {
    return matrix;
  }
}
