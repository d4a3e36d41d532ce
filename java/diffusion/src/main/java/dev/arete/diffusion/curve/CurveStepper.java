package dev.arete.diffusion.curve;

import dev.arete.Points;
import dev.arete.RidgeProjection;
import dev.arete.RidgeProjector;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;

/**
 * Takes steps along a ridge: ahead in the direction of the last step, then back onto the ridge by a
 * projection. A step that lands elsewhere than ahead is tried again at half its length.
 */
final class CurveStepper {
  /** The shortest step as a share of the usual one: ends are found to this accuracy. */
  private static final double SHORTEST = 1.0 / 32;

  /** A step to find the first direction; 1e-6 sqrt(h), the usual tolerance, is small beside it. */
  private static final double PROBE = 1.0 / 64;

  /** Cosine of the largest turn in a step, about 37 degrees: a step that turns more is halved. */
  private static final double LEAST_COSINE = 0.8;

  /** Bounds on what a step may move, as a share of its length. */
  private static final double LEAST_MOVE = 0.5;

  private static final double LARGEST_MOVE = 1.5;

  private final SmoothedDensity density;
  private final RidgeProjector projector;
  private final double step;

  CurveStepper(SmoothedDensity density, RidgeProjector projector, double step) {
    this.density = density;
    this.projector = projector;
    this.step = step;
  }

  /**
   * A step.
   *
   * @param point where it leads, null if nowhere
   * @param direction unit vector from the last point to this one
   * @param length of the next step to try
   * @param end why it leads nowhere, null if it does not
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of one array, never compared
  record Step(CurvePoint point, double[] direction, double length, CurveEnd end) {}

  /** Goes ahead from a point. */
  Step ahead(CurvePoint from, double[] direction, double length) {
    CurveEnd end = CurveEnd.TURNS;
    for (double tried = length; tried >= SHORTEST * step; tried /= 2) {
      RidgeProjection landed = project(from, direction, tried);
      CurvePoint point = point(landed, 0);
      if (landed.status(0) == RidgeStatus.CONVERGED) {
        double[] move = Vectors.difference(point.position(), from.position());
        double size = Vectors.norm(move);
        if (size >= LEAST_MOVE * tried
            && size <= LARGEST_MOVE * tried
            && Vectors.dot(move, direction) >= LEAST_COSINE * size) {
          return new Step(point, Vectors.unit(move), Math.min(step, 2 * tried), null);
        }
      }
      end = end(landed.status(0));
    }
    return new Step(null, direction, 0, end);
  }

  /**
   * The direction of the ridge at one of its points, from a probe ahead of it: the eigenvector of
   * the largest eigenvalue is only near it where the score is not 0. Null if there is none.
   */
  double[] direction(CurvePoint at) {
    int d = density.dimension();
    double[] vector = new double[d];
    double[] vectors = density.geometry(Points.of(at.position(), d), 1).eigenvectors();
    System.arraycopy(vectors, 0, vector, 0, d);
    if (!(Math.abs(Vectors.dot(vector, vector) - 1) < 0.5)) {
      return null;
    }
    RidgeProjection landed = project(at, vector, PROBE * step);
    if (landed.status(0) != RidgeStatus.CONVERGED) {
      return vector;
    }
    double[] found = Vectors.unit(Vectors.difference(point(landed, 0).position(), at.position()));
    return found == null ? vector : found;
  }

  private RidgeProjection project(CurvePoint from, double[] direction, double length) {
    double[] ahead = Vectors.plus(from.position(), length, direction);
    return projector.project(Points.of(ahead, ahead.length));
  }

  static CurvePoint point(RidgeProjection projection, int query) {
    int d = projection.dimension();
    double[] position = new double[d];
    System.arraycopy(projection.points(), query * d, position, 0, d);
    return new CurvePoint(
        position, projection.logDensity()[query], projection.normalEigenvalue()[query]);
  }

  private static CurveEnd end(RidgeStatus status) {
    return switch (status) {
      case CONVERGED, MAX_ITERATIONS -> CurveEnd.TURNS;
      case NOT_A_RIDGE -> CurveEnd.NOT_A_RIDGE;
      case BELOW_DENSITY -> CurveEnd.BELOW_DENSITY;
      case UNDEFINED, ILL_CONDITIONED -> CurveEnd.UNDEFINED;
    };
  }
}
