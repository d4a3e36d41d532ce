package dev.arete.testkit.plain;

/** The formulas in plain float loops: differences first, log-sum-exp, two passes. */
public final class PlainFloat {
  private PlainFloat() {}

  /**
   * Returns the posterior at one query, every operation rounded to float.
   *
   * @param centres row-major n x d
   * @param d dimension
   * @param weights positive numbers in any scale, or null
   * @param h variance
   * @param queries row-major q x d
   * @param query index of the query
   * @return moments; the sizes of their terms are those of the double loop
   */
  public static PlainPosterior at(
      double[] centres, int d, double[] weights, double h, double[] queries, int query) {
    int n = centres.length / d;
    float[] deltas = new float[n * d];
    float[] posterior = new float[n];
    float total = 0;
    float top = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      float square = 0;
      for (int j = 0; j < d; j++) {
        float delta = (float) centres[i * d + j] - (float) queries[query * d + j];
        deltas[i * d + j] = delta;
        square += delta * delta;
      }
      float weight = weights == null ? 1 : (float) weights[i];
      total += weight;
      posterior[i] = (float) Math.log(weight) - square / (float) (2 * h);
      top = Math.max(top, posterior[i]);
    }
    float sum = 0;
    float concentration = 0;
    for (int i = 0; i < n; i++) {
      posterior[i] = (float) Math.exp(posterior[i] - top);
      sum += posterior[i];
      concentration += posterior[i] * posterior[i];
    }
    float[] shift = new float[d];
    for (int i = 0; i < n * d; i++) {
      shift[i % d] += posterior[i / d] / sum * deltas[i];
    }
    float[] covariance = new float[d * d];
    for (int i = 0; i < n; i++) {
      float scaled = posterior[i] / sum / (float) h;
      for (int j = 0; j < d * d; j++) {
        float a = deltas[i * d + j / d] - shift[j / d];
        float b = deltas[i * d + j % d] - shift[j % d];
        covariance[j] += scaled * a * b;
      }
    }
    float normaliser = (float) (0.5 * d * Math.log(2 * Math.PI * h));
    float logDensity = top + (float) Math.log(sum) - (float) Math.log(total) - normaliser;
    PlainPosterior scales = PlainDouble.at(centres, d, weights, h, queries, query);
    return new PlainPosterior(
        logDensity,
        wide(shift),
        wide(covariance),
        sum * sum / concentration,
        scales.logScale(),
        scales.shiftScale(),
        scales.covarianceScale(),
        scales.exponentScale());
  }

  private static double[] wide(float[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i];
    }
    return out;
  }
}
