package dev.arete.diffusion.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.RidgeStatus;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.TimeGrid;
import org.junit.jupiter.api.Test;

/** Starts of which something is missing. */
class RidgeTraceTest {
  private static final double NAN = Double.NaN;
  private static final Points PAIR = Points.of(new double[] {-3, 0, 3, 0}, 2);

  private static RidgeTrace follow(double... starts) {
    try (Compute compute = Compute.open()) {
      TimeGrid times = TimeGrid.exponential(1, 0.1, 3);
      return RidgeTrace.follow(compute, PAIR, Schedule.ornsteinUhlenbeck(), 1, times, starts);
    }
  }

  private static void refused(String expected, double... starts) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> follow(starts)).getMessage();
    assertEquals(expected, message);
  }

  @Test
  void rowsThatAreNanInPartAreRefused() {
    String reason = "; a row that counts as lost is NaN throughout";
    refused("coordinate 1 of start 0 is NaN, coordinate 0 is 0.0" + reason, 0, NAN);
    refused("coordinate 1 of start 2 is 5.0, coordinate 0 is NaN" + reason, 0, 1, NAN, NAN, NAN, 5);
  }

  @Test
  void rowsOfNanAreLostFromTheStart() {
    RidgeTrace trace = follow(NAN, NAN, 1, 0.5);
    for (int level = 0; level < trace.levels().size(); level++) {
      assertEquals(RidgeStatus.UNDEFINED, trace.status(level, 0));
      assertTrue(
          Double.isNaN(trace.positions(level)[0]) && Double.isNaN(trace.positions(level)[1]));
      assertEquals(RidgeStatus.CONVERGED, trace.status(level, 1));
    }
  }

  @Test
  void startsAreRowsOfTheDimension() {
    refused("starts are rows of 2 numbers, got 3 numbers", 1, 2, 3);
  }
}
