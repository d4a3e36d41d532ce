package dev.arete.diffusion.curve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds points within a radius: cells as wide as the radius over the first axes, up to three, and
 * the full distance within neighbouring cells.
 */
final class PointIndex {
  private static final int MAX_AXES = 3;

  private final int axes;
  private final double radius;
  private final Map<List<Long>, List<Entry>> cells = new HashMap<>();

  @SuppressWarnings("ArrayRecordComponent") // a carrier of one array, never compared
  private record Entry(double[] point, int label) {}

  PointIndex(int dimension, double radius) {
    this.axes = Math.min(MAX_AXES, dimension);
    this.radius = radius;
  }

  /** Adds a point; the array is kept. */
  void add(double[] point, int label) {
    cells.computeIfAbsent(cell(point), key -> new ArrayList<>()).add(new Entry(point, label));
  }

  /** Whether a point with a label below a bound lies within the radius. */
  boolean near(double[] point, int below) {
    return near(point, below, cell(point), 0);
  }

  private boolean near(double[] point, int below, List<Long> cell, int axis) {
    if (axis == axes) {
      return cells.getOrDefault(cell, List.of()).stream()
          .anyMatch(entry -> entry.label() < below && within(entry.point(), point));
    }
    for (long step = -1; step <= 1; step++) {
      List<Long> other = new ArrayList<>(cell);
      other.set(axis, cell.get(axis) + step);
      if (near(point, below, other, axis + 1)) {
        return true;
      }
    }
    return false;
  }

  private boolean within(double[] one, double[] other) {
    double sum = 0;
    for (int axis = 0; axis < one.length; axis++) {
      sum += (one[axis] - other[axis]) * (one[axis] - other[axis]);
    }
    return sum <= radius * radius;
  }

  private List<Long> cell(double[] point) {
    List<Long> cell = new ArrayList<>(axes);
    for (int axis = 0; axis < axes; axis++) {
      cell.add((long) Math.floor(point[axis] / radius));
    }
    return cell;
  }
}
