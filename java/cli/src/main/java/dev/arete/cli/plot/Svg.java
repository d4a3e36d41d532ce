package dev.arete.cli.plot;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** What was drawn, as SVG. */
final class Svg {
  private Svg() {}

  static void write(VectorGraphics2D drawn, int width, int height, OutputStream out)
      throws IOException {
    // By way of memory: the library's writer would bury the reason of a failed write in words.
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PageSize page = new PageSize(width, height);
    Processors.get("svg").getDocument(drawn.getCommands(), page).writeTo(text);
    text.writeTo(out);
  }
}
