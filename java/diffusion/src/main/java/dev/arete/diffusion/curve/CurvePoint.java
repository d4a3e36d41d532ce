package dev.arete.diffusion.curve;

/** A ridge point on a curve: where it is, log p, lambda_2. */
@SuppressWarnings("ArrayRecordComponent") // a carrier of one array, never compared
record CurvePoint(double[] position, double logDensity, double normalEigenvalue) {
  double distance(CurvePoint other) {
    return Vectors.norm(Vectors.difference(position, other.position));
  }
}
