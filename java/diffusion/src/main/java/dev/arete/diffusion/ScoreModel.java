package dev.arete.diffusion;

/**
 * A model of the score at every time, learned or exact, evaluated in batches.
 *
 * <p>What a model gives is the shift m - y = h s from a point to its posterior mean, where m
 * estimates a(t) E[X_0 | X_t = y]. Score and posterior mean follow from it without loss of digits:
 * s = shift/h, m = y + shift. A row of a batch must depend on nothing but time and its point.
 */
public interface ScoreModel {
  /**
   * Returns the dimension d of points and shifts.
   *
   * @return d
   */
  int dimension();

  /**
   * Evaluates shifts.
   *
   * @param time diffusion time t
   * @param points row-major count x d; not changed, not kept
   * @param count number of points
   * @param shifts receives row-major count x d
   */
  void shift(double time, double[] points, int count, double[] shifts);

  /** A function of time and points, in batches. */
  @FunctionalInterface
  interface Batch {
    /**
     * Evaluates the function.
     *
     * @param time diffusion time t
     * @param points row-major count x d; not to be changed or kept
     * @param count number of points
     * @param out receives row-major count x d
     */
    void evaluate(double time, double[] points, int count, double[] out);
  }

  /**
   * Returns a model that calls back for scores.
   *
   * @param schedule tells h(t)
   * @param dimension d
   * @param score writes scores s(y, t), in 1/unit
   * @return the model
   */
  static ScoreModel ofScore(Schedule schedule, int dimension, Batch score) {
    return new CallbackModel(
        dimension,
        (time, points, count, out) -> {
          score.evaluate(time, points, count, out);
          double h = schedule.variance(time);
          for (int i = 0; i < count * dimension; i++) {
            out[i] *= h;
          }
        });
  }

  /**
   * Returns a model that calls back for posterior means.
   *
   * @param dimension d
   * @param mean writes posterior means m(y, t), in units of the coordinates
   * @return the model
   */
  static ScoreModel ofPosteriorMean(int dimension, Batch mean) {
    return new CallbackModel(
        dimension,
        (time, points, count, out) -> {
          mean.evaluate(time, points, count, out);
          for (int i = 0; i < count * dimension; i++) {
            out[i] -= points[i];
          }
        });
  }

  /**
   * Returns a model plus an error of the posterior mean, prescribed by the caller.
   *
   * @param model the model to spoil
   * @param error writes the error e(y, t) to add to the posterior mean, in units of the coordinates
   * @return the model
   */
  static ScoreModel withError(ScoreModel model, Batch error) {
    int dimension = model.dimension();
    return new CallbackModel(
        dimension,
        (time, points, count, out) -> {
          double[] errors = new double[count * dimension];
          error.evaluate(time, points, count, errors);
          model.shift(time, points, count, out);
          for (int i = 0; i < count * dimension; i++) {
            out[i] += errors[i];
          }
        });
  }
}
