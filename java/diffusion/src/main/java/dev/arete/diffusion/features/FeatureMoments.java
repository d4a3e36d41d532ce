package dev.arete.diffusion.features;

/**
 * The quadratic training loss of a random feature model, as its moments:
 *
 * <p>L(A) = (1/d) [ tr(A U A^T) - 2 tr(N A^T) + sum_axis c_axis ] with U = int w E f f^T dt, N =
 * int w E[a x f^T] dt, c = int w a^2 E x^2 dt; f the features, x a data point, w the loss weight.
 *
 * @param features p
 * @param dimension d
 * @param quadratic U, row-major p x p, symmetric
 * @param linear N, row-major d x p
 * @param constant c, d numbers
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of large arrays, never compared
public record FeatureMoments(
    int features, int dimension, double[] quadratic, double[] linear, double[] constant) {
  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if an array does not fit p and d
   */
  public FeatureMoments {
    if (quadratic.length != features * features
        || linear.length != features * dimension
        || constant.length != dimension) {
      throw new IllegalArgumentException(
          "moments of "
              + features
              + " features in dimension "
              + dimension
              + " have arrays of length "
              + quadratic.length
              + ", "
              + linear.length
              + ", "
              + constant.length);
    }
  }
}
