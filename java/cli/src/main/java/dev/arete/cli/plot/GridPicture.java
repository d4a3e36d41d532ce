package dev.arete.cli.plot;

import dev.arete.diffusion.report.ImageGrid;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;

/** Grey images in labelled rows as PNG; a pixel of an image becomes a square. */
public final class GridPicture {
  private static final int SCALE = 3;
  private static final int GAP = 6;
  private static final int MARGIN = 16;
  private static final Color INK = new Color(0x33, 0x3b, 0x45);
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 24);

  private GridPicture() {}

  /**
   * Writes a picture.
   *
   * @param grid the images
   * @param out receives the file; not closed
   * @throws IOException if writing fails
   */
  public static void write(ImageGrid grid, OutputStream out) throws IOException {
    int pixels = grid.height() * grid.width();
    int most = 1;
    int text = 0;
    FontMetrics metrics = metrics();
    for (ImageGrid.Row row : grid.rows()) {
      most = Math.max(most, row.images().length / pixels);
      text = Math.max(text, metrics.stringWidth(row.label()));
    }
    int left = MARGIN + text + MARGIN;
    int stepX = grid.width() * SCALE + GAP;
    int stepY = grid.height() * SCALE + GAP;
    BufferedImage image =
        new BufferedImage(
            left + most * stepX + MARGIN,
            2 * MARGIN + grid.rows().size() * stepY,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      graphics.setFont(TEXT);
      for (int r = 0; r < grid.rows().size(); r++) {
        int top = MARGIN + r * stepY;
        graphics.setColor(INK);
        graphics.drawString(
            grid.rows().get(r).label(),
            MARGIN,
            top + (stepY - GAP + metrics.getAscent() - metrics.getDescent()) / 2);
        double[] values = grid.rows().get(r).images();
        for (int i = 0; i < values.length / pixels; i++) {
          draw(graphics, grid, values, i, left + i * stepX, top);
        }
      }
    } finally {
      graphics.dispose();
    }
    ImageIO.setUseCache(false);
    if (!ImageIO.write(image, "png", out)) {
      throw new IOException("this Java cannot write PNG files");
    }
  }

  private static FontMetrics metrics() {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      return graphics.getFontMetrics(TEXT);
    } finally {
      graphics.dispose();
    }
  }

  private static void draw(
      Graphics2D graphics, ImageGrid grid, double[] values, int image, int x, int y) {
    int pixels = grid.height() * grid.width();
    for (int p = 0; p < pixels; p++) {
      double value = Math.max(0, Math.min(1, values[image * pixels + p]));
      int grey = 255 - (int) Math.round(255 * value);
      graphics.setColor(new Color(grey, grey, grey));
      graphics.fillRect(x + p % grid.width() * SCALE, y + p / grid.width() * SCALE, SCALE, SCALE);
    }
    graphics.setColor(new Color(0xe6, 0xe9, 0xed));
    graphics.drawRect(x - 1, y - 1, grid.width() * SCALE + 1, grid.height() * SCALE + 1);
  }
}
