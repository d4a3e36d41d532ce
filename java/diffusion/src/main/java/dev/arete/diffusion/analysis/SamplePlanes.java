package dev.arete.diffusion.analysis;

import dev.arete.diffusion.report.Figure;
import dev.arete.diffusion.report.Panel;
import dev.arete.diffusion.report.Series;
import dev.arete.diffusion.report.Series.Mark;
import dev.arete.diffusion.report.Series.Tone;

/** Data, samples and their ridge points in the planes of two or three coordinates. */
final class SamplePlanes {
  /** More data points than this are drawn small. */
  private static final int FEW = 50;

  private static final int[][] PLANES = {{0, 1}, {0, 2}, {1, 2}};

  private final int dimension;
  private final double[] data;
  private final double[] samples;
  private final double[] ridge;

  /** Points, row-major, in the same coordinates. */
  SamplePlanes(int dimension, double[] data, double[] samples, double[] ridge) {
    this.dimension = dimension;
    this.data = data;
    this.samples = samples;
    this.ridge = ridge;
  }

  /** One panel in two dimensions, three in three. */
  Figure figure() {
    Panel[] panels = new Panel[dimension == 2 ? 1 : PLANES.length];
    for (int i = 0; i < panels.length; i++) {
      panels[i] = panel(PLANES[i][0], PLANES[i][1]);
    }
    return Figure.row("plane", "Data, samples, and where the samples project.", panels);
  }

  private Panel panel(int across, int up) {
    Mark mark = data.length / dimension > FEW ? Mark.DOTS : Mark.DISCS;
    return new Panel("", "x_" + (across + 1), "x_" + (up + 1))
        .equalScale()
        .add(dots("samples", samples, across, up, Mark.DOTS, Tone.SAMPLES))
        .add(dots("ridge points of the samples", ridge, across, up, Mark.DOTS, Tone.RIDGE))
        .add(dots("data", data, across, up, mark, Tone.DATA));
  }

  private Series dots(String label, double[] points, int across, int up, Mark mark, Tone tone) {
    double[] x = new double[points.length / dimension];
    double[] y = new double[points.length / dimension];
    for (int i = 0; i < x.length; i++) {
      x[i] = points[i * dimension + across];
      y[i] = points[i * dimension + up];
    }
    return new Series(label, x, y, mark, tone);
  }
}
