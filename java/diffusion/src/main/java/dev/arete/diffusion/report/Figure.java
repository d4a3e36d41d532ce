package dev.arete.diffusion.report;

import java.util.List;

/**
 * A picture of one or more panels side by side.
 *
 * @param name file name without an ending
 * @param caption what a reader should see in it, one or two sentences
 * @param columns panels in a row
 * @param panels the panels, row by row
 */
public record Figure(String name, String caption, int columns, List<Panel> panels) {
  /**
   * Returns a figure of one row.
   *
   * @param name file name without an ending
   * @param caption what a reader should see in it
   * @param panels the panels, from left to right
   * @return the figure
   */
  public static Figure row(String name, String caption, Panel... panels) {
    return new Figure(name, caption, panels.length, List.of(panels));
  }
}
