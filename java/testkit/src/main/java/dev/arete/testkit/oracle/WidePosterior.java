package dev.arete.testkit.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The posterior at one query: positions relative to the query, and weights as far as wanted. */
final class WidePosterior {
  private final WideMixture mixture;
  private final int bits;
  private final Wide[][] deltas;
  private final Wide[] exponents;
  private final double[] energies;
  private int heaviest;

  /** Centres with a weight. */
  final List<Integer> chosen = new ArrayList<>();

  private final Wide[] weights;
  private Wide[] shift;

  WidePosterior(WideMixture mixture, double[] query, int bits) {
    this.mixture = mixture;
    this.bits = bits;
    int n = mixture.count;
    deltas = new Wide[n][mixture.dimension];
    exponents = new Wide[n];
    energies = new double[n];
    weights = new Wide[n];
    Wide scale = Wide.of(-2 * mixture.variance);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < mixture.dimension; k++) {
        Wide centre = Wide.of(mixture.centres[i * mixture.dimension + k]);
        deltas[i][k] = centre.minus(Wide.of(query[k]), bits);
      }
      exponents[i] = dot(deltas[i], deltas[i]).over(scale, bits);
      heaviest = above(i, heaviest) > 0 ? i : heaviest;
    }
    for (int i = 0; i < n; i++) {
      energies[i] = -above(i, heaviest);
    }
  }

  /** log of the weight of one centre over that of another, for a decision. */
  private double above(int i, int other) {
    double prior =
        mixture.weights == null ? 0 : Math.log(mixture.weights[i] / mixture.weights[other]);
    return exponents[i].minus(exponents[other], bits).doubleValue() + prior;
  }

  Wide dot(Wide[] a, Wide[] b) {
    Wide sum = Wide.ZERO;
    for (int k = 0; k < a.length; k++) {
      sum = sum.plus(a[k].times(b[k], bits), bits);
    }
    return sum;
  }

  Wide[] difference(Wide[] a, Wide[] b) {
    Wide[] out = new Wide[a.length];
    Arrays.setAll(out, k -> a[k].minus(b[k], bits));
    return out;
  }

  int heaviest() {
    return heaviest;
  }

  int dimension() {
    return mixture.dimension;
  }

  /** Normalised weight of a chosen centre. */
  Wide weight(int i) {
    return weights[i];
  }

  /** c_i - c_j. */
  Wide[] between(int i, int j) {
    return difference(deltas[i], deltas[j]);
  }

  /**
   * Gives weights to the centres whose energy is within a cut.
   *
   * @return the least energy beyond it, infinite if there is none
   */
  double weigh(double cut) {
    chosen.clear();
    double next = Double.POSITIVE_INFINITY;
    Wide total = Wide.ZERO;
    for (int i = 0; i < energies.length; i++) {
      if (energies[i] <= cut) {
        chosen.add(i);
        Wide weight = exponents[i].minus(exponents[heaviest], bits).exp(bits);
        Wide prior = mixture.weights == null ? Wide.ONE : Wide.of(mixture.weights[i]);
        weights[i] = weight.times(prior, bits);
        total = total.plus(weights[i], bits);
      } else {
        next = Math.min(next, energies[i]);
      }
    }
    for (int i : chosen) {
      weights[i] = weights[i].over(total, bits);
    }
    shift = mean(deltas);
    return next;
  }

  /** m - y. */
  Wide[] shift() {
    return shift;
  }

  private Wide[] mean(Wide[][] positions) {
    Wide[] mean = new Wide[mixture.dimension];
    Arrays.fill(mean, Wide.ZERO);
    for (int i : chosen) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] = mean[k].plus(weights[i].times(positions[i][k], bits), bits);
      }
    }
    return mean;
  }

  /** C. */
  Wide[][] covariance() {
    int d = mixture.dimension;
    Wide[][] sum = new Wide[d][d];
    Arrays.stream(sum).forEach(row -> Arrays.fill(row, Wide.ZERO));
    for (int i : chosen) {
      Wide[] e = difference(deltas[i], shift);
      for (int a = 0; a < d; a++) {
        Wide weighted = weights[i].times(e[a], bits);
        for (int b = 0; b < d; b++) {
          sum[a][b] = sum[a][b].plus(weighted.times(e[b], bits), bits);
        }
      }
    }
    return sum;
  }
}
