package dev.arete.diffusion.analysis;

import dev.arete.Points;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The affine hull of the k + 1 data points nearest to a position, on which k-dimensional ridges lie
 * in the limit t -&gt; 0. Points that depend on nearer ones, repeated ones among them, are passed
 * over for the next. Not thread-safe.
 */
final class NearestHull {
  /** A rest below this share of a difference, times sqrt(d), is rounding. */
  private static final double REST_NOISE = 8 * 0x1p-53;

  private final int d;
  private final int ridgeDimension;
  private final double[] data;
  private final double[][] directions;

  NearestHull(Points data, int ridgeDimension) {
    this.d = data.dimension();
    this.ridgeDimension = ridgeDimension;
    this.data = data.coordinates();
    this.directions = new double[ridgeDimension][];
  }

  /**
   * Returns the distance of a position to the hull.
   *
   * @param positions row-major
   * @param point index of the position
   * @return the distance, NaN if a coordinate is
   */
  double distance(double[] positions, int point) {
    double[] position = Arrays.copyOfRange(positions, point * d, (point + 1) * d);
    int[] nearest = nearestFirst(position);
    int found = 0;
    for (int i = 1; i < nearest.length && found < ridgeDimension; i++) {
      double[] difference = difference(row(nearest[i]), nearest[0]);
      double length = length(difference);
      double rest = remove(difference, found);
      if (rest > REST_NOISE * Math.sqrt(d) * length) {
        for (int axis = 0; axis < d; axis++) {
          difference[axis] /= rest;
        }
        directions[found++] = difference;
      }
    }
    return remove(difference(position, nearest[0]), found);
  }

  private int[] nearestFirst(double[] position) {
    double[] lengths = new double[data.length / d];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = length(difference(position, i));
    }
    return IntStream.range(0, lengths.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> lengths[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private double[] row(int i) {
    return Arrays.copyOfRange(data, i * d, (i + 1) * d);
  }

  private double[] difference(double[] position, int origin) {
    double[] difference = new double[d];
    for (int axis = 0; axis < d; axis++) {
      difference[axis] = position[axis] - data[origin * d + axis];
    }
    return difference;
  }

  /** Takes the directions found out of a vector, twice against rounding; returns its length. */
  private double remove(double[] vector, int found) {
    for (int pass = 0; pass < 2; pass++) {
      for (int j = 0; j < found; j++) {
        double dot = 0;
        for (int axis = 0; axis < d; axis++) {
          dot += directions[j][axis] * vector[axis];
        }
        for (int axis = 0; axis < d; axis++) {
          vector[axis] -= dot * directions[j][axis];
        }
      }
    }
    return length(vector);
  }

  private static double length(double[] vector) {
    double sum = 0;
    for (double component : vector) {
      sum += component * component;
    }
    return Math.sqrt(sum);
  }
}
