package dev.arete.diffusion.curve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.ComputationInterruptedException;
import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Settings of a tracer are checked where they are made. */
class RidgeTracerSettingsTest {
  private static final Points PAIR = Points.of(new double[] {-1, 0, 1, 0}, 2);

  private final Compute compute = Compute.open();
  private final SmoothedDensity density = compute.density(PAIR, Smoothing.variance(1));
  private final RidgeTracer tracer = RidgeTracer.of(density);

  @AfterEach
  void close() {
    compute.close();
  }

  private static void refused(String expected, Executable setting) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, setting).getMessage());
  }

  @Test
  void marginsAndBoundsOutOfRangeAreRefusedAtOnce() {
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      refused("beta must be at least 0 and finite, got " + bad, () -> tracer.beta(bad));
    }
    refused("min log density must be a number, got NaN", () -> tracer.minLogDensity(Double.NaN));
  }

  @Test
  void noListenerIsAllowedAsByTheProjector() {
    assertEquals(1, tracer.onProgress(null).trace(PAIR).size());
  }

  @Test
  void anInterruptEndsTheTracing() {
    Thread.currentThread().interrupt();
    assertThrows(ComputationInterruptedException.class, () -> tracer.trace(PAIR));
    assertTrue(Thread.interrupted(), "the flag is not set again");
  }
}
