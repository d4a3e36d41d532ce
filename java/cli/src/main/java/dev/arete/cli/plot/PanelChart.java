package dev.arete.cli.plot;

import dev.arete.diffusion.report.Panel;
import dev.arete.diffusion.report.Series;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One panel of a figure as a chart. */
final class PanelChart {
  private static final Color INK = new Color(0x33, 0x3b, 0x45);
  private static final Color GRID = new Color(0xe6, 0xe9, 0xed);

  private static final Map<Series.Tone, Color> COLORS =
      Map.of(
          Series.Tone.DATA, new Color(0xd8, 0x3a, 0x1e),
          Series.Tone.SAMPLES, new Color(0x2f, 0x6f, 0xb7),
          Series.Tone.RIDGE, new Color(0x3a, 0x9d, 0x5d),
          Series.Tone.THEORY, new Color(0x33, 0x3b, 0x45),
          Series.Tone.FIRST, new Color(0x2f, 0x6f, 0xb7),
          Series.Tone.SECOND, new Color(0xe0, 0x82, 0x14),
          Series.Tone.THIRD, new Color(0x3a, 0x9d, 0x5d),
          Series.Tone.FOURTH, new Color(0x8e, 0x5a, 0xa8));

  private static final int DOT_ALPHA = 0x90;
  private static final double DOT = 3;
  private static final double BEAD = 5;
  private static final double DISC = 11;

  private final Panel panel;

  private PanelChart(Panel panel) {
    this.panel = panel;
  }

  /** The chart of a panel; on axes of equal scale its height follows from its width. */
  static XYChart of(Panel panel, int width, int height) {
    PanelChart chart = new PanelChart(panel);
    if (!panel.isEqualScale()) {
      return chart.build(width, height, panel.xRange(), panel.yRange());
    }
    Range x = chart.range(panel.xRange(), true);
    Range y = chart.range(panel.yRange(), false);
    return EqualScale.fit(
        (fitted, fitX, fitY) ->
            chart.build(
                width,
                fitted,
                new double[] {fitX.low(), fitX.high()},
                new double[] {fitY.low(), fitY.high()}),
        x,
        y);
  }

  private Range range(double[] asked, boolean horizontal) {
    return asked != null
        ? new Range(asked[0], asked[1])
        : Range.around(
            panel.series().stream()
                .flatMapToDouble(s -> Arrays.stream(horizontal ? s.x() : s.y())));
  }

  private XYChart build(int width, int height, double[] x, double[] y) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(panel.title())
            .xAxisTitle(panel.xLabel())
            .yAxisTitle(panel.yLabel())
            .build();
    XYStyler styler = chart.getStyler();
    style(styler);
    double[] shownX = x == null && panel.isLogX() ? decades(true) : x;
    double[] shownY = y == null && panel.isLogY() ? decades(false) : y;
    if (shownX != null) {
      styler.setXAxisMin(shownX[0]).setXAxisMax(shownX[1]);
    }
    if (shownY != null) {
      styler.setYAxisMin(shownY[0]).setYAxisMax(shownY[1]);
    }
    int drawn = 0;
    for (Series series : panel.series()) {
      drawn += add(chart, series) ? 1 : 0;
    }
    if (drawn == 0) {
      throw new IllegalStateException("panel \"" + panel.title() + "\" has nothing to draw");
    }
    styler.setLegendVisible(panel.series().stream().anyMatch(s -> !s.label().isEmpty()));
    return chart;
  }

  /**
   * The range of a logarithmic axis: whole decades where there would be less than two labels, as
   * only powers of ten have one; null for what the data need.
   */
  private double[] decades(boolean horizontal) {
    double[] shown =
        panel.series().stream()
            .flatMapToDouble(s -> Arrays.stream(horizontal ? s.x() : s.y()))
            .filter(v -> v > 0 && v < Double.POSITIVE_INFINITY)
            .toArray();
    double low = Math.log10(Arrays.stream(shown).min().orElse(1));
    double high = Math.log10(Arrays.stream(shown).max().orElse(1));
    if (Math.floor(high) > Math.ceil(low)) {
      return null;
    }
    double top = Math.max(Math.ceil(high), Math.floor(low) + 1);
    return new double[] {Math.pow(10, Math.floor(low)), Math.pow(10, top)};
  }

  /** Adds a series; points that a logarithmic axis cannot show are left out. */
  private boolean add(XYChart chart, Series series) {
    int kept = 0;
    double[] x = series.x().clone();
    double[] y = series.y().clone();
    for (int i = 0; i < x.length; i++) {
      if (!(panel.isLogX() && !(x[i] > 0)) && !(panel.isLogY() && !(y[i] > 0))) {
        x[kept] = x[i];
        y[kept++] = y[i];
      }
    }
    if (kept == 0) {
      return false;
    }
    String name = series.label().isEmpty() ? "hidden" : series.label();
    while (chart.getSeries(name) != null) {
      name += " ";
    }
    XYSeries drawn = chart.addSeries(name, Arrays.copyOf(x, kept), Arrays.copyOf(y, kept));
    style(drawn, series);
    return true;
  }

  private static void style(XYSeries drawn, Series series) {
    Color solid = COLORS.get(series.tone());
    Color color = series.mark() == Series.Mark.DOTS ? translucent(solid) : solid;
    boolean scatter = series.mark() == Series.Mark.DOTS || series.mark() == Series.Mark.DISCS;
    drawn.setXYSeriesRenderStyle(scatter ? XYSeriesRenderStyle.Scatter : XYSeriesRenderStyle.Line);
    drawn.setMarker(marker(series.mark()));
    drawn.setMarkerColor(color);
    drawn.setLineColor(color);
    drawn.setLineStyle(stroke(series.mark()));
    drawn.setShowInLegend(!series.label().isEmpty());
  }

  /** Many dots on top of each other shall look darker than one. */
  private static Color translucent(Color color) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), DOT_ALPHA);
  }

  private static Marker marker(Series.Mark mark) {
    return switch (mark) {
      case DOTS -> new Dot(DOT);
      case DISCS -> new Dot(DISC);
      case BEADS -> new Dot(BEAD);
      case LINE, DASHES -> SeriesMarkers.NONE;
    };
  }

  private static BasicStroke stroke(Series.Mark mark) {
    int cap = BasicStroke.CAP_ROUND;
    int join = BasicStroke.JOIN_ROUND;
    return mark == Series.Mark.DASHES
        ? new BasicStroke(1.4f, BasicStroke.CAP_BUTT, join, 1f, new float[] {6f, 4f}, 0f)
        : new BasicStroke(1.6f, cap, join);
  }

  private void style(XYStyler styler) {
    Font text = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    styler.setBaseFont(text);
    styler.setAxisTitleFont(text).setAxisTickLabelsFont(text.deriveFont(11f));
    styler.setAxisTickLabelsColor(INK).setAxisTickMarksColor(GRID).setAxisTicksLineVisible(false);
    styler.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(0.6f));
    styler.setXAxisTickMarkSpacingHint(70).setYAxisTickMarkSpacingHint(50);
    styler.setPlotMargin(0);
    styler.setXAxisTitleColor(INK).setYAxisTitleColor(INK).setChartFontColor(INK);
    styler.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderColor(GRID).setPlotBorderVisible(true).setPlotContentSize(0.98);
    styler.setChartTitleVisible(!panel.title().isEmpty()).setChartTitleBoxVisible(false);
    styler.setChartTitleFont(text.deriveFont(Font.BOLD, 13f)).setChartPadding(8);
    styler.setLegendFont(text).setLegendBorderColor(Color.WHITE);
    styler.setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal);
    styler.setXAxisLogarithmic(panel.isLogX()).setYAxisLogarithmic(panel.isLogY());
    if (!panel.isLogX()) {
      styler.setXAxisTickLabelsFormattingFunction(TickLabel::of);
    }
    if (!panel.isLogY()) {
      styler.setYAxisTickLabelsFormattingFunction(TickLabel::of);
    }
    styler.setLegendSeriesLineLength(16).setLegendPadding(5);
    styler.setMarkerSize(6).setLocale(Locale.ROOT);
  }
}
