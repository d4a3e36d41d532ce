package dev.arete.diffusion.experiment;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.TimeGrid;
import dev.arete.diffusion.analysis.Ridge;
import dev.arete.diffusion.analysis.RidgeFrames;
import dev.arete.diffusion.analysis.RidgeTrace;
import dev.arete.diffusion.report.DataTable;
import dev.arete.diffusion.report.Figure;
import dev.arete.diffusion.report.Panel;
import dev.arete.diffusion.report.Report;
import dev.arete.diffusion.report.Series;
import dev.arete.diffusion.report.Series.Mark;
import dev.arete.diffusion.report.Series.Tone;
import dev.arete.diffusion.report.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The ridge of two and of three data points as the noise goes to 0: a grid of points is projected
 * at each time, and the ridge points of the first time are followed through the others. The ridge
 * of two points is the line through them at every time; that of three in a right angle tends to the
 * two legs.
 */
public final class RidgeEvolution {
  private static final double[] TIMES = {0.5, 0.1, 0.01, 0.001};
  private static final Points THREE = Points.of(new double[] {0, 0, 5, 0, 0, 5}, 2);

  /** Normal displacement at a (3.5, 1.5) of the three points at the first three times. */
  private static final double[] OFF = {0.86, 1.357, 1.485};

  /** Normal displacement at a (2.5, 0), where it decays to nothing. */
  private static final double[] ON = {1e-3, 7e-25, 5e-269};

  private static final double FOLLOWED_FROM = 1;

  private final Compute compute;
  private final Report report;

  private RidgeEvolution(Compute compute, Report report) {
    this.compute = compute;
    this.report = report;
  }

  /**
   * Runs the experiment.
   *
   * @param compute evaluates the exact geometry
   * @param settings not used: nothing here is random
   * @param workspace is told the progress
   * @return the report
   */
  public static Report run(Compute compute, FeatureSettings settings, Workspace workspace) {
    Report report =
        new Report(
            "The ridge as the noise goes to 0",
            "One-dimensional ridges of two and three data points at t = 0.5, 0.1, 0.01, 0.001. The"
                + " ridge of two points is the line through them at every time. Pictures that show"
                + " crosses at the points draw rounding errors of eigenvectors.");
    report
        .setting("schedule", "Ornstein-Uhlenbeck")
        .setting("ridge dimension", 1)
        .setting("kernel", "Gaussian")
        .setting("computed on", compute.device());
    RidgeEvolution evolution = new RidgeEvolution(compute, report);
    workspace.stage("two points", progress -> evolution.shape("two_points", TwoModes.DATA, -5, 5));
    workspace.stage("two points, naive", progress -> evolution.naive());
    workspace.stage("three points", progress -> evolution.shape("three_points", THREE, -1, 7));
    evolution.table();
    return report;
  }

  private static double[] grid(double low, double high) {
    int side = 41;
    double[] points = new double[2 * side * side];
    for (int i = 0; i < side * side; i++) {
      int column = i % side;
      int row = i / side;
      points[2 * i] = low + (high - low) * column / (side - 1);
      // Off the symmetric places, where projections meet ties.
      points[2 * i + 1] = low + (high - low) * (row + 0.37) / side;
    }
    return points;
  }

  private void shape(String name, Points data, double low, double high) {
    double[] starts = grid(low, high);
    List<Panel> panels = new ArrayList<>();
    DataTable table =
        new DataTable(
            name,
            "Where the points of a grid ended, by time, and the largest distance of a ridge point"
                + " to the limit of the ridge (the line, or the two legs).",
            "time",
            "converged",
            "not_a_ridge",
            "undefined",
            "farthest");
    for (double time : TIMES) {
      try (SmoothedDensity density = compute.density(data, Smoothing.ornsteinUhlenbeck(time))) {
        Ridge ridge = Ridge.of(density, 1, starts);
        double farthest = farthest(ridge.points(), data.count());
        table.row(
            time,
            ridge.projection().statusCounts().get(RidgeStatus.CONVERGED),
            ridge.projection().statusCounts().get(RidgeStatus.NOT_A_RIDGE),
            ridge.projection().statusCounts().get(RidgeStatus.UNDEFINED),
            farthest);
        panels.add(panel(data, time, ridge.points(), low, high));
        if (data.count() == 2) {
          axis(time, ridge, farthest);
        }
      }
    }
    report.add(table);
    report.add(
        new Figure(
            name, "Ridge points (green) of a grid of points, and the data (red).", 2, panels));
    report.add(followed(name + "_followed", data, low, high));
  }

  /** What published code takes for the ridge. */
  private void naive() {
    NaiveRidge naive = new NaiveRidge(compute, 0.1, 0.01, 0.001);
    report.add(naive.figure());
    report.add(naive.table());
  }

  private void axis(double time, Ridge ridge, double farthest) {
    String what = "two points, t = " + time + ": largest distance of a ridge point to the axis";
    if (ridge.points().length == 0) {
      report.add(
          Verdict.notComparable(what, 0, "exact", Double.NaN, "no point of the grid converged"));
    } else {
      double root = Math.sqrt(Smoothing.ornsteinUhlenbeck(time).variance());
      report.add(
          Verdict.within(
              what,
              0,
              "exact",
              farthest,
              1e-6 * root,
              "the projection's tolerance of 1e-6 sqrt(h)"));
    }
  }

  /** Largest distance to the first axis, or for three points to the nearer of both axes. */
  private static double farthest(double[] points, int modes) {
    double farthest = points.length == 0 ? Double.NaN : 0;
    for (int i = 0; i < points.length; i += 2) {
      double across = Math.abs(points[i + 1]);
      double distance = modes == 2 ? across : Math.min(across, Math.abs(points[i]));
      farthest = Math.max(farthest, distance);
    }
    return farthest;
  }

  private static Panel panel(Points data, double time, double[] ridge, double low, double high) {
    double a = Smoothing.ornsteinUhlenbeck(time).scale();
    Panel panel = new Panel("t = " + time, "x_1", "x_2").xRange(low, high);
    // The line of two points needs no height.
    return (data.count() == 2 ? panel.yRange(-1, 1) : panel.equalScale().yRange(low, high))
        .add(Series.dots("ridge", ridge, 1, Mark.DOTS, Tone.RIDGE))
        .add(Series.dots("data, scaled", data.coordinates(), a, Mark.DISCS, Tone.DATA));
  }

  /** The ridge at the first time, followed in small steps of log t, in units of the data. */
  private Figure followed(String name, Points data, double low, double high) {
    TimeGrid times = TimeGrid.exponential(FOLLOWED_FROM, 1e-3, 39);
    double[] starts = new double[2 * 25];
    for (int i = 0; i < 25; i++) {
      double u = low + (high - low) * (i + 0.5) / 25;
      starts[2 * i] = u;
      starts[2 * i + 1] = data.count() == 2 ? 0.8 : 5 - u;
    }
    RidgeTrace trace =
        RidgeTrace.follow(compute, data, Schedule.ornsteinUhlenbeck(), 1, times, starts);
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      for (int k = 0; k <= times.steps(); k++) {
        x.add(trace.positions(k)[2 * i]);
        y.add(trace.positions(k)[2 * i + 1]);
      }
      x.add(Double.NaN);
      y.add(Double.NaN);
    }
    Panel empty = new Panel("", "x_1 / a", "x_2 / a").xRange(low, high);
    Panel panel =
        (data.count() == 2 ? empty.yRange(-1, 1) : empty.equalScale().yRange(low, high))
            .add(new Series("ridge points as t falls", array(x), array(y), Mark.LINE, Tone.FIRST))
            .add(
                Series.dots(
                    "at the last time", trace.positions(times.steps()), 1, Mark.DOTS, Tone.RIDGE))
            .add(Series.dots("data", data.coordinates(), 1, Mark.DISCS, Tone.DATA));
    return Figure.row(
        name,
        "Ridge points found at t = "
            + FOLLOWED_FROM
            + ", followed to t = 0.001, in the coordinates of the data.",
        panel);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The table of exact displacements of the three points. */
  private void table() {
    for (int k = 0; k < OFF.length; k++) {
      double time = TIMES[k];
      double a = Smoothing.ornsteinUhlenbeck(time).scale();
      try (SmoothedDensity density = compute.density(THREE, Smoothing.ornsteinUhlenbeck(time))) {
        double[] queries = {3.5 * a, 1.5 * a, 2.5 * a, 0};
        RidgeFrames frames = RidgeFrames.at(density, 1, queries, 2);
        String at = String.format(Locale.ROOT, ", t = %s", time);
        displacement(
            "normal displacement at a (3.5, 1.5)" + at, OFF[k], frames, 0, k == 0 ? 5e-3 : 5e-4);
        displacement(
            "normal displacement at a (2.5, 0)" + at, ON[k], frames, 1, k == 0 ? 5e-4 : 1e-15);
      }
    }
    report.setting("times", Arrays.toString(TIMES));
  }

  private void displacement(
      String what, double expected, RidgeFrames frames, int point, double band) {
    String reason = point == 0 ? "the digits on record" : "rounding of coordinates of size 2";
    report.add(
        frames.isDefined(point)
            ? Verdict.within(what, expected, "exact", frames.normalDistance(point), band, reason)
            : Verdict.notComparable(
                what,
                expected,
                "exact",
                Double.NaN,
                "no normal space is defined there in double precision"));
  }
}
