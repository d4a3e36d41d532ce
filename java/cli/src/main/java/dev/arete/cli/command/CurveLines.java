package dev.arete.cli.command;

import dev.arete.diffusion.analysis.RidgeLevel;
import dev.arete.diffusion.curve.RidgeCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ridge curves and what belongs to them as lines of a picture, in the coordinates of the data:
 * row-major points, a row of NaN between two lines.
 */
final class CurveLines {
  private final int dimension;
  private final List<RidgeCurve> curves;
  private final double scale;

  /** Lines of curves of a density whose data were multiplied by a scale. */
  CurveLines(int dimension, List<RidgeCurve> curves, double scale) {
    this.dimension = dimension;
    this.curves = curves;
    this.scale = scale;
  }

  /** Curves in the coordinates of the data as lines, broken by NaN, closed where they close. */
  double[] curves() {
    List<double[]> rows = new ArrayList<>();
    for (RidgeCurve curve : curves) {
      for (int i = 0; i < curve.count(); i++) {
        rows.add(row(curve, i));
      }
      if (curve.isClosed()) {
        rows.add(row(curve, 0));
      }
      rows.add(gap());
    }
    return flat(rows);
  }

  private double[] row(RidgeCurve curve, int point) {
    double[] row = new double[dimension];
    for (int axis = 0; axis < dimension; axis++) {
      row[axis] = curve.points()[point * dimension + axis] / scale;
    }
    return row;
  }

  private double[] gap() {
    double[] row = new double[dimension];
    Arrays.fill(row, Double.NaN);
    return row;
  }

  private static double[] flat(List<double[]> rows) {
    return rows.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  /** The way of each point through the levels as lines, broken by NaN. */
  double[] ways(List<RidgeLevel> followed) {
    List<double[]> rows = new ArrayList<>();
    int next = 0;
    for (RidgeCurve curve : curves) {
      for (int i = 0; i < curve.count(); i++, next++) {
        rows.add(row(curve, i));
        for (RidgeLevel level : followed) {
          int at = next * dimension;
          rows.add(Arrays.copyOfRange(level.points(), at, at + dimension));
        }
        rows.add(gap());
      }
    }
    return flat(rows);
  }

  /** Lines to both sides of curves in the plane, as far as the points shift, broken by NaN. */
  double[] band(double[] shifts) {
    List<double[]> rows = new ArrayList<>();
    for (int side = -1; side <= 1; side += 2) {
      int from = 0;
      for (RidgeCurve curve : curves) {
        int drawn = curve.count() + (curve.isClosed() ? 1 : 0);
        for (int i = 0; i < drawn; i++) {
          int point = i % curve.count();
          rows.add(beside(curve, point, side * shifts[from + point] / scale));
        }
        from += curve.count();
        rows.add(gap());
      }
    }
    return flat(rows);
  }

  /** A point at a distance to the left of a curve. */
  private double[] beside(RidgeCurve curve, int point, double distance) {
    int last = curve.count() - 1;
    double[] before = row(curve, point > 0 ? point - 1 : curve.isClosed() ? last : 0);
    double[] after = row(curve, point < last ? point + 1 : curve.isClosed() ? 0 : last);
    double x = after[0] - before[0];
    double y = after[1] - before[1];
    double length = Math.max(Math.hypot(x, y), Double.MIN_NORMAL);
    double[] at = row(curve, point);
    return new double[] {at[0] - distance * y / length, at[1] + distance * x / length};
  }
}
