package dev.arete.cli.command;

import dev.arete.Points;

/** How far data reach, in their own units. */
final class Extent {
  private Extent() {}

  /** The largest range of a coordinate: largest minus smallest value. */
  static double range(Points data) {
    double largest = 0;
    for (int axis = 0; axis < data.dimension(); axis++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < data.count(); i++) {
        low = Math.min(low, data.coordinate(i, axis));
        high = Math.max(high, data.coordinate(i, axis));
      }
      largest = Math.max(largest, high - low);
    }
    return largest;
  }

  /** The largest distance of a point from the origin. */
  static double radius(Points data) {
    double largest = 0;
    for (int i = 0; i < data.count(); i++) {
      double sum = 0;
      for (int axis = 0; axis < data.dimension(); axis++) {
        // coordinates are at most 1e150, so that squares do not overflow
        sum += data.coordinate(i, axis) * data.coordinate(i, axis);
      }
      largest = Math.max(largest, sum);
    }
    return Math.sqrt(largest);
  }
}
