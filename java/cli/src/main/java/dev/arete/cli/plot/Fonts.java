package dev.arete.cli.plot;

import dev.arete.cli.io.InputException;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;

/** Whether this Java can draw text. */
public final class Fonts {
  private Fonts() {}

  /**
   * Checks that text can be drawn.
   *
   * @param target the picture asked for, for the message
   * @throws InputException if there is no font or no library to draw it with
   */
  public static void requireUsable(Path target) {
    try {
      measure();
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Error | RuntimeException e) {
      // Without fonts, or without its font library, Java fails in many ways: RuntimeException,
      // InternalError, LinkageError and bare Error were all seen.
      throw new InputException(
          target
              + ": cannot draw text: no usable font; install one (such as DejaVu) and fontconfig");
    }
  }

  private static void measure() {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      int width =
          graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12)).stringWidth("x");
      if (width <= 0) {
        throw new IllegalStateException("text has no width");
      }
    } finally {
      graphics.dispose();
    }
  }
}
