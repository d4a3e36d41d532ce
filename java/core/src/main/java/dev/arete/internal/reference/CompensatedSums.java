package dev.arete.internal.reference;

import java.util.Arrays;

/**
 * A vector of running sums whose error does not grow with the number of terms. Source: Neumaier
 * (1974), the form of Kahan's summation that also survives terms larger than the sum.
 */
final class CompensatedSums {
  private final double[] sums;
  private final double[] lost;

  CompensatedSums(int count) {
    sums = new double[count];
    lost = new double[count];
  }

  void clear() {
    Arrays.fill(sums, 0);
    Arrays.fill(lost, 0);
  }

  void add(int index, double term) {
    double sum = sums[index];
    double next = sum + term;
    lost[index] += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
    sums[index] = next;
  }

  double get(int index) {
    return sums[index] + lost[index];
  }
}
