package dev.arete.diffusion.analysis;

import dev.arete.Points;
import java.util.Optional;

/** The directions in which data extend. */
final class DataSpan {
  /** What is left of a difference after projection counts as 0 below this share of it. */
  private static final double NEGLIGIBLE = 1e-12;

  private DataSpan() {}

  /**
   * An orthonormal basis, row-major k x d, of the differences of the data, if they span exactly k
   * dimensions; few points only, others are never that flat.
   */
  static Optional<double[]> of(Points data, int k) {
    if (k == 0 || data.count() > 1000) {
      return Optional.empty();
    }
    int d = data.dimension();
    double[] basis = new double[k * d];
    double[] rest = new double[d];
    int found = 0;
    for (int i = 1; i < data.count(); i++) {
      double length = difference(data, i, rest);
      double left = removeBasis(basis, found, rest);
      if (left > NEGLIGIBLE * length) {
        if (found == k) {
          return Optional.empty();
        }
        for (int axis = 0; axis < d; axis++) {
          basis[found * d + axis] = rest[axis] / left;
        }
        found++;
      }
    }
    return found == k ? Optional.of(basis) : Optional.empty();
  }

  private static double difference(Points data, int i, double[] out) {
    double sum = 0;
    for (int axis = 0; axis < out.length; axis++) {
      out[axis] = data.coordinate(i, axis) - data.coordinate(0, axis);
      sum += out[axis] * out[axis];
    }
    return Math.sqrt(sum);
  }

  /** Removes the basis twice, so that rounding of the first pass goes too; returns the length. */
  private static double removeBasis(double[] basis, int found, double[] v) {
    int d = v.length;
    for (int pass = 0; pass < 2; pass++) {
      for (int j = 0; j < found; j++) {
        double dot = 0;
        for (int axis = 0; axis < d; axis++) {
          dot += basis[j * d + axis] * v[axis];
        }
        for (int axis = 0; axis < d; axis++) {
          v[axis] -= dot * basis[j * d + axis];
        }
      }
    }
    double sum = 0;
    for (double x : v) {
      sum += x * x;
    }
    return Math.sqrt(sum);
  }
}
