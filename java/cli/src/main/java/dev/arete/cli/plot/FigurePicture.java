package dev.arete.cli.plot;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import dev.arete.diffusion.report.Figure;
import dev.arete.diffusion.report.Panel;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;

/** A figure of several panels, laid out in rows, as PNG or SVG. */
public final class FigurePicture {
  private static final int PIXELS_A_UNIT = 2;
  private static final int ONE_PANEL = 640;
  private static final int PANEL = 520;
  private static final int MANY_PANELS = 440;
  private static final double HEIGHT = 0.62;

  private final List<XYChart> charts = new ArrayList<>();
  private final int columns;
  private final int panelWidth;
  private final List<Integer> rowTops = new ArrayList<>();
  private final int height;

  /**
   * Lays out a figure.
   *
   * @param figure the figure
   */
  public FigurePicture(Figure figure) {
    columns = figure.columns();
    panelWidth = columns == 1 ? ONE_PANEL : columns == 2 ? PANEL : MANY_PANELS;
    int usual = (int) Math.round(panelWidth * HEIGHT);
    int top = 0;
    List<Panel> panels = figure.panels();
    for (int from = 0; from < panels.size(); from += columns) {
      rowTops.add(top);
      int rowHeight = 0;
      for (Panel panel : panels.subList(from, Math.min(panels.size(), from + columns))) {
        XYChart chart = PanelChart.of(panel, panelWidth, usual);
        charts.add(chart);
        rowHeight = Math.max(rowHeight, chart.getHeight());
      }
      top += rowHeight;
    }
    height = top;
  }

  private int width() {
    return columns * panelWidth;
  }

  private void paint(Graphics2D graphics) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width(), height);
    for (int i = 0; i < charts.size(); i++) {
      XYChart chart = charts.get(i);
      int x = i % columns * panelWidth;
      int y = rowTops.get(i / columns);
      graphics.translate(x, y);
      chart.paint(graphics, chart.getWidth(), chart.getHeight());
      graphics.translate(-x, -y);
    }
  }

  /**
   * Writes the figure.
   *
   * @param format pixels or lines
   * @param out receives the file; not closed
   * @throws IOException if writing fails
   */
  public void write(PictureFormat format, OutputStream out) throws IOException {
    if (format == PictureFormat.SVG) {
      VectorGraphics2D graphics = new VectorGraphics2D();
      paint(graphics);
      Svg.write(graphics, width(), height, out);
      return;
    }
    BufferedImage image =
        new BufferedImage(
            width() * PIXELS_A_UNIT, height * PIXELS_A_UNIT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.scale(PIXELS_A_UNIT, PIXELS_A_UNIT);
      paint(graphics);
    } finally {
      graphics.dispose();
    }
    ImageIO.setUseCache(false);
    if (!ImageIO.write(image, "png", out)) {
      throw new IOException("this Java cannot write PNG files");
    }
  }
}
