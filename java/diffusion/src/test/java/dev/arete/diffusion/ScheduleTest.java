package dev.arete.diffusion;

import static dev.arete.diffusion.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ScheduleTest {
  private static final double[] TIMES = {1e-3, 0.02, 0.5, 3, 10};

  /**
   * A central difference with relative step 2^-17 truncates at (t 2^-17)^2 f'''/6, below 1e-8 here,
   * and rounds at 2^-53 f 2^17 / t, below 1e-8 too.
   */
  @Test
  void derivativesOfAUserScheduleAgreeWithTheClosedForm() {
    Schedule exact = Schedule.ornsteinUhlenbeck();
    Schedule user = Schedule.of(exact::scale, exact::variance);
    for (double t : TIMES) {
      assertNear(-1, user.drift(t), 1e-8, "drift at " + t);
      assertNear(2, user.diffusion(t), 1e-7, "diffusion at " + t);
    }
  }

  @Test
  void varianceExplodingKeepsTheData() {
    Schedule schedule = Schedule.varianceExploding();
    assertEquals(0.25, schedule.variance(0.5));
    assertEquals(1, schedule.smoothing(3).scale());
    assertEquals(6, schedule.diffusion(3));
  }

  @Test
  void smallTimesKeepTheirDigits() {
    double h = Schedule.ornsteinUhlenbeck().variance(1e-12);
    assertNear(2e-12, h, 1e-23, "h = 2t - 2t^2 + ...");
  }

  @Test
  void timesThatAreNotPositiveAreRefused() {
    for (Schedule schedule :
        new Schedule[] {
          Schedule.ornsteinUhlenbeck(),
          Schedule.varianceExploding(),
          Schedule.of(t -> 1, t -> 1 + t)
        }) {
      for (double time : new double[] {-1, 0, Double.NaN, Double.POSITIVE_INFINITY}) {
        String expected = "time must be positive and finite, got " + time;
        assertEquals(expected, refusal(() -> schedule.variance(time)));
        assertEquals(expected, refusal(() -> schedule.scale(time)));
        assertEquals(expected, refusal(() -> schedule.smoothing(time)));
      }
    }
  }

  private static String refusal(Executable action) {
    return assertThrows(IllegalArgumentException.class, action).getMessage();
  }

  @Test
  void shrinkingNoiseIsRefused() {
    Schedule user = Schedule.of(t -> 1, t -> 1 / (1 + t));
    String message =
        assertThrows(IllegalArgumentException.class, () -> user.diffusion(2)).getMessage();
    assertTrue(message.contains("noise shrinks at time 2.0"), message);
  }
}
