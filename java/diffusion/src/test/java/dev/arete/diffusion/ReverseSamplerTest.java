package dev.arete.diffusion;

import static dev.arete.diffusion.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.ComputationInterruptedException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Samplers on one data point, where everything is known in closed form. */
class ReverseSamplerTest {
  private static final double START = 3;
  private static final double END = 0.01;
  private static final Schedule OU = Schedule.ornsteinUhlenbeck();

  /** The exact score of one data point: m = a(t) x. */
  private static ScoreModel point(Schedule schedule, double... x) {
    return ScoreModel.ofPosteriorMean(
        x.length,
        (t, y, count, out) -> {
          for (int i = 0; i < count * x.length; i++) {
            out[i] = schedule.scale(t) * x[i % x.length];
          }
        });
  }

  private static ReverseSampler sampler(Schedule schedule, ReverseMethod method, int steps) {
    return ReverseSampler.of(schedule, TimeGrid.exponential(START, END, steps)).method(method);
  }

  /** How far apart two paths end that start at distance 1 and share their noise. */
  private static double contraction(Schedule schedule, ReverseMethod method, int steps) {
    ReverseSampler sampler = sampler(schedule, method, steps);
    ScoreModel model = point(schedule, 0.7);
    double[] one = sampler.sampleFrom(model, new double[] {0}).last();
    double[] other = sampler.sampleFrom(model, new double[] {1}).last();
    return other[0] - one[0];
  }

  /** REACH: the normal part contracts as sinh t / sinh T. */
  private static double contractionOfTheEquation() {
    return Math.sinh(END) / Math.sinh(START);
  }

  @Test
  void eulerContractsAsSinhWithOrderOne() {
    double exact = contractionOfTheEquation();
    double coarse = contraction(OU, ReverseMethod.EULER_MARUYAMA, 400) - exact;
    double fine = contraction(OU, ReverseMethod.EULER_MARUYAMA, 800) - exact;
    // An error c/N + O(1/N^2) halves, up to O(1/N) of itself.
    assertNear(2, coarse / fine, 0.1, "ratio of errors");
  }

  @Test
  void exponentialStepsAreExactForOnePoint() {
    double exact = contractionOfTheEquation();
    assertNear(exact, contraction(OU, ReverseMethod.EXPONENTIAL, 1), 1e-12 * exact, "one step");
    double many = contraction(OU, ReverseMethod.EXPONENTIAL, 500);
    // h_t - (a_t/a_s)^2 h_s cancels to a share of 1/50, 500 times.
    assertNear(exact, many, 1e-11 * exact, "500 steps");
  }

  @Test
  void flowContractsAsTheSpreadOfTheNoise() {
    double exact = Math.sqrt(OU.variance(END) / OU.variance(START));
    double ddim = contraction(OU, ReverseMethod.EXPONENTIAL_FLOW, 50);
    assertNear(exact, ddim, 1e-12, "exponential flow");
    double coarse = contraction(OU, ReverseMethod.HEUN_FLOW, 100) - exact;
    double fine = contraction(OU, ReverseMethod.HEUN_FLOW, 200) - exact;
    // An error c/N^2 + O(1/N^3) falls by 4, up to O(1/N) of itself.
    assertNear(4, coarse / fine, 0.2, "ratio of errors of Heun");
  }

  @Test
  void samplesOfOnePointAreNormalAroundIt() {
    int count = 20_000;
    for (Schedule schedule : new Schedule[] {OU, Schedule.varianceExploding()}) {
      ReverseSampler sampler = sampler(schedule, ReverseMethod.EXPONENTIAL, 20).seed(5);
      double[] last = sampler.sample(point(schedule, 2, -1), count).last();
      double h = schedule.variance(END);
      double a = schedule.scale(END);
      // Starting from N(0, h(T)) instead of N(a(T) x, h(T)) leaves this much of the mean.
      double ratio = schedule.scale(START) / schedule.scale(END);
      double left = ratio * h / schedule.variance(START) * schedule.scale(START);
      for (int axis = 0; axis < 2; axis++) {
        double x = axis == 0 ? 2 : -1;
        double[] z = Near.axis(last, 2, axis);
        double mean = Arrays.stream(z).sum() / count;
        assertNear((a - left) * x, mean, 4 * Math.sqrt(h / count), "mean");
        double variance = Arrays.stream(z).map(v -> (v - mean) * (v - mean)).sum() / count;
        assertNear(h, variance, 4 * h * Math.sqrt(2.0 / count), "variance");
      }
    }
  }

  /** The variance of Euler-Maruyama obeys v' = (1 - c)^2 v + noise^2: weak order 1. */
  @Test
  void eulerHasWeakOrderOne() {
    double h = OU.variance(END);
    double coarse = eulerVariance(400) - h;
    double fine = eulerVariance(800) - h;
    assertNear(2, coarse / fine, 0.1, "ratio of errors of the variance");
    int count = 20_000;
    ReverseSampler sampler = sampler(OU, ReverseMethod.EULER_MARUYAMA, 400).seed(2);
    double rms = Near.rootMeanSquare(sampler.sample(point(OU, 0.0), count).last());
    double expected = eulerVariance(400);
    assertNear(expected, rms * rms, 4 * expected * Math.sqrt(2.0 / count), "sampled variance");
  }

  private static double eulerVariance(int steps) {
    TimeGrid grid = TimeGrid.exponential(START, END, steps);
    double variance = OU.variance(START);
    for (int k = 0; k < steps; k++) {
      StepRule rule = StepRule.of(ReverseMethod.EULER_MARUYAMA, OU, grid.time(k), grid.time(k + 1));
      double factor = rule.rest();
      variance = factor * factor * variance + rule.noise() * rule.noise();
    }
    return variance;
  }

  /**
   * ALIGN: a constant normal error e moves the limit by e (1 + sinh t ln coth(t/2)) at t = 1e-3,
   * the factor 1.0076. The two runs share their noise, so the difference has none.
   */
  @Test
  void aConstantErrorIsTheLimitDistance() {
    for (double e : new double[] {0.05, 0.2}) {
      TimeGrid grid = TimeGrid.exponential(10, 1e-3, 8000);
      ReverseSampler sampler = ReverseSampler.of(OU, grid).method(ReverseMethod.EXPONENTIAL);
      ScoreModel exact = point(OU, 0.0);
      ScoreModel wrong = ScoreModel.withError(exact, (t, y, n, out) -> Arrays.fill(out, e));
      double[] start = {0.4};
      double shift =
          sampler.sampleFrom(wrong, start).last()[0] - sampler.sampleFrom(exact, start).last()[0];
      double t = 1e-3;
      double factor = 1 + Math.sinh(t) * Math.log(1 / Math.tanh(t / 2));
      assertNear(1.0076, factor, 5e-5, "recorded factor");
      // Holding the error over a step makes an error of the order of the step, 1/870 of the time.
      assertNear(factor * e, shift, 1e-3 * e, "shift for error " + e);
    }
  }

  @Test
  void pathsDoNotDependOnTheirNumber() {
    ReverseSampler sampler = sampler(OU, ReverseMethod.EULER_MARUYAMA, 30).seed(11);
    ScoreModel model = point(OU, 1, 2, 3);
    double[] many = sampler.sample(model, 1500).last();
    double[] few = sampler.sample(model, 10).last();
    assertArrayEquals(Arrays.copyOf(many, 30), few);
  }

  @Test
  void recordsWhatWasAsked() {
    ReverseSampler sampler = sampler(OU, ReverseMethod.EXPONENTIAL, 10).recordEvery(4);
    Trajectories paths = sampler.sample(point(OU, 1.0), 3);
    assertEquals(4, paths.records());
    assertEquals(START, paths.time(0));
    assertEquals(sampler.grid().time(8), paths.time(2));
    assertEquals(END, paths.time(3));
  }

  /** A model of two axes whose second one, of the second path, is NaN below a time. */
  private static ScoreModel failingBelow(double time) {
    return ScoreModel.ofPosteriorMean(
        2,
        (t, y, count, out) -> {
          Arrays.fill(out, 0);
          if (t < time) {
            out[3] = Double.NaN;
          }
        });
  }

  private static String refusal(Executable action) {
    return assertThrows(IllegalArgumentException.class, action).getMessage();
  }

  @Test
  void aShiftThatIsNotFiniteIsRefusedWhereItIsWritten() {
    TimeGrid grid = TimeGrid.of(3, 2, 1, 0.5);
    String where = "the model's shift must be finite, got NaN at step ";
    ReverseSampler sampler = ReverseSampler.of(OU, grid);
    assertEquals(
        where + "2, time 1.0, on axis 1 of path 1",
        refusal(() -> sampler.sample(failingBelow(1.5), 3)));
    ReverseSampler heun = sampler.method(ReverseMethod.HEUN_FLOW);
    assertEquals(
        where + "2, time 0.5, on axis 1 of path 1",
        refusal(() -> heun.sample(failingBelow(0.7), 3)));
    // Euler-Maruyama asks the model for nothing at the last time.
    assertEquals(6, sampler.sample(failingBelow(0.7), 3).last().length);
  }

  @Test
  void aStartThatIsNotFiniteIsRefused() {
    ReverseSampler sampler = sampler(OU, ReverseMethod.EXPONENTIAL, 3);
    assertEquals(
        "start must be finite, got NaN on axis 1 of path 0",
        refusal(() -> sampler.sampleFrom(point(OU, 0, 0), new double[] {1, Double.NaN, 2, 2})));
    assertEquals(
        "start must be finite, got -Infinity on axis 0 of path 1",
        refusal(
            () ->
                sampler.sampleFrom(
                    point(OU, 0, 0), new double[] {1, 1, Double.NEGATIVE_INFINITY, 2})));
  }

  @Test
  void morePathsThanAnArrayHoldsAreRefused() {
    ReverseSampler sampler = sampler(OU, ReverseMethod.EXPONENTIAL, 3);
    assertEquals(
        "2000000000 paths of dimension 2 are 4000000000 coordinates, one array holds at most"
            + " 2147483639",
        refusal(() -> sampler.sample(point(OU, 0, 0), 2_000_000_000)));
    assertEquals(
        "number of paths must be at least 1, got 0",
        refusal(() -> sampler.sample(point(OU, 0, 0), 0)));
  }

  @Test
  void aMissingMethodIsNamedAtOnce() {
    ReverseSampler sampler = sampler(OU, ReverseMethod.EXPONENTIAL, 3);
    String message =
        assertThrows(NullPointerException.class, () -> sampler.method(null)).getMessage();
    assertEquals("method", message);
  }

  @Test
  void interruptionStopsBetweenSteps() {
    ReverseSampler sampler =
        sampler(OU, ReverseMethod.EXPONENTIAL, 10)
            .observer(
                (k, t, y, shifts) -> {
                  if (k == 3) {
                    Thread.currentThread().interrupt();
                  }
                });
    String message =
        assertThrows(ComputationInterruptedException.class, () -> sampler.sample(point(OU, 1.0), 2))
            .getMessage();
    assertTrue(Thread.interrupted(), "the interrupt flag is kept");
    assertEquals("sampling was interrupted at step 3", message);
  }
}
