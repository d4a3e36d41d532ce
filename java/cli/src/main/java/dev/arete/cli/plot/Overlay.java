package dev.arete.cli.plot;

import dev.arete.cli.io.CsvRows;
import dev.arete.cli.io.InputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Reads points or lines to draw beside the data: two columns of numbers, and a third column of text
 * that groups consecutive rows into a line. A row without numbers (NA) breaks a line.
 */
public final class Overlay {
  /** A step longer than this share of the horizontal extent is a jump, as at the date line. */
  private static final double JUMP = 0.5;

  /** A jump is also this many times longer than the median step, so that long lines stay whole. */
  private static final double UNUSUAL = 10;

  private double[] x = new double[256];
  private double[] y = new double[256];
  private int size;
  private String group;
  private boolean lines;

  private Overlay() {}

  /**
   * Returns the layer of a file.
   *
   * @param file a .csv file of two or three columns, header optional
   * @param label what the legend says
   * @return lines where there is a third column or a row that breaks lines, else points
   * @throws InputException if the file cannot be read as such; the message names file, line and
   *     value
   */
  public static Layer read(Path file, String label) {
    Overlay overlay = new Overlay();
    CsvRows.read(file, 2, 3, overlay::add);
    if (overlay.size == 0) {
      throw new InputException(file + ": there is no row of numbers to draw");
    }
    return overlay.layer(label);
  }

  /** Takes a row: NaN for both coordinates breaks the line. */
  private void add(double rowX, double rowY, String rowGroup) {
    boolean gap = Double.isNaN(rowX);
    lines |= gap || rowGroup != null;
    if (size > 0 && !gap && !Objects.equals(rowGroup, group)) {
      append(Double.NaN, Double.NaN);
    }
    if (!gap || size > 0) {
      append(rowX, rowY);
    }
    group = gap ? group : rowGroup;
  }

  private void append(double pointX, double pointY) {
    if (size == x.length) {
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
    }
    x[size] = pointX;
    y[size] = pointY;
    size++;
  }

  private Layer layer(String label) {
    double[] allX = Arrays.copyOf(x, size);
    double[] allY = Arrays.copyOf(y, size);
    return lines ? brokenAtJumps(label, allX, allY) : Layer.points(label, allX, allY);
  }

  /**
   * Puts a gap into every step that crosses more than half of the horizontal extent, unless long
   * steps are usual in these lines.
   */
  private static Layer brokenAtJumps(String label, double[] x, double[] y) {
    double longest = JUMP * Range.around(Arrays.stream(x)).length();
    double unusual = Math.max(longest, UNUSUAL * medianStep(x));
    double[] outX = new double[2 * x.length];
    double[] outY = new double[2 * x.length];
    int next = 0;
    for (int i = 0; i < x.length; i++) {
      if (i > 0 && Math.abs(x[i] - x[i - 1]) > unusual) {
        outX[next] = Double.NaN;
        outY[next++] = Double.NaN;
      }
      outX[next] = x[i];
      outY[next++] = y[i];
    }
    return new Layer(label, Arrays.copyOf(outX, next), Arrays.copyOf(outY, next), true);
  }

  private static double medianStep(double[] x) {
    double[] steps =
        IntStream.range(1, x.length)
            .mapToDouble(i -> Math.abs(x[i] - x[i - 1]))
            .filter(step -> !Double.isNaN(step))
            .sorted()
            .toArray();
    return steps.length == 0 ? 0 : steps[steps.length / 2];
  }
}
