package dev.arete.cli.plot;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import dev.arete.cli.io.InputException;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;

/** Formats of pictures, told apart by the extension of the file. */
public enum PictureFormat {
  /** Pixels, two for each unit of length of the drawing. */
  PNG,
  /** Lines and text. */
  SVG;

  private static final int PIXELS_A_UNIT = 2;

  /**
   * Returns the format of a file.
   *
   * @param file a file name ending in .png or .svg, in any case
   * @return its format
   * @throws InputException for any other ending
   */
  public static PictureFormat of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".png")) {
      return PNG;
    }
    if (name.endsWith(".svg")) {
      return SVG;
    }
    throw new InputException(file + ": unknown picture type; use .png or .svg");
  }

  /**
   * Writes a picture.
   *
   * @param plot what to draw
   * @param out receives the file; not closed
   * @throws IOException if writing fails
   */
  public void write(RidgePlot plot, OutputStream out) throws IOException {
    XYChart chart = plot.chart();
    if (this == SVG) {
      writeSvg(chart, out);
    } else {
      writePng(chart, out);
    }
  }

  private static void writeSvg(XYChart chart, OutputStream out) throws IOException {
    VectorGraphics2D graphics = new VectorGraphics2D();
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    Svg.write(graphics, chart.getWidth(), chart.getHeight(), out);
  }

  private static void writePng(XYChart chart, OutputStream out) throws IOException {
    int width = chart.getWidth();
    int height = chart.getHeight();
    BufferedImage image =
        new BufferedImage(
            width * PIXELS_A_UNIT, height * PIXELS_A_UNIT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.scale(PIXELS_A_UNIT, PIXELS_A_UNIT);
      chart.paint(graphics, width, height);
    } finally {
      graphics.dispose();
    }
    ImageIO.setUseCache(false);
    if (!ImageIO.write(image, "png", out)) {
      throw new IOException("this Java cannot write PNG files");
    }
  }
}
