package dev.arete.internal.cpu;

/**
 * What is wanted of the second moments of a query.
 *
 * @param form what for
 * @param mostRows most centres with weight that are kept as rows, with all their inner products
 */
record SecondMoments(Form form, int mostRows) {
  /** Nothing. */
  static final SecondMoments NONE = new SecondMoments(Form.NONE, 0);

  /** The covariance itself. */
  static final SecondMoments MATRIX = new SecondMoments(Form.MATRIX, 0);

  /** All eigenvalues. */
  static final SecondMoments SPECTRUM = new SecondMoments(Form.SPECTRUM, Integer.MAX_VALUE);

  /** In fewer dimensions a covariance is as good as rows. */
  private static final int LEAST_THIN = 16;

  /** Purposes of second moments. */
  enum Form {
    NONE,
    MATRIX,
    SPECTRUM,
    LEADING
  }

  /** A few leading eigenvalues; from so many rows, or from products if there are more. */
  static SecondMoments leading(int mostRows) {
    return new SecondMoments(Form.LEADING, mostRows);
  }

  boolean areWanted() {
    return form != Form.NONE;
  }

  /** Whether so many centres with weight in d dimensions are kept as rows. */
  boolean areRows(int centres, int dimension) {
    return dimension >= LEAST_THIN && centres <= dimension / 2 && centres <= mostRows;
  }

  /** Whether they are left alone, and products with their covariance are formed as needed. */
  boolean areProducts(int centres, int dimension) {
    return form == Form.LEADING && !areRows(centres, dimension);
  }
}
