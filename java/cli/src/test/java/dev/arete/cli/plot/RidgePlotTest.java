package dev.arete.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knowm.xchart.XYChart;

class RidgePlotTest {
  /** Plots have square units at any aspect, to the pixel the plot area is rounded to. */
  @ParameterizedTest
  @CsvSource({"360, 150", "1, 1", "1, 50", "50, 1", "1e-9, 3e-9", "1e12, 1e12", "1, 0", "0, 1"})
  void aUnitIsAsLongOnBothAxes(double width, double height) {
    RidgePlot plot = new RidgePlot("x", "y");
    plot.data(Layer.points("data", new double[] {0, width}, new double[] {0, height}));
    plot.ridge(Layer.points("ridge", new double[] {width / 2}, new double[] {height / 2}));
    XYChart chart = EqualScale.painted(plot.chart());
    double x = EqualScale.unitsAPixelX(chart, xRange(chart));
    double y = EqualScale.unitsAPixelY(chart, yRange(chart));
    assertEquals(1, x / y, 0.01);
    assertTrue(chart.getHeight() >= 320 && chart.getHeight() <= 1100, "" + chart.getHeight());
    assertTrue(xRange(chart).low() <= 0 && xRange(chart).high() >= width);
    assertTrue(yRange(chart).low() <= 0 && yRange(chart).high() >= height);
  }

  private static Range xRange(XYChart chart) {
    return new Range(chart.getStyler().getXAxisMin(), chart.getStyler().getXAxisMax());
  }

  private static Range yRange(XYChart chart) {
    return new Range(chart.getStyler().getYAxisMin(), chart.getStyler().getYAxisMax());
  }

  @Test
  void aRangeHasAMarginEvenAroundOnePoint() {
    assertEquals(new Range(-1, 1), Range.around(DoubleStream.of(0, Double.NaN)));
    Range far = Range.around(DoubleStream.of(1e20));
    assertTrue(far.low() < 1e20 && far.high() > 1e20);
    assertEquals(new Range(-1, 1), Range.around(DoubleStream.empty()));
  }
}
