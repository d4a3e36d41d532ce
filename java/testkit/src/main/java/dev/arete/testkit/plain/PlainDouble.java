package dev.arete.testkit.plain;

/** The formulas in plain double loops: differences first, log-sum-exp, two passes. */
public final class PlainDouble {
  private PlainDouble() {}

  /**
   * Returns the posterior at one query.
   *
   * @param centres row-major n x d
   * @param d dimension
   * @param weights positive numbers in any scale, or null
   * @param h variance
   * @param queries row-major q x d
   * @param query index of the query
   * @return moments and the size of their terms
   */
  public static PlainPosterior at(
      double[] centres, int d, double[] weights, double h, double[] queries, int query) {
    int n = centres.length / d;
    double[] posterior = new double[n];
    double[] squares = new double[n];
    double total = 0;
    double top = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        double delta = centres[i * d + j] - queries[query * d + j];
        squares[i] += delta * delta;
      }
      double weight = weights == null ? 1 : weights[i];
      total += weight;
      posterior[i] = Math.log(weight) - squares[i] / (2 * h);
      top = Math.max(top, posterior[i]);
    }
    double sum = 0;
    double exponentScale = 0;
    double shiftScale = 0;
    double covarianceScale = 0;
    double concentration = 0;
    for (int i = 0; i < n; i++) {
      double size = 1 + Math.abs(posterior[i]);
      posterior[i] = Math.exp(posterior[i] - top);
      sum += posterior[i];
      concentration += posterior[i] * posterior[i];
      exponentScale += posterior[i] * size;
      shiftScale += posterior[i] * size * Math.sqrt(squares[i]);
      covarianceScale += posterior[i] * size * squares[i] / h;
    }
    double[] shift = new double[d];
    for (int i = 0; i < n; i++) {
      posterior[i] /= sum;
      for (int j = 0; j < d; j++) {
        shift[j] += posterior[i] * (centres[i * d + j] - queries[query * d + j]);
      }
    }
    double[] covariance = new double[d * d];
    double[] e = new double[d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        e[j] = centres[i * d + j] - queries[query * d + j] - shift[j];
      }
      for (int j = 0; j < d * d; j++) {
        covariance[j] += posterior[i] * e[j / d] * e[j % d] / h;
      }
    }
    double normaliser = 0.5 * d * Math.log(2 * Math.PI * h);
    return new PlainPosterior(
        top + Math.log(sum) - Math.log(total) - normaliser,
        shift,
        covariance,
        sum * sum / concentration,
        1 + Math.abs(top) + Math.abs(normaliser) + Math.abs(Math.log(total)),
        shiftScale / sum,
        covarianceScale / sum,
        exponentScale / sum);
  }
}
