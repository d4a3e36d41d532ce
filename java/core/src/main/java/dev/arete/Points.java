package dev.arete;

import dev.arete.internal.Checks;
import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable set of points with finite coordinates, optionally weighted. Serves as data and as
 * queries (weights of queries are ignored).
 *
 * <p>Input arrays are copied. Instances may be shared between threads. A set may be empty: an empty
 * set of queries has empty results, an empty set of data is refused where a density is made of it.
 */
public final class Points {
  private final double[] coordinates;
  private final int count;
  private final int dimension;
  private final double[] weights;
  private final double largest;

  private Points(double[] coordinates, int dimension, double[] weights, double largest) {
    this.coordinates = coordinates;
    this.dimension = dimension;
    this.count = coordinates.length / dimension;
    this.weights = weights;
    this.largest = largest;
  }

  /**
   * Returns points from a flat array.
   *
   * @param coordinates row-major n x d: coordinate j of point i at index i*d + j; copied
   * @param dimension d, at least 1
   * @return the points
   * @throws IllegalArgumentException if d &lt; 1, the length is no multiple of d, or a coordinate
   *     is not finite or beyond 1e150 in magnitude
   */
  public static Points of(double[] coordinates, int dimension) {
    checkShape(coordinates.length, dimension);
    return checked(coordinates.clone(), dimension);
  }

  /** Like {@link #of(double[], int)}, but shares the array, which the caller must not change. */
  static Points sharing(double[] coordinates, int dimension) {
    checkShape(coordinates.length, dimension);
    return checked(coordinates, dimension);
  }

  /**
   * Returns points from a flat array in single precision, widened exactly.
   *
   * @param coordinates row-major n x d: coordinate j of point i at index i*d + j; copied
   * @param dimension d, at least 1
   * @return the points
   * @throws IllegalArgumentException as {@link #of(double[], int)}
   */
  public static Points of(float[] coordinates, int dimension) {
    checkShape(coordinates.length, dimension);
    double[] wide = new double[coordinates.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = coordinates[i];
    }
    return checked(wide, dimension);
  }

  /**
   * Returns points from an array of rows.
   *
   * @param rows n rows of d coordinates each; copied; at least one row
   * @return the points
   * @throws IllegalArgumentException if there is no row, a row differs in length from the first, or
   *     a coordinate is not finite or beyond 1e150 in magnitude
   */
  public static Points of(double[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException(
          "no rows: the dimension of an empty set is unknown, use of(new double[0], dimension)");
    }
    int dimension = rows[0].length;
    checkShape(0, dimension);
    double[] flat = new double[Checks.arraySize("points", rows.length, dimension)];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != dimension) {
        throw new IllegalArgumentException(
            "row " + i + " has " + rows[i].length + " coordinates, row 0 has " + dimension);
      }
      System.arraycopy(rows[i], 0, flat, i * dimension, dimension);
    }
    return checked(flat, dimension);
  }

  /**
   * Returns the same points with weights pi_i, which are scaled to sum 1.
   *
   * @param weights n positive finite numbers; copied
   * @return weighted points, sharing the coordinates of this instance
   * @throws IllegalArgumentException if the count differs from n or a weight is not positive and
   *     finite, or is so small beside the largest that its share, below 2.2e-308, would lose digits
   */
  public Points withWeights(double[] weights) {
    Checks.length("weights", weights.length, count);
    double largestWeight = 0;
    for (int i = 0; i < count; i++) {
      if (!(weights[i] > 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "weight " + i + " must be positive and finite, got " + weights[i]);
      }
      largestWeight = Math.max(largestWeight, weights[i]);
    }
    return new Points(coordinates, dimension, normalised(weights, largestWeight), largest);
  }

  /** Divides by the largest weight first, so that the sum cannot overflow. */
  private static double[] normalised(double[] weights, double largestWeight) {
    double[] scaled = new double[weights.length];
    int smallest = 0;
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = weights[i] / largestWeight;
      smallest = weights[i] < weights[smallest] ? i : smallest;
    }
    double sum = sum(scaled);
    if (scaled.length > 0 && scaled[smallest] / sum < Double.MIN_NORMAL) {
      throw new IllegalArgumentException(
          "weight "
              + smallest
              + " = "
              + weights[smallest]
              + " vanishes beside the largest, "
              + largestWeight);
    }
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] /= sum;
    }
    return scaled;
  }

  /**
   * With what rounding takes from each addition: millions of weights would lose digits of log p.
   */
  private static double sum(double[] values) {
    double sum = 0;
    double lost = 0;
    for (double value : values) {
      double next = sum + value;
      double added = next - sum;
      lost += (sum - (next - added)) + (value - added);
      sum = next;
    }
    return sum + lost;
  }

  private static void checkShape(int length, int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, got " + dimension);
    }
    if (length % dimension != 0) {
      throw new IllegalArgumentException(
          length + " coordinates are no multiple of the dimension " + dimension);
    }
  }

  private static Points checked(double[] owned, int dimension) {
    double largest = 0;
    for (int i = 0; i < owned.length; i++) {
      double magnitude = Math.abs(owned[i]);
      if (!(magnitude <= 1e150)) {
        throw new IllegalArgumentException(
            "coordinate "
                + i % dimension
                + " of point "
                + i / dimension
                + " must be finite and at most 1e150 in magnitude, got "
                + owned[i]);
      }
      largest = Math.max(largest, magnitude);
    }
    return new Points(owned, dimension, null, largest);
  }

  /**
   * Returns the number of points n.
   *
   * @return n, 0 for an empty set
   */
  public int count() {
    return count;
  }

  /**
   * Returns the dimension d.
   *
   * @return d, at least 1
   */
  public int dimension() {
    return dimension;
  }

  /**
   * Returns one coordinate.
   *
   * @param point i, 0 to n-1
   * @param axis j, 0 to d-1
   * @return coordinate j of point i
   * @throws IndexOutOfBoundsException if i or j is out of range
   */
  public double coordinate(int point, int axis) {
    // Some wrong pairs of indices lead to a coordinate of another point.
    int row = Objects.checkIndex(point, count);
    return coordinates[row * dimension + Objects.checkIndex(axis, dimension)];
  }

  /**
   * Returns a copy of all coordinates.
   *
   * @return row-major n x d
   */
  public double[] coordinates() {
    return coordinates.clone();
  }

  /**
   * Returns whether the points carry weights of their own.
   *
   * @return false if every weight is 1/n
   */
  public boolean isWeighted() {
    return weights != null;
  }

  /**
   * Returns a copy of the weights, scaled to sum 1.
   *
   * @return n weights; 1/n each where none were given
   */
  public double[] weights() {
    if (weights != null) {
      return weights.clone();
    }
    double[] uniform = new double[count];
    Arrays.fill(uniform, 1.0 / count);
    return uniform;
  }

  /** Largest magnitude of a coordinate. */
  double largestCoordinate() {
    return largest;
  }

  /** The coordinates themselves; callers inside this package only read them. */
  double[] coordinatesShared() {
    return coordinates;
  }

  @Override
  public String toString() {
    return count + " points of dimension " + dimension + (isWeighted() ? ", weighted" : "");
  }
}
