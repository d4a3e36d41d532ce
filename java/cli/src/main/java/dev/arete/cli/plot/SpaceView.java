package dev.arete.cli.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Points of space on the page by a parallel projection, seen from front right and above, and the
 * box around them. A unit is as long on one axis as on another.
 */
public final class SpaceView {
  private static final double AZIMUTH = Math.toRadians(-60);
  private static final double ELEVATION = Math.toRadians(25);

  /** Distance of a label from its edge, as a share of the diagonal of the box. */
  private static final double LABEL = 0.06;

  /**
   * Edges of the box that face the viewer at the bottom, and the one at the left: their middles.
   */
  private static final double[][] EDGES = {{0.5, 0, 0}, {1, 0.5, 0}, {0, 0, 1}};

  /** Where a label stands beside its edge. */
  private static final double[][] OUTWARDS = {{0, -1, 0}, {1, 0, 0}, {0, 0, 1}};

  private final Range[] ranges;
  private final String[] names;

  /**
   * A piece of text.
   *
   * @param text what it says
   * @param x where its middle is on the page, across
   * @param y where its middle is, up
   */
  record Label(String text, double x, double y) {}

  /**
   * Creates a view of a box.
   *
   * @param names labels of the three axes
   * @param points row-major count x 3; the box holds them
   */
  public SpaceView(String[] names, double[] points) {
    this.names = names.clone();
    this.ranges = new Range[3];
    for (int axis = 0; axis < 3; axis++) {
      int column = axis;
      ranges[axis] =
          Range.around(
              IntStream.range(0, points.length / 3).mapToDouble(i -> points[3 * i + column]));
    }
  }

  /**
   * Returns points on the page.
   *
   * @param points row-major count x 3
   * @return coordinates across and up
   */
  public double[][] onPage(double[] points) {
    int count = points.length / 3;
    double[][] page = new double[2][count];
    for (int i = 0; i < count; i++) {
      double x = points[3 * i];
      double y = points[3 * i + 1];
      double depth = Math.cos(AZIMUTH) * x + Math.sin(AZIMUTH) * y;
      page[0][i] = -Math.sin(AZIMUTH) * x + Math.cos(AZIMUTH) * y;
      page[1][i] = Math.cos(ELEVATION) * points[3 * i + 2] - Math.sin(ELEVATION) * depth;
    }
    return page;
  }

  /** The twelve edges of the box, broken by NaN. */
  Layer box() {
    List<Double> corners = new ArrayList<>();
    for (int corner = 0; corner < 8; corner++) {
      for (int axis = 0; axis < 3; axis++) {
        if ((corner >> axis & 1) == 0) {
          addCorner(corners, corner);
          addCorner(corners, corner | 1 << axis);
          corners.addAll(List.of(Double.NaN, Double.NaN, Double.NaN));
        }
      }
    }
    double[][] page = onPage(corners.stream().mapToDouble(Double::doubleValue).toArray());
    return new Layer("box", page[0], page[1], true);
  }

  private void addCorner(List<Double> out, int corner) {
    for (int axis = 0; axis < 3; axis++) {
      out.add((corner >> axis & 1) == 0 ? ranges[axis].low() : ranges[axis].high());
    }
  }

  /** Name and range of each axis, beside its edge of the box. */
  List<Label> labels() {
    double diagonal =
        Math.sqrt(Arrays.stream(ranges).mapToDouble(r -> r.length() * r.length()).sum());
    List<Label> labels = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      double[] at = new double[3];
      for (int k = 0; k < 3; k++) {
        at[k] =
            ranges[k].low()
                + EDGES[axis][k] * ranges[k].length()
                + LABEL * diagonal * OUTWARDS[axis][k];
      }
      double[][] page = onPage(at);
      String text =
          String.format(
              Locale.ROOT,
              "%s: %.3g to %.3g",
              names[axis],
              ranges[axis].low(),
              ranges[axis].high());
      labels.add(new Label(text, page[0][0], page[1][0]));
    }
    return labels;
  }
}
