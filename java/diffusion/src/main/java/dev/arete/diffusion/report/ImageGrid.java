package dev.arete.diffusion.report;

import java.util.List;

/**
 * Small grey images in labelled rows.
 *
 * @param name file name without an ending
 * @param caption what a reader should see in it
 * @param height pixel rows of an image
 * @param width pixel columns of an image
 * @param rows the rows
 */
public record ImageGrid(String name, String caption, int height, int width, List<Row> rows) {
  /**
   * Images beside each other.
   *
   * @param label a few words before them
   * @param images grey values from 0 (drawn white) to 1 (drawn black), one image after the other
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of an array, never compared
  public record Row(String label, double[] images) {}
}
