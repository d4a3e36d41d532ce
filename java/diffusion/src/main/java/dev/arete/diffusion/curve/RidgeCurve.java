package dev.arete.diffusion.curve;

/**
 * One connected piece of a one-dimensional ridge, as points in order.
 *
 * @param dimension d
 * @param points row-major count x d, from one end to the other
 * @param logDensity log p at each point
 * @param normalEigenvalue lambda_2 at each point, in 1/unit^2
 * @param first why the curve ends at its first point
 * @param last why it ends at its last point
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of arrays, never compared
public record RidgeCurve(
    int dimension,
    double[] points,
    double[] logDensity,
    double[] normalEigenvalue,
    CurveEnd first,
    CurveEnd last) {
  /**
   * Returns the number of points.
   *
   * @return at least 1
   */
  public int count() {
    return logDensity.length;
  }

  /**
   * Returns whether the curve comes back to its first point.
   *
   * @return true if the last point is a step from the first
   */
  public boolean isClosed() {
    return last == CurveEnd.CLOSED;
  }

  /**
   * Returns the length of the polygon from the first point to each one.
   *
   * @return count numbers, rising from 0, in units of the data; the piece that closes a curve is
   *     not in them
   */
  public double[] arcLengths() {
    double[] lengths = new double[count()];
    for (int i = 1; i < lengths.length; i++) {
      lengths[i] = lengths[i - 1] + distance(i - 1, i);
    }
    return lengths;
  }

  /**
   * Returns the length of the curve, that of the piece that closes it included.
   *
   * @return the length of the polygon, in units of the data
   */
  public double length() {
    double[] lengths = arcLengths();
    return lengths[lengths.length - 1] + (isClosed() ? distance(lengths.length - 1, 0) : 0);
  }

  private double distance(int one, int other) {
    double sum = 0;
    for (int axis = 0; axis < dimension; axis++) {
      double difference = points[one * dimension + axis] - points[other * dimension + axis];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
