package dev.arete.diffusion.experiment;

import dev.arete.Compute;
import dev.arete.NaiveGeometry;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.diffusion.analysis.RidgeFrames;
import dev.arete.diffusion.report.DataTable;
import dev.arete.diffusion.report.Figure;
import dev.arete.diffusion.report.Panel;
import dev.arete.diffusion.report.Series;
import dev.arete.diffusion.report.Series.Mark;
import dev.arete.diffusion.report.Series.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ridge of two points as published code draws it, beside the right one: the points of a grid
 * whose normal displacement |P_N (m - y)| is at most half a step of the grid.
 */
final class NaiveRidge {
  private static final int COLUMNS = 160;
  private static final int ROWS = 65;
  private static final double STEP = 10.0 / COLUMNS;

  private final Compute compute;
  private final double[] grid = new double[2 * (COLUMNS + 1) * ROWS];
  private final List<Panel> panels = new ArrayList<>();
  private final DataTable table =
      new DataTable(
          "naive",
          "Points of a grid that the normal displacement puts on the ridge, and how many of them"
              + " are off the line through the data.",
          "time",
          "naive",
          "naive_off_the_line",
          "right",
          "right_off_the_line");

  NaiveRidge(Compute compute, double... times) {
    this.compute = compute;
    for (int i = 0; i < grid.length / 2; i++) {
      grid[2 * i] = STEP * (i % (COLUMNS + 1) - COLUMNS / 2);
      grid[2 * i + 1] = STEP * (i / (COLUMNS + 1) - ROWS / 2);
    }
    Arrays.stream(times).forEach(this::add);
  }

  private void add(double time) {
    Smoothing smoothing = Smoothing.ornsteinUhlenbeck(time);
    Points queries = Points.of(grid, 2);
    NaiveGeometry naive = NaiveGeometry.of(compute, TwoModes.DATA, smoothing, queries, 1);
    double[] naiveDistances = new double[queries.count()];
    Arrays.setAll(naiveDistances, i -> smoothing.variance() * naive.ridgeResidual()[i]);
    double[] distances = new double[queries.count()];
    try (SmoothedDensity density = compute.density(TwoModes.DATA, smoothing)) {
      RidgeFrames frames = RidgeFrames.at(density, 1, grid, queries.count());
      Arrays.setAll(distances, frames::normalDistance);
    }
    double[] wrong = near(naiveDistances);
    double[] right = near(distances);
    table.row(time, wrong.length / 2, offLine(wrong), right.length / 2, offLine(right));
    panels.add(panel("assembled Hessian (naive), t = " + time, wrong, Tone.SECOND, smoothing));
    panels.add(panel("factored covariance, t = " + time, right, Tone.RIDGE, smoothing));
  }

  /** The points of the grid that are so near the ridge. */
  private double[] near(double[] distances) {
    double[] out = new double[grid.length];
    int next = 0;
    for (int i = 0; i < distances.length; i++) {
      if (distances[i] <= STEP / 2) {
        out[next++] = grid[2 * i];
        out[next++] = grid[2 * i + 1];
      }
    }
    return Arrays.copyOf(out, next);
  }

  private static int offLine(double[] points) {
    int off = 0;
    for (int i = 1; i < points.length; i += 2) {
      off += points[i] == 0 ? 0 : 1;
    }
    return off;
  }

  private static Panel panel(String title, double[] ridge, Tone tone, Smoothing smoothing) {
    return new Panel(title, "x_1", "x_2")
        .xRange(-5, 5)
        .yRange(-2, 2)
        .add(Series.dots("taken for the ridge", ridge, 1, Mark.DOTS, tone))
        .add(
            Series.dots(
                "data, scaled",
                TwoModes.DATA.coordinates(),
                smoothing.scale(),
                Mark.DISCS,
                Tone.DATA));
  }

  Figure figure() {
    return new Figure(
        "two_points_naive",
        "Points of a grid within half a step of the ridge, as their normal displacement has it."
            + " Left with eigenvectors of the assembled Hessian, as in published code, for"
            + " comparison only: at small t they are rounding. Right with those of the factored"
            + " covariance: the line.",
        2,
        panels);
  }

  DataTable table() {
    return table;
  }
}
