package dev.arete.bench;

import dev.arete.Points;
import dev.arete.Smoothing;
import java.util.Arrays;

/**
 * One problem to time.
 *
 * @param name the word it is chosen by
 * @param data n points
 * @param queries q points
 * @param smoothing a and h
 * @param ridgeDimension k
 */
record Workload(String name, Points data, Points queries, Smoothing smoothing, int ridgeDimension) {
  /** Number of data points n. */
  int n() {
    return data.count();
  }

  /** Number of queries q. */
  int q() {
    return queries.count();
  }

  /** Dimension d. */
  int d() {
    return data.dimension();
  }

  /** Returns the same problem with the first queries only, all of them if there are no more. */
  Workload firstQueries(int count) {
    if (count >= q()) {
      return this;
    }
    double[] first = Arrays.copyOf(queries.coordinates(), count * d());
    return new Workload(name, data, Points.of(first, d()), smoothing, ridgeDimension);
  }
}
