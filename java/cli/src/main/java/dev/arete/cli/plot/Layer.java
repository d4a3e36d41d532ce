package dev.arete.cli.plot;

/**
 * Points or lines of one kind.
 *
 * @param label what the legend says
 * @param x horizontal coordinates
 * @param y vertical coordinates; NaN breaks a line
 * @param lines whether consecutive points are joined
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of coordinates, never compared
public record Layer(String label, double[] x, double[] y, boolean lines) {
  /**
   * Returns a layer of separate points.
   *
   * @param label what the legend says
   * @param x horizontal coordinates
   * @param y vertical coordinates, as many
   * @return the layer
   */
  public static Layer points(String label, double[] x, double[] y) {
    return new Layer(label, x, y, false);
  }
}
