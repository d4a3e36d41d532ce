package dev.arete.diffusion.report;

import java.util.ArrayList;
import java.util.List;

/** One set of axes with what is drawn on them. Built step by step; drawn in the order of adding. */
public final class Panel {
  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final List<Series> series = new ArrayList<>();
  private boolean logX;
  private boolean logY;
  private boolean equalScale;
  private double[] xRange;
  private double[] yRange;

  /**
   * Creates an empty panel.
   *
   * @param title above the axes, may be empty
   * @param xLabel label of the horizontal axis
   * @param yLabel label of the vertical axis
   */
  public Panel(String title, String xLabel, String yLabel) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
  }

  /**
   * Adds what is drawn.
   *
   * @param layer points or a line
   * @return this panel
   */
  public Panel add(Series layer) {
    series.add(layer);
    return this;
  }

  /**
   * Sets the horizontal axis to a logarithmic scale.
   *
   * @return this panel
   */
  public Panel logX() {
    logX = true;
    return this;
  }

  /**
   * Sets the vertical axis to a logarithmic scale.
   *
   * @return this panel
   */
  public Panel logY() {
    logY = true;
    return this;
  }

  /**
   * Makes a unit as long on one axis as on the other.
   *
   * @return this panel
   */
  public Panel equalScale() {
    equalScale = true;
    return this;
  }

  /**
   * Sets the range of the horizontal axis.
   *
   * @param low its lower end
   * @param high its upper end
   * @return this panel
   */
  public Panel xRange(double low, double high) {
    xRange = new double[] {low, high};
    return this;
  }

  /**
   * Sets the range of the vertical axis.
   *
   * @param low its lower end
   * @param high its upper end
   * @return this panel
   */
  public Panel yRange(double low, double high) {
    yRange = new double[] {low, high};
    return this;
  }

  /**
   * Returns the title.
   *
   * @return may be empty
   */
  public String title() {
    return title;
  }

  /**
   * Returns the label of the horizontal axis.
   *
   * @return the label
   */
  public String xLabel() {
    return xLabel;
  }

  /**
   * Returns the label of the vertical axis.
   *
   * @return the label
   */
  public String yLabel() {
    return yLabel;
  }

  /**
   * Returns what is drawn.
   *
   * @return layers, the first one lowest
   */
  public List<Series> series() {
    return List.copyOf(series);
  }

  /**
   * Returns whether the horizontal axis is logarithmic.
   *
   * @return true if it is
   */
  public boolean isLogX() {
    return logX;
  }

  /**
   * Returns whether the vertical axis is logarithmic.
   *
   * @return true if it is
   */
  public boolean isLogY() {
    return logY;
  }

  /**
   * Returns whether units are equally long on both axes.
   *
   * @return true if they are
   */
  public boolean isEqualScale() {
    return equalScale;
  }

  /**
   * Returns the range of the horizontal axis.
   *
   * @return both ends, or null for what the data need
   */
  public double[] xRange() {
    return xRange == null ? null : xRange.clone();
  }

  /**
   * Returns the range of the vertical axis.
   *
   * @return both ends, or null for what the data need
   */
  public double[] yRange() {
    return yRange == null ? null : yRange.clone();
  }
}
