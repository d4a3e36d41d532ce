package dev.arete.internal.local;

/** Directions that are given as rows. Not thread-safe. */
final class RowBasis extends PartialBasis {
  private double[] rows = new double[0];

  RowBasis(int dimension) {
    super(dimension);
  }

  /**
   * Makes room for directions.
   *
   * @param count how many
   * @return at least count x d numbers, to be filled with unit vectors
   */
  double[] room(int count) {
    rank = count;
    if (rows.length < count * d) {
      rows = new double[count * d];
    }
    return rows;
  }

  @Override
  void projectKnown(double[] x, double[] out) {
    for (int j = 0; j < rank; j++) {
      out[j] = dot(rows, j * d, x);
    }
  }

  @Override
  void expandKnown(double[] coordinates, double[] out) {
    for (int j = 0; j < rank; j++) {
      addTo(out, coordinates[j], rows, j * d);
    }
  }
}
