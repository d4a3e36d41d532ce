package dev.arete.diffusion.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.arete.Compute;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import dev.arete.diffusion.ExactScore;
import dev.arete.diffusion.ReverseSampler;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.ScoreModel;
import dev.arete.diffusion.TimeGrid;
import dev.arete.diffusion.Trajectories;
import dev.arete.diffusion.numeric.TimeQuadrature;
import dev.arete.diffusion.report.Series;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Arrays that do not fit are refused with their lengths; nothing is dropped, nothing made up. */
class LengthsTest {
  private static final Points DATA = Points.of(new double[] {0, 0, 1, 0, 2, 0.1, 3, 0, 1, 1}, 2);
  private static final Smoothing SMOOTHING = Smoothing.variance(0.2);
  private static final double[] POINTS = {0.5, 0.2, 1.5, 0.3};

  private static Compute compute;
  private static SmoothedDensity density;

  @BeforeAll
  static void open() {
    compute = Compute.open();
    density = compute.density(DATA, SMOOTHING);
  }

  @AfterAll
  static void close() {
    density.close();
    compute.close();
  }

  private static void assertRefused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  @Test
  void errorsBelongToPoints() {
    RidgeFrames frames = RidgeFrames.at(density, 1, POINTS, 2);
    RidgeFrames none = RidgeFrames.at(density, 1, new double[0], 0);
    for (int length : new int[] {0, 2, 3, 5, 6, 8}) {
      assertRefused(
          "errors must be 2 rows of 2 numbers, got " + length + " numbers",
          () -> ErrorSplit.of(1, 0.2, frames, new double[length]));
    }
    assertEquals(2, ErrorSplit.of(1, 0.2, frames, new double[4]).normal().count());
    assertEquals(0, ErrorSplit.of(1, 0.2, none, new double[0]).normal().count());
    assertRefused(
        "errors must be 0 rows of 2 numbers, got 2 numbers",
        () -> ErrorSplit.of(1, 0.2, none, new double[2]));
  }

  @Test
  void framesAreAtThePointsGiven() {
    for (int count : new int[] {-1, 0, 1, 3, 1 << 30}) {
      assertRefused(
          "points must be " + count + " rows of 2 numbers, got 4 numbers",
          () -> RidgeFrames.at(density, 1, POINTS, count));
    }
  }

  @Test
  void recordsAreAsManyPointsAtEachTime() {
    double[] times = {1, 0.5, 0.2};
    for (int length : new int[] {1, 3, 8, 9}) {
      assertRefused(
          "records must be as many rows of 2 numbers at each of at least one time, got "
              + length
              + " numbers for 3 times",
          () -> profile(times, new double[length]));
    }
    assertRefused(
        "records must be as many rows of 2 numbers at each of at least one time, got 4 numbers for"
            + " 0 times",
        () -> profile(new double[0], new double[4]));
    assertEquals(3, profile(times, new double[12]).rms().length);
  }

  private static ReachProfile profile(double[] times, double[] records) {
    return ReachProfile.of(compute, DATA, Schedule.varianceExploding(), 1, times, records);
  }

  @Test
  void fitsArePairs() {
    assertRefused(
        "predicted vectors must be 2 rows of 2 numbers, got 6 numbers",
        () -> VectorFit.of(new double[6], new double[4], 2, 1));
    assertRefused(
        "measured vectors must be rows of 2 numbers, got 3 numbers",
        () -> VectorFit.of(new double[3], new double[3], 2, 1));
    assertRefused(
        "dimension must be at least 1, got 0",
        () -> VectorFit.of(new double[4], new double[4], 0, 1));
    assertRefused(
        "a line needs pairs, got 3 abscissas and 4 ordinates",
        () -> Regression.of(new double[3], new double[4]));
    assertRefused(
        "series s needs pairs of numbers, got 3 numbers",
        () -> Series.dots("s", new double[3], 1, Series.Mark.DOTS, Series.Tone.DATA));
  }

  @Test
  void samplesAndStartsAreRows() {
    assertRefused(
        "samples must be rows of 2 numbers, got 5 numbers", () -> Modes.of(DATA, new double[5], 1));
    assertRefused(
        "starts must be rows of 2 numbers, got 3 numbers",
        () -> new BandwidthStudy(compute, DATA, SMOOTHING, 1, new double[3], null));
    assertRefused(
        "errors must be 2 rows of 2 numbers, got 6 numbers",
        () -> new BandwidthStudy(compute, DATA, SMOOTHING, 1, POINTS, new double[6]));
  }

  @Test
  void spectraNeedAllEigenvalues() {
    LocalGeometry leading = density.leadingGeometry(Points.of(POINTS, 2), 0);
    assertRefused(
        "spectra need all 2 eigenvalues, the geometry has 1", () -> Spectra.of(leading, 0.2));
  }

  @Test
  void integralsHaveASplitANode() {
    RidgeFrames frames = RidgeFrames.at(density, 1, POINTS, 2);
    ErrorSplit split = ErrorSplit.of(1, 0.2, frames, POINTS);
    assertRefused(
        "one split a node, got 2 for 3 nodes",
        () -> IntegratedError.of(TimeQuadrature.linear(1, 2, 2), List.of(split, split), 0));
  }

  @Test
  void pathsShiftsAndModelsAreOfOneDimension() {
    Schedule schedule = Schedule.ornsteinUhlenbeck();
    ReverseSampler sampler = ReverseSampler.of(schedule, TimeGrid.of(1, 0.5));
    try (ExactScore exact = new ExactScore(compute, DATA, schedule)) {
      assertRefused(
          "the paths must have the dimension of the exact score, 2, got 1",
          () -> replay(exact, sampler, 1, new double[4]));
      assertRefused(
          "shifts 0 must be 2 rows of 2 numbers, got 6 numbers",
          () -> replay(exact, sampler, 2, new double[6]));
      ScoreModel line = ScoreModel.ofPosteriorMean(1, (t, y, n, out) -> Arrays.fill(out, 0));
      assertRefused(
          "the model must have the dimension of the exact score, 2, got 1",
          () -> PathTracker.run(exact, 1, sampler, line, 4, 1, 1, (done, all) -> {}));
      assertRefused(
          "3 points of dimension 2 have 6 coordinates and shifts, got 4 and 6",
          () -> exact.shift(1, POINTS, 3, new double[6]));
      assertRefused(
          "2 points of dimension 2 have 4 coordinates and shifts, got 4 and 2",
          () -> exact.shift(1, POINTS, 2, new double[2]));
    }
    assertRefused(
        "records must be as many rows of 3 numbers each, got 4 numbers in record 0 and 4 in record"
            + " 0",
        () -> Trajectories.of(3, new double[] {1}, new double[][] {POINTS}));
    assertRefused(
        "records must be as many rows of 2 numbers each, got 2 numbers in record 1 and 4 in record"
            + " 0",
        () -> Trajectories.of(2, new double[] {2, 1}, new double[][] {POINTS, new double[2]}));
  }

  private static void replay(
      ExactScore exact, ReverseSampler sampler, int dimension, double[] shifts) {
    double[][] records = {POINTS, POINTS};
    Trajectories paths = Trajectories.of(dimension, new double[] {1, 0.5}, records);
    PathTracker.replay(exact, 1, sampler, paths, new double[][] {shifts}, 1, 1, (done, all) -> {});
  }
}
