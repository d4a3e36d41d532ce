package dev.arete.diffusion;

import static dev.arete.diffusion.Near.assertNear;

import dev.arete.Compute;
import dev.arete.Points;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Laws of the exact score of two points (+-3, 0), whose ridge is the first axis at every time. */
class ExactLawsTest {
  private static final int COUNT = 6000;
  private static final Schedule OU = Schedule.ornsteinUhlenbeck();

  private static Trajectories run(TimeGrid grid, ReverseMethod method, int every) {
    Points data = Points.of(new double[] {-3, 0, 3, 0}, 2);
    try (Compute compute = Compute.open();
        ExactScore model = new ExactScore(compute, data, OU)) {
      return ReverseSampler.of(OU, grid)
          .method(method)
          .seed(3)
          .recordEvery(every)
          .sample(model, COUNT);
    }
  }

  /** REACH: rms distance to the ridge is sqrt((d-k) h) at every time. */
  @Test
  void distanceFollowsTheNoise() {
    TimeGrid grid = TimeGrid.exponential(10, 1e-3, 400);
    Trajectories paths = run(grid, ReverseMethod.EXPONENTIAL, 50);
    for (int r = 0; r < paths.records(); r++) {
      double h = OU.variance(paths.time(r));
      double rms = Near.rootMeanSquare(Near.axis(paths.points(r), 2, 1));
      // The root of a mean of N squares has relative standard error sqrt(1/2N).
      double bound = 4 * Math.sqrt(h / (2.0 * COUNT));
      assertNear(Math.sqrt(h), rms, bound, "rms distance at " + paths.time(r));
    }
  }

  /** The noise floor of |P_N s| at t = 1e-3: half-normal over sqrt(h), 17.85 and 15.09. */
  @Test
  void residualsOfTheExactScoreHaveAFloor() {
    Trajectories paths = run(TimeGrid.exponential(10, 1e-3, 400), ReverseMethod.EXPONENTIAL, 400);
    double h = OU.variance(1e-3);
    double[] residual =
        Arrays.stream(Near.axis(paths.last(), 2, 1)).map(y -> Math.abs(y) / h).sorted().toArray();
    double mean = Arrays.stream(residual).sum() / COUNT;
    // A half-normal number has standard deviation sqrt(1 - 2/pi); its median has standard error
    // 1 / (2 density sqrt(N)) with density 2 phi(0.6745) = 0.6355.
    double unit = 1 / Math.sqrt(h * COUNT);
    assertNear(17.85, mean, 4 * Math.sqrt(1 - 2 / Math.PI) * unit + 0.005, "mean");
    double median = (residual[COUNT / 2 - 1] + residual[COUNT / 2]) / 2;
    assertNear(15.09, median, 4 / (2 * 0.6355) * unit + 0.005, "median");
  }

  /** The exact score memorizes: every path ends at one of the two points, each with chance 1/2. */
  @Test
  void everyPathEndsAtADataPoint() {
    double[] x =
        Near.axis(
            run(TimeGrid.exponential(10, 1e-3, 400), ReverseMethod.EXPONENTIAL, 400).last(), 2, 0);
    int right = (int) Arrays.stream(x).filter(v -> Math.abs(v - 3) < 0.5).count();
    int left = (int) Arrays.stream(x).filter(v -> Math.abs(v + 3) < 0.5).count();
    assertNear(COUNT, left + right, 0, "paths at a data point");
    assertNear(COUNT / 2.0, right, 4 * Math.sqrt(COUNT / 4.0), "paths at the right one");
  }
}
