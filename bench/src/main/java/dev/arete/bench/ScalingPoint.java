package dev.arete.bench;

/**
 * One problem, timed.
 *
 * @param n data points
 * @param q queries
 * @param d dimension
 * @param h variance
 * @param survivors centres with more than 1e-16 of the largest weight, mean over the first queries
 * @param geometry wall and processor seconds of the geometry of all queries
 * @param projection wall and processor seconds of the projection of all queries
 * @param evaluations steps of all projections
 * @param check errors against the reference backend on the first queries
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier for the report, never compared
record ScalingPoint(
    int n,
    int q,
    int d,
    double h,
    double survivors,
    double[] geometry,
    double[] projection,
    int evaluations,
    String check) {
  /** The number on an axis. */
  double on(ScalingSeries.Axis axis) {
    return switch (axis) {
      case N -> n;
      case Q -> q;
      case D -> d;
      case SURVIVORS -> survivors;
    };
  }
}
