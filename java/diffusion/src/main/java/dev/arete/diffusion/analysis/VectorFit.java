package dev.arete.diffusion.analysis;

/**
 * Vectors of a subspace against the vectors that predict them: the factor that fits best, through
 * the origin.
 *
 * @param slope factor of the prediction; NaN without a prediction
 * @param slopeError its standard error
 * @param correlation cosine of all vectors taken as one
 * @param residual root mean square of what is left, per direction of the subspace
 * @param count number of vectors
 */
public record VectorFit(
    double slope, double slopeError, double correlation, double residual, int count) {
  /**
   * Returns the fit; vectors with NaN are left out.
   *
   * @param predicted predictions, row-major count x d
   * @param measured what they predict, as many
   * @param dimension d
   * @param directions dimension of the subspace in which the vectors lie
   * @return the fit
   * @throws IllegalArgumentException if there are not as many of both, or they are no rows of d
   *     numbers
   */
  public static VectorFit of(double[] predicted, double[] measured, int dimension, int directions) {
    check(predicted.length, measured.length, dimension);
    double pp = 0;
    double pm = 0;
    double mm = 0;
    int count = 0;
    for (int at = 0; at < measured.length; at += dimension) {
      double ownPp = 0;
      double ownPm = 0;
      double ownMm = 0;
      for (int axis = at; axis < at + dimension; axis++) {
        ownPp += predicted[axis] * predicted[axis];
        ownPm += predicted[axis] * measured[axis];
        ownMm += measured[axis] * measured[axis];
      }
      if (!Double.isNaN(ownPp + ownPm + ownMm)) {
        pp += ownPp;
        pm += ownPm;
        mm += ownMm;
        count++;
      }
    }
    double slope = pp > 0 ? pm / pp : Double.NaN;
    double left = pp > 0 ? Math.max(0, mm - slope * pm) : mm;
    double residual = Math.sqrt(left / (count * (double) directions));
    return new VectorFit(slope, residual / Math.sqrt(pp), pm / Math.sqrt(pp * mm), residual, count);
  }

  private static void check(int predicted, int measured, int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, got " + dimension);
    }
    SampleChecks.wholeRows("measured vectors", measured, dimension);
    SampleChecks.rows("predicted vectors", predicted, measured / dimension, dimension);
  }
}
