package dev.arete.cli.plot;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import org.knowm.xchart.style.markers.Marker;

/** A filled circle of its own size, where the chart library has one size for all. */
final class Dot extends Marker {
  private static final BasicStroke NO_OUTLINE = new BasicStroke(0);

  private final double diameter;

  Dot(double diameter) {
    this.diameter = diameter;
  }

  @Override
  public void paint(Graphics2D graphics, double x, double y, int ignoredSize) {
    graphics.setStroke(NO_OUTLINE);
    graphics.fill(new Ellipse2D.Double(x - diameter / 2, y - diameter / 2, diameter, diameter));
  }
}
