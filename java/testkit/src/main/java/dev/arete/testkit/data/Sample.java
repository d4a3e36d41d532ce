package dev.arete.testkit.data;

import dev.arete.Points;
import dev.arete.Smoothing;
import dev.arete.testkit.oracle.Oracle;

/**
 * A density and queries of a test.
 *
 * @param label where it comes from, with its seed if it was drawn
 * @param dimension d
 * @param centres row-major n x d
 * @param weights n positive numbers, or null for equal weights
 * @param variance h
 * @param queries row-major q x d
 */
@SuppressWarnings("ArrayRecordComponent") // a parameter block that is never compared
public record Sample(
    String label,
    int dimension,
    double[] centres,
    double[] weights,
    double variance,
    double[] queries) {
  /**
   * Returns the number of centres n.
   *
   * @return n
   */
  public int count() {
    return centres.length / dimension;
  }

  /**
   * Returns the number of queries q.
   *
   * @return q
   */
  public int queryCount() {
    return queries.length / dimension;
  }

  /**
   * Returns the data as the library takes it.
   *
   * @return n points, weighted if there are weights
   */
  public Points data() {
    Points points = Points.of(centres, dimension);
    return weights == null ? points : points.withWeights(weights);
  }

  /**
   * Returns the queries as the library takes them.
   *
   * @return q points
   */
  public Points queryPoints() {
    return Points.of(queries, dimension);
  }

  /**
   * Returns the smoothing as the library takes it.
   *
   * @return a plain kernel density estimate
   */
  public Smoothing smoothing() {
    return Smoothing.variance(variance);
  }

  /**
   * Returns the same density in decimal arithmetic.
   *
   * @return a new oracle
   */
  public Oracle oracle() {
    return new Oracle(centres, dimension, weights, variance);
  }

  /**
   * Returns the same density with other queries.
   *
   * @param others row-major q x d
   * @return the changed copy
   */
  public Sample at(double... others) {
    return new Sample(label, dimension, centres, weights, variance, others);
  }

  /**
   * Returns the same sample with other weights.
   *
   * @param others n positive numbers, or null
   * @return the changed copy
   */
  public Sample weighted(double... others) {
    return new Sample(label, dimension, centres, others, variance, queries);
  }

  /** The label and the shape, for messages. */
  @Override
  public String toString() {
    return label
        + ", n "
        + count()
        + " x d "
        + dimension
        + ", q "
        + queryCount()
        + ", h "
        + variance
        + (weights == null ? "" : ", weighted");
  }
}
