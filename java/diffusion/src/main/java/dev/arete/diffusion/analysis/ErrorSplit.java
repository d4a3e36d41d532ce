package dev.arete.diffusion.analysis;

/**
 * Mean squares of the posterior-mean error e = m_model - m at one time, in squared units of the
 * data. The score error is e/h.
 *
 * @param time diffusion time t
 * @param variance h(t)
 * @param normal mean of |P_N e|^2
 * @param tangent mean of |P_T e|^2
 */
public record ErrorSplit(double time, double variance, Average normal, Average tangent) {
  /**
   * Returns the split of errors at points.
   *
   * @param time diffusion time t
   * @param variance h(t)
   * @param frames tangent and normal spaces where the error is to be split: at the points
   *     themselves or at their ridge points
   * @param errors row-major count x d
   * @return mean squares; undefined points are left out
   * @throws IllegalArgumentException if the errors are not as many as the frames have coordinates
   */
  public static ErrorSplit of(double time, double variance, RidgeFrames frames, double[] errors) {
    int d = frames.dimension();
    SampleChecks.rows("errors", errors.length, frames.count(), d);
    Average normal = new Average();
    Average tangent = new Average();
    double[] part = new double[d];
    for (int i = 0; i < frames.count(); i++) {
      frames.normalPart(i, errors, i * d, part, 0);
      double normalSquare = 0;
      double tangentSquare = 0;
      for (int axis = 0; axis < d; axis++) {
        double along = errors[i * d + axis] - part[axis];
        normalSquare += part[axis] * part[axis];
        tangentSquare += along * along;
      }
      normal.add(normalSquare);
      tangent.add(tangentSquare);
    }
    return new ErrorSplit(time, variance, normal, tangent);
  }
}
