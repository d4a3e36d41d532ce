package dev.arete.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The scaling study as a picture: processor time over each axis, and the fitted powers. */
final class ScalingChart {
  private static final int WIDTH = 460;
  private static final int HEIGHT = 360;
  private static final int COLUMNS = 2;
  private static final Color GEOMETRY = new Color(0x2f, 0x6f, 0xb7);
  private static final Color PROJECTION = new Color(0xd8, 0x3a, 0x1e);

  private ScalingChart() {}

  static void write(String prefix, Map<ScalingSeries, List<ScalingPoint>> results)
      throws IOException {
    List<XYChart> charts =
        results.entrySet().stream().map(e -> chart(e.getKey(), e.getValue())).toList();
    int rows = (charts.size() + COLUMNS - 1) / COLUMNS;
    BufferedImage page =
        new BufferedImage(COLUMNS * WIDTH, rows * HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = page.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, page.getWidth(), page.getHeight());
    for (int i = 0; i < charts.size(); i++) {
      BufferedImage image = BitmapEncoder.getBufferedImage(charts.get(i));
      graphics.drawImage(image, i % COLUMNS * WIDTH, i / COLUMNS * HEIGHT, null);
    }
    graphics.dispose();
    if (!ImageIO.write(page, "png", Path.of(prefix + ".png").toFile())) {
      throw new IOException("this Java writes no PNG");
    }
  }

  private static XYChart chart(ScalingSeries series, List<ScalingPoint> points) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(series.title())
            .xAxisTitle(series.axis().label)
            .yAxisTitle("processor seconds")
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    chart
        .getStyler()
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendLayout(LegendLayout.Horizontal);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE).setMarkerSize(6);
    chart.getStyler().setLocale(Locale.ROOT);
    add(chart, "geometry", series, points, ScalingPoint::geometry, GEOMETRY);
    add(chart, "projection", series, points, ScalingPoint::projection, PROJECTION);
    return chart;
  }

  private static void add(
      XYChart chart,
      String name,
      ScalingSeries series,
      List<ScalingPoint> points,
      Function<ScalingPoint, double[]> times,
      Color color) {
    double[] x = points.stream().mapToDouble(point -> point.on(series.axis())).toArray();
    double[] y = points.stream().mapToDouble(point -> times.apply(point)[1]).toArray();
    PowerLaw law = ScalingPage.fit(series, points, times);
    double[] fitted = points.stream().mapToDouble(p -> law.at(p.on(series.axis()))).toArray();
    XYSeries measured = chart.addSeries(name, x, y);
    measured.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    measured.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color);
    measured.setShowInLegend(false); // the colour is that of the line
    String label = String.format(Locale.ROOT, "%s^%.2f", series.axis().label, law.exponent());
    XYSeries line = chart.addSeries(name + ": " + label, x, fitted);
    line.setMarker(SeriesMarkers.NONE).setLineColor(color).setLineStyle(new BasicStroke(1f));
  }
}
