package dev.arete.internal.local;

/** Eigenvectors of the posterior covariance at one query, in the form a decomposition left them. */
abstract class Directions {
  final int d;

  Directions(int dimension) {
    d = dimension;
  }

  /** How many directions can have variance: d, or those that are known. */
  abstract int known();

  /** Whether the directions are as exact as was asked for, where that takes iterations. */
  boolean isSettled() {
    return true;
  }

  /** Angle by which the space of the first k directions may be off for want of iterations. */
  double iterationTurn() {
    return 0;
  }

  /**
   * Returns the length of what the first k directions leave of the shift that was decomposed.
   *
   * @param components d components of the shift
   * @param k number of directions
   */
  double normalDistance(double[] components, int k) {
    return length(components, k);
  }

  /** Length of the numbers of x from one index up to d, whatever their scale. */
  final double length(double[] x, int from) {
    return VectorLength.scaled(x, from, d);
  }

  /**
   * Computes the components of a displacement.
   *
   * @param x d numbers
   * @param out receives v_j . x for d directions; 0 where the form holds fewer
   */
  abstract void project(double[] x, double[] out);

  /**
   * Computes the displacement with given components.
   *
   * @param coordinates d numbers; those beyond the directions that the form holds do not count
   * @param out receives the sum of coordinates[j] v_j; another array
   */
  abstract void expand(double[] coordinates, double[] out);

  /**
   * Forms all eigenvectors.
   *
   * @param room where to
   * @return the matrix that holds them: the room, or this where they are formed
   */
  abstract MatrixDirections formed(MatrixDirections room);
}
