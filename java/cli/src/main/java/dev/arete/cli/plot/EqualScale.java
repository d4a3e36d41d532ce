package dev.arete.cli.plot;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.knowm.xchart.XYChart;

/**
 * Finds the height of a chart, and where that is out of bounds the range of an axis, for which a
 * unit is as long on one axis as on the other.
 *
 * <p>Where labels and legend leave the plot area is known only after painting, so a chart is
 * painted, measured, and built again.
 */
final class EqualScale {
  private static final int MIN_HEIGHT = 320;
  private static final int MAX_HEIGHT = 1100;
  private static final int ROUNDS = 3;

  private EqualScale() {}

  /** Builds a chart of a given height and ranges. */
  @FunctionalInterface
  interface Builder {
    XYChart build(int height, Range x, Range y);
  }

  static XYChart fit(Builder builder, Range x, Range y) {
    int height = MAX_HEIGHT / 2;
    for (int round = 0; round < ROUNDS; round++) {
      XYChart trial = painted(builder.build(height, x, y));
      double wanted = y.length() / unitsAPixelX(trial, x);
      double change = wanted - y.length() / unitsAPixelY(trial, y);
      height = (int) Math.round(Math.min(MAX_HEIGHT, Math.max(MIN_HEIGHT, height + change)));
    }
    XYChart trial = painted(builder.build(height, x, y));
    double fine = unitsAPixelX(trial, x);
    double coarse = unitsAPixelY(trial, y);
    return fine < coarse
        ? builder.build(height, x.ofLength(x.length() * coarse / fine), y)
        : builder.build(height, x, y.ofLength(y.length() * fine / coarse));
  }

  static double unitsAPixelX(XYChart chart, Range x) {
    double pixels = chart.getScreenXFromChart(x.high()) - chart.getScreenXFromChart(x.low());
    return x.length() / Math.abs(pixels);
  }

  static double unitsAPixelY(XYChart chart, Range y) {
    double pixels = chart.getScreenYFromChart(y.high()) - chart.getScreenYFromChart(y.low());
    return y.length() / Math.abs(pixels);
  }

  static XYChart painted(XYChart chart) {
    BufferedImage image =
        new BufferedImage(chart.getWidth(), chart.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      chart.paint(graphics, chart.getWidth(), chart.getHeight());
    } finally {
      graphics.dispose();
    }
    return chart;
  }
}
