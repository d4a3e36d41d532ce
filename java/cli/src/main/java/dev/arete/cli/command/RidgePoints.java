package dev.arete.cli.command;

import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.cli.io.GrowingArray;

/** The ridge points of a projection that converged. */
final class RidgePoints implements RidgeSink {
  private final GrowingArray coordinates = new GrowingArray();

  @Override
  public void take(RidgeProjection projection) {
    double[] points = projection.points();
    int d = projection.dimension();
    for (int i = 0; i < points.length; i++) {
      if (projection.status(i / d) == RidgeStatus.CONVERGED) {
        coordinates.add(points[i]);
      }
    }
  }

  /** Returns them row by row, in an array of the caller's own. */
  double[] points() {
    return coordinates.toArray();
  }
}
