package dev.arete.internal.cpu;

/**
 * What is wanted of the second moments of a query.
 *
 * @param form what for
 * @param mostRows most centres with weight that are kept as rows, with all their inner products
 * @param vectors how many products with the covariance leading directions take
 */
record SecondMoments(Form form, int mostRows, int vectors) {
  /** Nothing. */
  static final SecondMoments NONE = new SecondMoments(Form.NONE, 0, 0);

  /** The covariance itself. */
  static final SecondMoments MATRIX = new SecondMoments(Form.MATRIX, 0, 0);

  /** All eigenvalues. */
  static final SecondMoments SPECTRUM = new SecondMoments(Form.SPECTRUM, Integer.MAX_VALUE, 0);

  /** In fewer dimensions a covariance is as good as rows. */
  private static final int LEAST_THIN = 16;

  /** Purposes of second moments. */
  enum Form {
    NONE,
    MATRIX,
    SPECTRUM,
    LEADING
  }

  /**
   * Nanoseconds: of a term of a covariance, of its eigensystem for each d^3, of a term of a product
   * with the gathering of its row, of making a vector orthogonal to the others for each of d, and
   * of all inner products and their eigensystem for each s^2 d. Measured on an Intel Xeon
   * (AVX-512), 25 November 2026, bench/results/2026-11-25-high-dimension.md.
   */
  private static final double MATRIX_TERM = 1.0 / 14;

  private static final double EIGEN_STEP = 0.16;
  private static final double PRODUCT_TERM = 1.0 / 9;
  private static final double ORTHOGONAL = 43;
  private static final double ROW_TERM = 0.155;

  /** A few leading eigenvalues; from so many rows, or otherwise from so many products. */
  static SecondMoments leading(int mostRows, int vectors) {
    return new SecondMoments(Form.LEADING, mostRows, vectors);
  }

  boolean areWanted() {
    return form != Form.NONE;
  }

  /** Whether so many centres with weight in d dimensions are kept as rows. */
  boolean areRows(int centres, int dimension) {
    return dimension >= LEAST_THIN
        && centres <= dimension / 2
        && centres <= mostRows
        && (form == Form.SPECTRUM || areRowsFaster(centres));
  }

  private boolean areRowsFaster(double s) {
    return s * s * ROW_TERM < vectors * (2 * s * PRODUCT_TERM + ORTHOGONAL);
  }

  /** Whether they are left alone, and products with their covariance are formed as needed. */
  boolean areProducts(int centres, int dimension) {
    return form == Form.LEADING
        && !areRows(centres, dimension)
        && (dimension > HighDimension.LARGEST_MATRIX || areProductsFaster(centres, dimension));
  }

  private boolean areProductsFaster(double s, double d) {
    double matrix = s * d * d / 2 * MATRIX_TERM + d * d * d * EIGEN_STEP;
    return vectors * d * (2 * s * PRODUCT_TERM + ORTHOGONAL) < matrix;
  }
}
