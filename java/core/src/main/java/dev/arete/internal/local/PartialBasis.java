package dev.arete.internal.local;

import java.util.Arrays;

/**
 * Some orthonormal directions of d that carry the posterior variance, and one more, number {@link
 * #rank}: the direction of what they leave of the displacement to the posterior mean. Nothing else
 * matters of the space of the others, and no d x d matrix is formed. Not thread-safe.
 */
abstract class PartialBasis extends Directions {
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
    project(shift, components);
    removeDirections();
    removeDirections(); // once more against rounding
    normaliseRest();
    if (rank < d) {
      components[rank] = restLength;
    }
  }

  /** Takes what lies along the directions out of the rest of the shift. */
  private void removeDirections() {
    project(rest, along);
    Arrays.fill(sum, 0);
    expandKnown(along, sum);
    for (int i = 0; i < d; i++) {
      rest[i] -= sum[i];
    }
  }

  private void normaliseRest() {
    restLength = Math.sqrt(dot(rest, 0, rest));
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
    int known = restLength > 0 && rank < d ? rank + 1 : rank;
    for (int j = 0; j < known; j++) {
      unit[j] = 1;
      expand(unit, direction);
      unit[j] = 0;
      System.arraycopy(direction, 0, vectors, j * d, d);
    }
    int found = known;
    for (int axis = 0; axis < d && found < d; axis++) {
      Arrays.fill(direction, 0);
      direction[axis] = 1;
      found += complete(vectors, found, direction) ? 1 : 0;
    }
    return room;
  }

  /** Adds what is left of a direction as row number {@code found}, unless little is. */
  private boolean complete(double[] vectors, int found, double[] direction) {
    for (int pass = 0; pass < 2; pass++) {
      for (int j = 0; j < found; j++) {
        addTo(direction, -dot(vectors, j * d, direction), vectors, j * d);
      }
    }
    double length = Math.sqrt(dot(direction, 0, direction));
    if (length * length * d < 0.5) {
      return false; // among all axes enough have more than this left
    }
    for (int i = 0; i < d; i++) {
      vectors[found * d + i] = direction[i] / length;
    }
    return true;
  }
}
