package dev.arete.diffusion.analysis;

import static dev.arete.diffusion.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.diffusion.ExactScore;
import dev.arete.diffusion.Near;
import dev.arete.diffusion.ReverseMethod;
import dev.arete.diffusion.ReverseSampler;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.ScoreModel;
import dev.arete.diffusion.TimeGrid;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PathTrackerTest {
  private static final int COUNT = 400;
  private static final Points DATA = Points.of(new double[] {-3, 0, 3, 0}, 2);

  /** An error across the ridge that differs from path to path through its place along the ridge. */
  private static PathTracker.Tracked track(double slope, double along) {
    Schedule schedule = Schedule.ornsteinUhlenbeck();
    try (Compute compute = Compute.open();
        ExactScore exact = new ExactScore(compute, DATA, schedule)) {
      ScoreModel model =
          ScoreModel.withError(
              exact,
              (t, y, count, out) -> {
                for (int i = 0; i < count; i++) {
                  out[2 * i] = along;
                  out[2 * i + 1] = slope * y[2 * i];
                }
              });
      ReverseSampler sampler =
          ReverseSampler.of(schedule, TimeGrid.exponential(10, 1e-3, 300))
              .method(ReverseMethod.EXPONENTIAL)
              .seed(6);
      return PathTracker.run(exact, 1, sampler, model, COUNT, 0.5, 0.1, (done, total) -> {});
    }
  }

  /** ALIGN: the final displacement is the predicted one plus noise of variance h. */
  @Test
  void displacementIsWhatTheErrorsPredict() {
    PathTracker.Tracked tracked = track(0.1, 0);
    Regression fit =
        Regression.of(
            Near.axis(tracked.predicted(), 2, 1), Near.axis(tracked.displacement(), 2, 1));
    assertNear(1, fit.slope(), 4 * fit.slopeError(), "slope");
    double root = Math.sqrt(Schedule.ornsteinUhlenbeck().variance(1e-3));
    assertNear(root, fit.residual(), 4 * root / Math.sqrt(2.0 * COUNT), "residual");
    // Samples sit at +-3, so that the prediction is +-0.3 (1.0076 from the kernel).
    double rms = Near.rootMeanSquare(Near.axis(tracked.predicted(), 2, 1));
    assertNear(0.3, rms, 0.03, "size of the prediction");
  }

  /** REACH: without error the distance is that of the noise, and every path settles in the tube. */
  @Test
  void distanceWithoutErrorIsNoise() {
    PathTracker.Tracked tracked = track(0, 0);
    for (PathTracker.PathMoment moment : tracked.moments()) {
      double h = moment.split().variance();
      // Five standard errors: the largest of 300 correlated times.
      assertNear(
          Math.sqrt(h), moment.rms(), 5 * Math.sqrt(h / (2.0 * COUNT)), "at " + moment.time());
      assertNear(0, moment.split().normal().mean(), 1e-25, "normal error");
    }
    Phases phases = Phases.of(tracked, 0.5);
    assertTrue(Double.isNaN(phases.align()), "no error, no alignment: " + phases);
    double[] sorted = tracked.settled().clone();
    Arrays.sort(sorted);
    assertNear(sorted[COUNT / 2], phases.reach(), 0, "median");
    for (double settled : tracked.settled()) {
      // |y| > 0.5 has probability 4e-9 where h = 0.0075, at t = 0.0038.
      assertTrue(settled > 0.0038, "last time outside the tube: " + settled);
    }
  }

  /** SLIDE: what moves a path along the ridge, noise apart, is its drift. */
  @Test
  void displacementAlongTheRidgeIsTheDrift() {
    PathTracker.Tracked tracked = track(0, 0.5);
    double[] drift = Near.axis(tracked.tangentDrift(), 2, 0);
    double[] slide = Near.axis(tracked.slide(), 2, 0);
    double[] noise = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      noise[i] = slide[i] - drift[i];
    }
    // The noise of all steps since t = 0.1: variance below 2 t = 0.2.
    assertNear(0, Near.rootMeanSquare(noise), Math.sqrt(0.2), "what is left");
    double[] push = Near.axis(tracked.tangentPush(), 2, 0);
    assertNear(push[0], push[COUNT - 1], 1e-12, "a constant error pushes all alike");
  }
}
