package dev.arete.internal.local;

import java.util.Arrays;

/** Directions that are the rows of a d x d matrix, which others fill. Not thread-safe. */
final class MatrixDirections extends Directions {
  private double[] rows;

  MatrixDirections(int dimension) {
    super(dimension);
  }

  /** The matrix, to be read or filled: row j is v_j. */
  double[] rows() {
    if (rows == null) {
      rows = new double[d * d];
    }
    return rows;
  }

  @Override
  int known() {
    return d;
  }

  @Override
  void project(double[] x, double[] out) {
    for (int j = 0; j < d; j++) {
      double dot = 0;
      for (int i = 0; i < d; i++) {
        dot += rows[j * d + i] * x[i];
      }
      out[j] = dot;
    }
  }

  @Override
  void expand(double[] coordinates, double[] out) {
    Arrays.fill(out, 0, d, 0);
    for (int j = 0; j < d; j++) {
      double coordinate = coordinates[j];
      for (int i = 0; i < d && coordinate != 0; i++) {
        out[i] += coordinate * rows[j * d + i];
      }
    }
  }

  @Override
  MatrixDirections formed(MatrixDirections room) {
    return this;
  }
}
