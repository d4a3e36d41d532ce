package dev.arete.diffusion.report;

/**
 * Points or a line of one kind.
 *
 * @param label what the legend says; empty for none
 * @param x horizontal coordinates
 * @param y vertical coordinates, as many; NaN breaks a line
 * @param mark how they are drawn
 * @param tone which colour they have
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of coordinates, never compared
public record Series(String label, double[] x, double[] y, Mark mark, Tone tone) {
  /** How a series is drawn. */
  public enum Mark {
    /** Small dots, for many points. */
    DOTS,
    /** Large dots, for few points that matter. */
    DISCS,
    /** A line through the points. */
    LINE,
    /** A dashed line, for what is predicted or a bound. */
    DASHES,
    /** A line with dots, for few measured values. */
    BEADS
  }

  /** Colours by their part in a picture. */
  public enum Tone {
    /** Data points: red. */
    DATA,
    /** Samples: blue. */
    SAMPLES,
    /** The ridge: green. */
    RIDGE,
    /** Theory: dark grey. */
    THEORY,
    /** The first of several to compare: blue. */
    FIRST,
    /** The second of several to compare: orange. */
    SECOND,
    /** The third of several to compare: green. */
    THIRD,
    /** The fourth of several to compare: purple. */
    FOURTH
  }

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if x and y differ in length
   */
  public Series {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "series " + label + " has " + x.length + " abscissas and " + y.length + " ordinates");
    }
  }

  /**
   * Returns points of the plane.
   *
   * @param label name in the legend
   * @param points row-major count x 2
   * @param scale factor of the coordinates
   * @param mark how they are drawn
   * @param tone their colour
   * @return the series
   * @throws IllegalArgumentException if the points are no pairs of numbers
   */
  public static Series dots(String label, double[] points, double scale, Mark mark, Tone tone) {
    if (points.length % 2 != 0) {
      throw new IllegalArgumentException(
          "series " + label + " needs pairs of numbers, got " + points.length + " numbers");
    }
    double[] x = new double[points.length / 2];
    double[] y = new double[points.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = scale * points[2 * i];
      y[i] = scale * points[2 * i + 1];
    }
    return new Series(label, x, y, mark, tone);
  }

  /**
   * Returns a histogram as a line of steps.
   *
   * @param label what the legend says
   * @param values numbers to count; those outside the range are left out
   * @param low lower end of the range
   * @param high upper end of the range
   * @param bins number of bins
   * @param tone its colour
   * @return the density of the values: counts over their number and the width of a bin
   */
  public static Series histogram(
      String label, double[] values, double low, double high, int bins, Tone tone) {
    double width = (high - low) / bins;
    double[] density = new double[bins];
    for (double v : values) {
      int bin = (int) Math.floor((v - low) / width);
      if (bin >= 0 && bin < bins) {
        density[bin] += 1 / (width * values.length);
      }
    }
    double[] x = new double[2 * bins];
    double[] y = new double[2 * bins];
    for (int bin = 0; bin < bins; bin++) {
      x[2 * bin] = low + bin * width;
      x[2 * bin + 1] = low + (bin + 1) * width;
      y[2 * bin] = density[bin];
      y[2 * bin + 1] = density[bin];
    }
    return new Series(label, x, y, Mark.LINE, tone);
  }
}
