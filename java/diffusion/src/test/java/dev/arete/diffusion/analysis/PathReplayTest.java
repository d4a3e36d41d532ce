package dev.arete.diffusion.analysis;

import static dev.arete.diffusion.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.diffusion.ExactScore;
import dev.arete.diffusion.ReverseMethod;
import dev.arete.diffusion.ReverseSampler;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.ScoreModel;
import dev.arete.diffusion.TimeGrid;
import dev.arete.diffusion.Trajectories;
import dev.arete.diffusion.report.DataTable;
import dev.arete.diffusion.report.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recorded paths, with the model's values at their points, say what the run itself said. */
class PathReplayTest {
  private static final Points DATA = Points.of(new double[] {-3, 0, 0, 3, 0, 0}, 3);
  private static final Schedule SCHEDULE = Schedule.ornsteinUhlenbeck();

  private static ScoreModel spoiled(ExactScore exact) {
    return ScoreModel.withError(
        exact,
        (t, y, count, out) -> {
          for (int i = 0; i < count; i++) {
            out[3 * i] = 0.2;
            out[3 * i + 1] = 0.1 * y[3 * i];
            out[3 * i + 2] = -0.05 * y[3 * i];
          }
        });
  }

  @Test
  void replayOfEveryStepIsTheRun() {
    ReverseSampler sampler =
        ReverseSampler.of(SCHEDULE, TimeGrid.exponential(10, 1e-2, 200))
            .method(ReverseMethod.EXPONENTIAL)
            .seed(4)
            .recordEvery(1);
    try (Compute compute = Compute.open();
        ExactScore exact = new ExactScore(compute, DATA, SCHEDULE)) {
      List<double[]> shifts = new ArrayList<>();
      ScoreModel model = spoiled(exact);
      Trajectories paths =
          sampler
              .observer((k, t, y, m) -> shifts.add(m == null ? new double[0] : m.clone()))
              .sample(model, 300);
      PathTracker.Tracked run =
          PathTracker.run(exact, 1, sampler, model, 300, 0.5, 0.1, (done, total) -> {});
      PathTracker.Tracked replay =
          PathTracker.replay(
              exact,
              1,
              sampler,
              paths,
              shifts.toArray(new double[0][]),
              0.5,
              0.1,
              (done, total) -> {});
      assertArrayEquals(run.predicted(), replay.predicted());
      assertArrayEquals(run.displacement(), replay.displacement());
      assertArrayEquals(run.tangentDrift(), replay.tangentDrift());
      assertArrayEquals(run.settled(), replay.settled());

      double h = SCHEDULE.variance(1e-2);
      VectorFit fit = VectorFit.of(replay.predicted(), replay.displacement(), 3, 2);
      assertNear(1, fit.slope(), 4 * fit.slopeError(), "align slope");
      // Four standard errors of a root mean square of 600 numbers.
      assertNear(1, fit.residual() / Math.sqrt(h), 4 / Math.sqrt(1200), "align residual");

      Report report = new Report("paths", "");
      new PathReport(replay, 1, h).addTo(report, 0.5);
      DataTable integrals =
          report.tables().stream().filter(t -> t.name().equals("path_integrals")).findFirst().get();
      // A tangent error of 0.2 at all times from 10 to the time before the last.
      double last = sampler.grid().time(199);
      assertEquals("1", integrals.rows().get(0).get(0));
      assertNear(0.04 * (10 - last), (double) integrals.rows().get(0).get(3), 1e-9, "tangent");
    }
  }

  /** What rounding leaves of an exact model's errors predicts nothing, and no slope is invented. */
  @Test
  void anExactModelHasNoSlope() {
    ReverseSampler sampler =
        ReverseSampler.of(SCHEDULE, TimeGrid.exponential(10, 1e-2, 50)).seed(4);
    try (Compute compute = Compute.open();
        ExactScore exact = new ExactScore(compute, DATA, SCHEDULE)) {
      ScoreModel model =
          ScoreModel.withError(exact, (t, y, count, out) -> Arrays.fill(out, 0, 3 * count, 1e-16));
      PathTracker.Tracked run =
          PathTracker.run(exact, 1, sampler, model, 20, 0.5, 0.1, (done, total) -> {});
      Report report = new Report("paths", "");
      new PathReport(run, 1, SCHEDULE.variance(1e-2)).addTo(report, 0.5);
      DataTable fits =
          report.tables().stream().filter(t -> t.name().equals("path_fits")).findFirst().get();
      assertEquals("align", fits.rows().get(0).get(0));
      assertEquals(Double.NaN, fits.rows().get(0).get(1), "slope");
      assertEquals(20, fits.rows().get(0).get(6), "paths");
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    ReverseSampler sampler = ReverseSampler.of(SCHEDULE, TimeGrid.of(1, 0.5));
    Trajectories paths = Trajectories.of(3, new double[] {1}, new double[][] {new double[3]});
    try (Compute compute = Compute.open();
        ExactScore exact = new ExactScore(compute, DATA, SCHEDULE)) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              PathTracker.replay(
                  exact, 1, sampler, paths, new double[1][3], 1, 1, (done, total) -> {}));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> Trajectories.of(3, new double[] {1}, new double[][] {new double[4]}));
  }

  @Test
  void fitOfVectorsLeavesOutTheUndefined() {
    double[] predicted = {1, 0, 0, 2, Double.NaN, 0};
    double[] measured = {2, 0, 0, 4, 1, 0};
    VectorFit fit = VectorFit.of(predicted, measured, 2, 1);
    assertEquals(2, fit.count());
    assertNear(2, fit.slope(), 1e-15, "slope");
    assertNear(0, fit.residual(), 1e-7, "residual: the root of a rounding error");
    assertNear(1, fit.correlation(), 1e-15, "correlation");
  }
}
