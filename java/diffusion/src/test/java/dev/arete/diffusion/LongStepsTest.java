package dev.arete.diffusion;

import static dev.arete.diffusion.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.diffusion.random.NormalStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Steps so long that rounding, or the range of a double, decides where paths end. */
class LongStepsTest {
  private static final Schedule OU = Schedule.ornsteinUhlenbeck();
  private static final Schedule VE = Schedule.varianceExploding();
  private static final ReverseMethod[] EXPONENTIAL = {
    ReverseMethod.EXPONENTIAL, ReverseMethod.EXPONENTIAL_FLOW
  };

  /** The exact score of one data point of one coordinate: m = a(t) x. */
  private static ScoreModel point(Schedule schedule, double x) {
    return ScoreModel.ofPosteriorMean(
        1, (t, y, count, out) -> Arrays.fill(out, 0, count, schedule.scale(t) * x));
  }

  private static String refusal(Executable action) {
    return assertThrows(IllegalArgumentException.class, action).getMessage();
  }

  private static ReverseSampler sampler(Schedule schedule, ReverseMethod method, double... times) {
    return ReverseSampler.of(schedule, TimeGrid.of(times)).method(method);
  }

  /**
   * One data point in one step, the longest ones that are accepted: a(t) x + rest (y - a(t) x) +
   * noise z, with x well inside the noise and outside of it. The model rounds its shift once, to
   * 2^-53 of it at most, and the step multiplies that by its pull.
   */
  @Test
  void theLongestStepsKeepSixDigitsOfTheNoise() {
    double[][] ou = {{22.5, 0.2}, {20, 2e-3}, {10, 4e-12}, {1e-3, 2e-23}};
    for (double[] times : ou) {
      keepsSixDigits(OU, times[0], times[1]);
    }
    keepsSixDigits(VE, 9e9, 1);
    keepsSixDigits(VE, 10, 1.2e-9);
  }

  private static void keepsSixDigits(Schedule schedule, double t, double s) {
    int count = 500;
    double[] start = new double[count];
    new NormalStream(1).fill(0, 0, count, 1, start);
    double root = Math.sqrt(schedule.variance(t));
    Arrays.setAll(start, i -> root * start[i]);
    double[] z = new double[count];
    new NormalStream(3).fill(0, 0, count, 1, z);
    for (double x : new double[] {0, 3, -1e-3}) {
      for (ReverseMethod method : EXPONENTIAL) {
        ReverseSampler sampler = sampler(schedule, method, t, s).seed(3);
        double[] end = sampler.sampleFrom(point(schedule, x), start).last();
        for (int i = 0; i < count; i++) {
          double held = sampler.rule(0).rest() * (start[i] - schedule.scale(t) * x);
          double exact = schedule.scale(s) * x + held + sampler.rule(0).noise() * z[i];
          double unit = Math.sqrt(schedule.variance(s)) * Math.abs(start[i]) / root;
          // Beside the shift the sum itself is rounded, where x may be far above the noise.
          double bound = 1e-6 * unit + 0x1p-51 * Math.abs(exact);
          assertNear(exact, end[i], bound, schedule + " " + method + " from " + t + " to " + s);
        }
      }
    }
  }

  /** Where fewer digits are left, all paths used to end at one point, or at NaN. */
  @Test
  void longerStepsAreRefusedBeforeTheyAreTaken() {
    for (ReverseMethod method : EXPONENTIAL) {
      assertEquals(
          method
              + " cannot step from time 60.0 to 0.001: a/sqrt(h) grows from 8.76e-27 to 22.3,"
              + " 2.55e+27 times, of which at most 9.01e+09 leave six digits; take shorter"
              + " steps or start at a smaller time",
          refusal(() -> sampler(OU, method, 60, 1e-3)));
      String later = refusal(() -> sampler(OU, method, 23, 20, 10, 1e-6, 1e-26));
      assertTrue(later.startsWith(method + " cannot step from time 1.0E-6 to 1.0E-26: "), later);
      String ve = refusal(() -> sampler(VE, method, 9.1e9, 1));
      assertTrue(ve.contains("a/sqrt(h) grows from 1.10e-10 to 1.00, 9.10e+09 times"), ve);
      String coarse =
          refusal(() -> ReverseSampler.of(OU, TimeGrid.exponential(60, 1e-3, 10)).method(method));
      assertTrue(coarse.startsWith(method + " cannot step from time 60.0 to 19.96807"), coarse);
    }
  }

  /** exp(-800) is 0 in a double: how the data grow from there cannot be said. */
  @Test
  void stepsFromWhereTheDataVanishAreRefused() {
    String all = refusal(() -> sampler(OU, ReverseMethod.EXPONENTIAL, 800, 1));
    assertTrue(
        all.contains("from time 800.0 to 1.0: a/sqrt(h) grows from 0.00 to 0.396, Infinity times"),
        all);
    String none = refusal(() -> sampler(OU, ReverseMethod.EXPONENTIAL_FLOW, 800, 799));
    assertTrue(none.contains("grows from 0.00 to 0.00, NaN times"), none);
  }

  /** An early start costs nothing if the steps are short: the law is N(a x, h). */
  @Test
  void shortStepsFromFarKeepTheLaw() {
    int count = 4000;
    double h = OU.variance(1e-3);
    for (ReverseMethod method : EXPONENTIAL) {
      double[] end =
          ReverseSampler.of(OU, TimeGrid.exponential(700, 1e-3, 450))
              .method(method)
              .seed(1)
              .sample(point(OU, 3), count)
              .last();
      double mean = Arrays.stream(end).sum() / count;
      assertNear(3 * OU.scale(1e-3), mean, 4 * Math.sqrt(h / count), method + " mean");
      double variance = Arrays.stream(end).map(v -> (v - mean) * (v - mean)).sum() / count;
      assertNear(h, variance, 4 * h * Math.sqrt(2.0 / count), method + " variance");
    }
  }

  /** Methods of small steps take any step, but must not blame the model for where it leads. */
  @Test
  void anOverflowIsTheStepsOwn() {
    ScoreModel runaway =
        ScoreModel.ofPosteriorMean(
            1, (t, y, count, out) -> Arrays.setAll(out, i -> i < count ? 3 * y[i] : 0));
    // A step of 1e3 multiplies a point by 3e3 or more: 308 digits are used up in 90 of them.
    ReverseSampler sampler = ReverseSampler.of(OU, TimeGrid.linear(1.1e5, 1e4, 100));
    for (ReverseMethod method :
        new ReverseMethod[] {ReverseMethod.EULER_MARUYAMA, ReverseMethod.HEUN_FLOW}) {
      String message = refusal(() -> sampler.method(method).sample(runaway, 2));
      assertTrue(message.startsWith(method + " overflowed in the step from time "), message);
      assertTrue(message.endsWith(" from finite points and shifts; take shorter steps"), message);
    }
  }

  @Test
  void aStartWithoutAFiniteNoiseIsRefused() {
    assertEquals(
        "the noise at the start, sqrt(h), must be finite, got Infinity at time 1.0E200",
        refusal(() -> ReverseSampler.of(VE, TimeGrid.of(1e200, 1)).sample(point(VE, 0), 2)));
  }
}
