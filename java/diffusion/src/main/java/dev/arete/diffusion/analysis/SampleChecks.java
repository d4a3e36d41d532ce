package dev.arete.diffusion.analysis;

/** Checks of what an analysis is given, before it takes any time. */
final class SampleChecks {
  private SampleChecks() {}

  /** At least one tangent direction, so that tangent and normal can be told apart. */
  static void ridgeDimension(int ridgeDimension, int dimension) {
    if (ridgeDimension < 1 || ridgeDimension >= dimension) {
      throw new IllegalArgumentException(
          "ridge dimension must be in 1.."
              + (dimension - 1)
              + " for data of dimension "
              + dimension
              + ", got "
              + ridgeDimension);
    }
  }

  static void samples(double[] samples, int dimension) {
    if (samples.length == 0 || samples.length % dimension != 0) {
      throw new IllegalArgumentException(
          "samples must be at least one row of "
              + dimension
              + " numbers, got "
              + samples.length
              + " numbers");
    }
    finite("sample", samples, dimension);
  }

  static void means(double[] means, int length, int dimension) {
    if (means == null) {
      return;
    }
    if (means.length != length) {
      throw new IllegalArgumentException(
          "model means must be as many numbers as the samples, "
              + length
              + ", got "
              + means.length);
    }
    finite("model mean", means, dimension);
  }

  /** As many numbers as rows of a dimension have. */
  static void rows(String what, int length, int count, int dimension) {
    if (length != (long) count * dimension) {
      throw new IllegalArgumentException(
          what
              + " must be "
              + count
              + " rows of "
              + dimension
              + " numbers, got "
              + length
              + " numbers");
    }
  }

  /** Rows of a dimension, however many. */
  static void wholeRows(String what, int length, int dimension) {
    if (length % dimension != 0) {
      throw new IllegalArgumentException(
          what + " must be rows of " + dimension + " numbers, got " + length + " numbers");
    }
  }

  static void radius(double radius) {
    if (!(radius > 0 && radius < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("radius must be positive and finite, got " + radius);
    }
  }

  private static void finite(String what, double[] rows, int dimension) {
    for (int i = 0; i < rows.length; i++) {
      if (!(Math.abs(rows[i]) < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            what
                + " "
                + i / dimension
                + " must be finite, got "
                + rows[i]
                + " on axis "
                + i % dimension);
      }
    }
  }
}
