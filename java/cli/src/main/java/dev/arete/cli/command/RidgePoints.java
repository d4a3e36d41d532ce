package dev.arete.cli.command;

import dev.arete.RidgeProjection;
import dev.arete.RidgeStatus;
import dev.arete.cli.io.GrowingArray;

/** The plane ridge points of a projection that converged. */
final class RidgePoints implements RidgeSink {
  private final GrowingArray x = new GrowingArray();
  private final GrowingArray y = new GrowingArray();

  @Override
  public void take(RidgeProjection projection) {
    double[] points = projection.points();
    for (int i = 0; i < projection.count(); i++) {
      if (projection.status(i) == RidgeStatus.CONVERGED) {
        x.add(points[2 * i]);
        y.add(points[2 * i + 1]);
      }
    }
  }

  double[] x() {
    return x.toArray();
  }

  double[] y() {
    return y.toArray();
  }
}
