package dev.arete.internal.local;

import java.util.Arrays;

/**
 * Some orthonormal directions of d that carry the posterior variance, and one more, number {@link
 * #rank}: the direction of what they leave of the displacement to the posterior mean. Nothing else
 * matters of the space of the others, and no d x d matrix is formed. A form may hold directions of
 * little variance that are orthonormal to some digits only: components are such that they add up to
 * the displacement all the same, and vectors are made orthonormal when they are formed. Not
 * thread-safe.
 */
abstract class PartialBasis extends Directions {
  /** A rest below this many units of rounding, times sqrt(d), of what it is left of is rounding. */
  private static final double REST_NOISE = 8;

  /**
   * Two do where directions are orthonormal; where they are to four digits the fifth is the last.
   */
  private static final int MOST_PASSES = 6;

  /** Less than this share of a direction left by others has to be made orthogonal to them again. */
  private static final double LARGE_SHARE = 0.7;

  private final double[] rest;
  private final double[] along;
  private final double[] sum;
  private double restLength;

  /** How many directions are known. */
  int rank;

  PartialBasis(int dimension) {
    super(dimension);
    rest = new double[d];
    along = new double[d];
    sum = new double[d];
  }

  /** Fills the first {@link #rank} components of x; d numbers either way. */
  abstract void projectKnown(double[] x, double[] out);

  /** Adds the displacement with the given first {@link #rank} components. */
  abstract void expandKnown(double[] coordinates, double[] out);

  /** Length of the terms that {@link #expandKnown} adds up: what its rounding is relative to. */
  double termLength(double[] coordinates) {
    return length(coordinates, 0);
  }

  /**
   * Splits the shift once the directions are known.
   *
   * @param shift d numbers
   * @param components receives d components: along the directions, then along the direction of what
   *     is left, then 0
   */
  final void split(double[] shift, double[] components) {
    restLength = 0;
    System.arraycopy(shift, 0, rest, 0, d);
    Arrays.fill(components, 0);
    double unit = REST_NOISE * FrameAccuracy.ROUNDOFF * Math.sqrt(d);
    double noise = unit * length(shift, 0);
    boolean isLeft = true;
    for (int pass = 0; pass < 2 || (isLeft && pass < MOST_PASSES); pass++) {
      removeDirections(components);
      noise = Math.max(noise, unit * termLength(along));
      isLeft = length(along, 0) > noise;
    }
    normaliseRest(noise);
    if (rank < d) {
      components[rank] = restLength;
    }
  }

  /** Moves what lies along the directions from the rest of the shift to the components. */
  private void removeDirections(double[] components) {
    project(rest, along);
    Arrays.fill(sum, 0);
    expandKnown(along, sum);
    for (int i = 0; i < d; i++) {
      rest[i] -= sum[i];
      components[i] += along[i];
    }
  }

  /** A rest that is rounding has no direction: it may lie along any of those that are known. */
  private void normaliseRest(double noise) {
    double length = length(rest, 0);
    restLength = length > noise ? length : 0;
    for (int i = 0; i < d && restLength > 0; i++) {
      rest[i] /= restLength;
    }
  }

  @Override
  final int known() {
    return rank;
  }

  /** Components beyond that along what is left of the shift are 0. */
  @Override
  final void project(double[] x, double[] out) {
    Arrays.fill(out, 0);
    projectKnown(x, out);
    if (rank < d && restLength > 0) {
      out[rank] = dot(rest, 0, x);
    }
  }

  @Override
  final void expand(double[] coordinates, double[] out) {
    Arrays.fill(out, 0);
    expandKnown(coordinates, out);
    if (rank < d && restLength > 0) {
      addTo(out, coordinates[rank], rest, 0);
    }
  }

  final double dot(double[] matrix, int from, double[] x) {
    double even = 0;
    double odd = 0;
    int k = 0;
    for (; k + 2 <= d; k += 2) {
      even += matrix[from + k] * x[k];
      odd += matrix[from + k + 1] * x[k + 1];
    }
    return k < d ? even + odd + matrix[from + k] * x[k] : even + odd;
  }

  final void addTo(double[] out, double factor, double[] matrix, int from) {
    for (int k = 0; k < d; k++) {
      out[k] += factor * matrix[from + k];
    }
  }

  /** Forms d orthonormal directions, O(d^3): the known ones, and any that complete them. */
  @Override
  final MatrixDirections formed(MatrixDirections room) {
    double[] vectors = room.rows();
    double[] unit = new double[d];
    double[] direction = new double[d];
    for (int j = 0; j < rank; j++) {
      unit[j] = 1;
      expand(unit, direction);
      unit[j] = 0;
      store(direction, orthogonalise(direction, vectors, j), vectors, j);
    }
    int found = rank;
    if (restLength > 0 && rank < d) {
      System.arraycopy(rest, 0, direction, 0, d);
      found += complete(vectors, found, direction) ? 1 : 0;
    }
    for (int axis = 0; axis < d && found < d; axis++) {
      Arrays.fill(direction, 0);
      direction[axis] = 1;
      found += complete(vectors, found, direction) ? 1 : 0;
    }
    return room;
  }

  /** Adds what is left of a unit vector as row number {@code found}, unless little is. */
  private boolean complete(double[] vectors, int found, double[] direction) {
    double length = orthogonalise(direction, vectors, found);
    if (length * length * d < 0.5) {
      return false; // among all axes enough have more than this left
    }
    store(direction, length, vectors, found);
    return true;
  }

  /**
   * Takes the first rows out of a direction, twice where little is left (Daniel, Gragg, Kaufman and
   * Stewart 1976).
   *
   * @return the length that is left
   */
  private double orthogonalise(double[] direction, double[] vectors, int count) {
    double before = length(direction, 0);
    double after = removeRows(direction, vectors, count);
    return after < LARGE_SHARE * before ? removeRows(direction, vectors, count) : after;
  }

  private double removeRows(double[] direction, double[] vectors, int count) {
    for (int j = 0; j < count; j++) {
      addTo(direction, -dot(vectors, j * d, direction), vectors, j * d);
    }
    return length(direction, 0);
  }

  private void store(double[] direction, double length, double[] vectors, int row) {
    for (int i = 0; i < d; i++) {
      vectors[row * d + i] = direction[i] / length;
    }
  }
}
