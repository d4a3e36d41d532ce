package dev.arete.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A picture of data, an overlay and ridge points, on axes of equal scale. */
public final class RidgePlot {
  /** Width in units of length; a PNG has twice as many pixels. */
  static final int WIDTH = 900;

  private static final Color INK = new Color(0x33, 0x3b, 0x45);
  private static final Color GRID = new Color(0xe6, 0xe9, 0xed);
  private static final Color DATA = new Color(0x8a, 0x94, 0xa3, 0xa0);
  private static final Color OVERLAY = new Color(0x2f, 0x6f, 0xb7);
  private static final Color RIDGE = new Color(0xd8, 0x3a, 0x1e);
  private static final double DATA_SIZE = 2.6;
  private static final double OVERLAY_SIZE = 2.6;
  private static final double RIDGE_SIZE = 3.0;

  private static final Color BAND = new Color(0xe8, 0x96, 0x86);
  private static final Color BOX = new Color(0xc4, 0xca, 0xd2);

  private final String xName;
  private final String yName;
  private final SpaceView space;
  private final List<Layer> layers = new ArrayList<>();
  private final List<Style> styles = new ArrayList<>();

  private record Style(Color color, double size) {}

  /**
   * Creates an empty picture.
   *
   * @param xName label of the horizontal axis
   * @param yName label of the vertical axis
   */
  public RidgePlot(String xName, String yName) {
    this.xName = xName;
    this.yName = yName;
    this.space = null;
  }

  /**
   * Creates an empty picture of space. Layers hold coordinates on the page of the view.
   *
   * @param view how space is seen; its box is drawn with names and ranges of the axes
   */
  public RidgePlot(SpaceView view) {
    this.xName = "";
    this.yName = "";
    this.space = view;
    add(view.box(), new Style(BOX, 0));
  }

  /**
   * Adds the data, in a light colour.
   *
   * @param layer the data
   */
  public void data(Layer layer) {
    add(layer, new Style(DATA, DATA_SIZE));
  }

  /**
   * Adds an overlay, in a second colour.
   *
   * @param layer points or lines
   */
  public void overlay(Layer layer) {
    add(layer, new Style(OVERLAY, OVERLAY_SIZE));
  }

  /**
   * Adds ridge points, in a strong colour.
   *
   * @param layer the points
   */
  public void ridge(Layer layer) {
    add(layer, new Style(RIDGE, RIDGE_SIZE));
  }

  /**
   * Adds lines to both sides of the ridge, in a light tone of its colour.
   *
   * @param layer lines
   */
  public void band(Layer layer) {
    add(layer, new Style(BAND, RIDGE_SIZE));
  }

  private void add(Layer layer, Style style) {
    if (layer.x().length > 0) {
      layers.add(layer);
      styles.add(style);
    }
  }

  /** The chart, sized so that a unit is as long on one axis as on the other. */
  XYChart chart() {
    Range x = Range.around(DoubleStream.concat(drawn(true), labels(true)));
    Range y = Range.around(DoubleStream.concat(drawn(false), labels(false)));
    return EqualScale.fit(this::build, x, y);
  }

  private DoubleStream drawn(boolean across) {
    return layers.stream().flatMapToDouble(l -> DoubleStream.of(across ? l.x() : l.y()));
  }

  private DoubleStream labels(boolean across) {
    return space == null
        ? DoubleStream.empty()
        : space.labels().stream().mapToDouble(label -> across ? label.x() : label.y());
  }

  private XYChart build(int height, Range x, Range y) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(height)
            .xAxisTitle(xName)
            .yAxisTitle(yName)
            .build();
    style(chart.getStyler());
    chart.getStyler().setXAxisMin(x.low()).setXAxisMax(x.high());
    chart.getStyler().setYAxisMin(y.low()).setYAxisMax(y.high());
    if (space != null) {
      hideAxes(chart.getStyler());
      space
          .labels()
          .forEach(
              label ->
                  chart.addAnnotation(
                      new AnnotationText(label.text(), label.x(), label.y(), false)));
    }
    for (int i = 0; i < layers.size(); i++) {
      addSeries(chart, layers.get(i), styles.get(i));
    }
    return chart;
  }

  private static void addSeries(XYChart chart, Layer layer, Style style) {
    String name = layer.label();
    while (chart.getSeries(name) != null) {
      name += " ";
    }
    XYSeries series = chart.addSeries(name, layer.x(), layer.y());
    Marker marker = layer.lines() ? SeriesMarkers.NONE : new Dot(style.size());
    series.setShowInLegend(!style.color().equals(BOX));
    series.setXYSeriesRenderStyle(
        layer.lines() ? XYSeriesRenderStyle.Line : XYSeriesRenderStyle.Scatter);
    series.setMarker(marker);
    series.setMarkerColor(style.color());
    series.setLineColor(style.color());
    series.setLineStyle(new BasicStroke(1f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
  }

  /** The page has no coordinates of its own where it shows space. */
  private static void hideAxes(XYStyler styler) {
    styler.setAxisTicksVisible(false).setAxisTitlesVisible(false);
    styler.setPlotGridLinesVisible(false).setPlotBorderVisible(false);
    styler.setAnnotationTextFont(styler.getAxisTickLabelsFont()).setAnnotationTextFontColor(INK);
  }

  private static void style(XYStyler styler) {
    Font text = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    styler.setBaseFont(text);
    styler.setAxisTitleFont(text).setAxisTickLabelsFont(text.deriveFont(11f));
    styler.setAxisTickLabelsColor(INK).setAxisTickMarksColor(GRID).setAxisTicksLineVisible(false);
    styler.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(0.6f));
    styler.setXAxisTickMarkSpacingHint(80).setYAxisTickMarkSpacingHint(60);
    styler.setPlotMargin(0);
    styler.setXAxisTitleColor(INK).setYAxisTitleColor(INK).setChartFontColor(INK);
    styler.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderColor(GRID).setPlotBorderVisible(true).setPlotContentSize(1.0);
    styler.setChartTitleVisible(false).setChartPadding(12);
    styler.setLegendFont(text).setLegendBorderColor(Color.WHITE);
    styler.setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal);
    styler.setXAxisTickLabelsFormattingFunction(TickLabel::of);
    styler.setYAxisTickLabelsFormattingFunction(TickLabel::of);
    styler.setMarkerSize(6).setLocale(Locale.ROOT);
  }
}
